namespace Generated.Kernels;

// ONNX's and PyTorch's other ways of giving sizes, resolved to paddings and output paddings.
public sealed partial class ConvTransposeGeometry
{
    /// <summary>The geometry with the padding that ONNX's <c>auto_pad</c> gives it, in place of its own.</summary>
    /// <param name="mode"><see cref="AutoPad.SameUpper"/> and <see cref="AutoPad.SameLower"/>: paddings that make the output
    /// <c>s</c> times the input, whatever the input's size; where the kernel is too small for that, output padding, which holds
    /// the bias. <see cref="AutoPad.Valid"/>: no padding. <see cref="AutoPad.NotSet"/>: this geometry.</param>
    /// <returns>The geometry.</returns>
    /// <exception cref="ArgumentException">There is no such mode, or the padding exceeds <see cref="int.MaxValue"/>.</exception>
    /// <remarks>As the standard's current text has it. ONNX Runtime before 1.13 had the two halves of an odd
    /// padding the other way round.</remarks>
    public ConvTransposeGeometry WithAutoPad(AutoPad mode)
    {
        CheckMode(mode);
        var resolved = new ConvTransposeAxis[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            if (mode is AutoPad.SameUpper or AutoPad.SameLower)
                CheckPadding(axis, axes[axis].Extent + axes[axis].Op - axes[axis].S, nameof(mode));
            resolved[axis] = AutoPadding.Resolve(axes[axis], mode);
        }
        return new(resolved, Groups);
    }

    /// <summary>The geometry with the padding that ONNX's <c>output_shape</c> gives it, in place of its own.</summary>
    /// <param name="outputShape">The wanted size of the output along each axis, at least 1. One that is larger than without
    /// padding gives output padding, which holds the bias.</param>
    /// <param name="size">The input's size along each axis, at least 1.</param>
    /// <param name="mode">Where the larger half of an odd padding goes: for <see cref="AutoPad.SameUpper"/> to the end,
    /// otherwise to the beginning.</param>
    /// <returns>The geometry.</returns>
    /// <exception cref="ArgumentException">There is another number of sizes than axes, a size is not positive, there is no such
    /// mode, or the padding exceeds <see cref="int.MaxValue"/>.</exception>
    public ConvTransposeGeometry WithOutputShape(ReadOnlySpan<int> outputShape, ReadOnlySpan<int> size, AutoPad mode = AutoPad.NotSet)
    {
        CheckMode(mode);
        CheckSizes(outputShape, nameof(outputShape));
        CheckSizes(size, nameof(size));
        var resolved = new ConvTransposeAxis[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            long total = (axes[axis] with { PBegin = 0, PEnd = 0 }).OutputSize(size[axis]) - outputShape[axis];
            CheckPadding(axis, total, nameof(outputShape));
            resolved[axis] = AutoPadding.WithTotal(axes[axis], total, mode);
        }
        return new(resolved, Groups);
    }

    /// <summary>The geometry with the output padding that PyTorch's argument <c>output_size</c> gives it, in place of its own.</summary>
    /// <param name="outputSize">The wanted size of the output along each axis.</param>
    /// <param name="size">The input's size along each axis, at least 1.</param>
    /// <returns>The geometry.</returns>
    /// <exception cref="ArgumentException">There is another number of sizes than axes, a size of the input is not positive, or
    /// the wanted size would need an output padding below 0 or not smaller than the larger of stride and dilation.</exception>
    public ConvTransposeGeometry WithOutputSize(ReadOnlySpan<int> outputSize, ReadOnlySpan<int> size)
    {
        CheckSizes(outputSize, nameof(outputSize));
        CheckSizes(size, nameof(size));
        var resolved = new ConvTransposeAxis[Rank];
        for (int axis = 0; axis < Rank; axis++)
        {
            long smallest = (axes[axis] with { Op = 0 }).OutputSize(size[axis]);
            long largest = smallest + Math.Max(axes[axis].S, axes[axis].D) - 1;
            if (outputSize[axis] < smallest || outputSize[axis] > largest)
            {
                throw new ArgumentException(
                    $"{outputSize[axis]} outputs along axis {axis} ({axes[axis]}) cannot come of {size[axis]} inputs; {Math.Max(smallest, 1)} to {largest} are possible.",
                    nameof(outputSize));
            }
            resolved[axis] = axes[axis] with { Op = (int)(outputSize[axis] - smallest) };
        }
        return new(resolved, Groups);
    }

    static void CheckMode(AutoPad mode)
    {
        if (!Enum.IsDefined(mode))
            throw new ArgumentException($"mode is {mode}; a member of {nameof(AutoPad)} was expected.", nameof(mode));
    }

    void CheckSizes(ReadOnlySpan<int> sizes, string name)
    {
        if (sizes.Length != Rank)
            throw new ArgumentException($"{name} has {sizes.Length} sizes; {Rank} were expected.", name);
        foreach (int n in sizes)
        {
            if (n < 1)
                throw new ArgumentException($"{name} has the size {n}; at least 1 was expected.", name);
        }
    }

    void CheckPadding(int axis, long total, string name)
    {
        if (total > int.MaxValue || axes[axis].Op - total > int.MaxValue)
            throw new ArgumentException($"Axis {axis} ({axes[axis]}) would need a padding of {total} in all; at most {int.MaxValue} is possible.", name);
    }
}
