using Generated.Kernels.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// The geometry of a transposed convolution as a value: kernel, stride, padding, output padding, dilation and groups.
/// </summary>
/// <remarks>
/// Sizes follow Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), and the ConvTranspose
/// operator of ONNX: <c>out = s(n-1) + d(k-1) + 1 + op - pBegin - pEnd</c> along each axis.
/// </remarks>
public sealed partial class ConvTransposeGeometry : IEquatable<ConvTransposeGeometry>
{
    readonly ConvTransposeAxis[] axes;
    TilePlan? genericPlan;

    /// <summary>A geometry of 1 to 3 axes.</summary>
    /// <param name="axes">The axes in the order depth, height, width.</param>
    /// <param name="groups">Into how many groups the channels fall, at least 1.</param>
    /// <exception cref="ArgumentException">The number of axes is not 1, 2 or 3, or the kernel has more elements, or along an axis
    /// a larger extent, than a span can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A kernel size, stride, dilation or the number of groups is not
    /// positive, or a padding or an output padding is negative.</exception>
    public ConvTransposeGeometry(ReadOnlySpan<ConvTransposeAxis> axes, int groups = 1)
    {
        if (axes.Length is < 1 or > 3)
            throw new ArgumentException($"A geometry has 1, 2 or 3 spatial axes, not {axes.Length}.", nameof(axes));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        foreach (ref readonly var axis in axes)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(axis.K, nameof(axis.K));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(axis.S, nameof(axis.S));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(axis.D, nameof(axis.D));
            ArgumentOutOfRangeException.ThrowIfNegative(axis.Op, nameof(axis.Op));
            ArgumentOutOfRangeException.ThrowIfNegative(axis.PBegin, nameof(axis.PBegin));
            ArgumentOutOfRangeException.ThrowIfNegative(axis.PEnd, nameof(axis.PEnd));
            if (axis.Extent > int.MaxValue)
                throw new ArgumentException($"The kernel's extent d(k-1) + 1 is {axis.Extent} with {axis}; at most {int.MaxValue} is possible.", nameof(axes));
        }
        long kernelElements = 1;
        foreach (ref readonly var axis in axes)
        {
            kernelElements *= axis.K;
            if (kernelElements > int.MaxValue)
                throw new ArgumentException($"The kernel has more than {int.MaxValue} elements, which is more than a span can hold.", nameof(axes));
        }
        KernelElements = (int)kernelElements;
        this.axes = axes.ToArray();
        Groups = groups;
    }

    /// <summary>A geometry with the same values along each axis.</summary>
    /// <param name="k">Kernel size.</param>
    /// <param name="s">Stride.</param>
    /// <param name="p">Padding at each end.</param>
    /// <param name="op">Output padding.</param>
    /// <param name="d">Dilation.</param>
    /// <param name="g">Groups.</param>
    /// <param name="rank">The number of spatial axes, 1 to 3.</param>
    /// <exception cref="ArgumentException">See the other constructor.</exception>
    public ConvTransposeGeometry(int k, int s = 1, int p = 0, int op = 0, int d = 1, int g = 1, int rank = 2)
        : this(Alike(k, s, p, op, d, g, rank), g)
    {
    }

    static ConvTransposeAxis[] Alike(int k, int s, int p, int op, int d, int g, int rank)
    {
        if (rank is < 1 or > 3)
            throw new ArgumentException($"rank is {rank}; 1, 2 or 3 was expected.", nameof(rank));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(s);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(d);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(g);
        ArgumentOutOfRangeException.ThrowIfNegative(p);
        ArgumentOutOfRangeException.ThrowIfNegative(op);
        var axes = new ConvTransposeAxis[rank];
        Array.Fill(axes, new ConvTransposeAxis(k, s, p, p, op, d));
        return axes;
    }

    /// <summary>The number of spatial axes.</summary>
    public int Rank => axes.Length;

    /// <summary>The axes in the order depth, height, width.</summary>
    public ReadOnlySpan<ConvTransposeAxis> Axes => axes;

    /// <summary>Into how many groups the channels fall.</summary>
    public int Groups { get; }

    /// <summary>The generic path's plan, derived once.</summary>
    /// <exception cref="ArgumentException">The strides give more phases than can be listed.</exception>
    internal TilePlan GenericPlan => genericPlan ??= CreateGenericPlan();

    /// <summary>The number of kernel elements: the product of the kernel sizes.</summary>
    public int KernelElements { get; }

    /// <summary>The output's size along an axis.</summary>
    /// <param name="axis">The axis, 0 being the outermost.</param>
    /// <param name="n">The input's size along it, at least 1.</param>
    /// <returns>The size, at least 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or <paramref name="n"/> is not positive.</exception>
    /// <exception cref="ArgumentException">The padding cuts off all outputs, or the size exceeds <see cref="int.MaxValue"/>.</exception>
    public int OutputSize(int axis, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(axis, axes.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        long size = axes[axis].OutputSize(n);
        if (size is < 1 or > int.MaxValue)
        {
            throw new ArgumentException(
                $"{n} inputs along axis {axis} ({axes[axis]}) would give {size} outputs; at least 1 and at most {int.MaxValue} are possible.",
                nameof(n));
        }
        return (int)size;
    }

    /// <summary>The output's spatial size.</summary>
    /// <param name="size">The input's size along each axis.</param>
    /// <returns>The output's size along each axis.</returns>
    /// <exception cref="ArgumentException">See <see cref="OutputSize(int, int)"/>, or the number of sizes is not the rank.</exception>
    public int[] OutputShape(params ReadOnlySpan<int> size)
    {
        if (size.Length != Rank)
            throw new ArgumentException($"{size.Length} sizes were given; {Rank} were expected.", nameof(size));
        var shape = new int[size.Length];
        for (int axis = 0; axis < shape.Length; axis++)
            shape[axis] = OutputSize(axis, size[axis]);
        return shape;
    }

    /// <inheritdoc/>
    public bool Equals(ConvTransposeGeometry? other) =>
        other is not null && Groups == other.Groups && axes.AsSpan().SequenceEqual(other.axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConvTransposeGeometry);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var axis in axes)
            hash.Add(axis);
        hash.Add(Groups);
        return hash.ToHashCode();
    }

    /// <summary>The geometry in the project's short form, such as <c>k:4 s:2 p:1 op:0 d:1 g:1</c>.</summary>
    public override string ToString()
    {
        return $"k:{Each(a => a.K)} s:{Each(a => a.S)} p:{Padding()} op:{Each(a => a.Op)} d:{Each(a => a.D)} g:{Groups}";

        string Each(Func<ConvTransposeAxis, int> value) => string.Join("x", axes.Select(value));

        string Padding() => Each(a => a.PBegin) is var begin && Each(a => a.PEnd) is var end && begin == end ? begin : $"{begin},{end}";
    }

    TilePlan CreateGenericPlan()
    {
        long phases = 1;
        foreach (var axis in axes)
        {
            phases *= axis.S;
            if (phases > AxisPhases.Most)
                throw new ArgumentException($"The strides of geometry ({this}) give more than {AxisPhases.Most} output phases, which are too many.", "geometry");
        }
        return GenericKernel<float>.PlanOf(this);
    }
}
