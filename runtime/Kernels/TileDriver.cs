using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// What is common to all specialised kernels: it checks a call, packs weights, cuts the work into tiles and calls the
/// kernel's register tiles.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TileDriver
{
    /// <summary>Runs a kernel on weights in their original order, packing them for this call.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <param name="input"><c>[batch, inChannels, *size]</c></param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty for none.</param>
    /// <param name="output"><c>[batch, outChannels, *out]</c></param>
    /// <param name="batch">The number of images.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="size">The input's size along each spatial axis.</param>
    /// <param name="residual">Added to the output before the activation, where the kernel has a residual; of the output's
    /// shape, and possibly the output's own memory.</param>
    /// <param name="maxDegreeOfParallelism">How many threads may work at once; -1: as many as there are processors.</param>
    /// <exception cref="ArgumentException">A size or a length does not fit; nothing was written.</exception>
    public static void Run<T, TKernel>(
        ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output,
        int batch, int inChannels, int outChannels, ReadOnlySpan<int> size,
        ReadOnlySpan<T> residual = default, int maxDegreeOfParallelism = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        var plan = TKernel.Plan;
        var shape = new ConvTransposeShape(plan.Geometry, batch, inChannels, outChannels, size);
        ConvTransposeShape.CheckWeight(plan.Geometry, inChannels, outChannels, weight.Length);
        ConvTransposeShape.CheckBias(outChannels, bias.Length);
        shape.CheckInput(input.Length);
        shape.CheckOutput(output.Length);
        ConvTransposeShape.CheckOverlap(output, input, nameof(input));
        ConvTransposeShape.CheckOverlap(output, weight, nameof(weight));
        ConvTransposeShape.CheckOverlap(output, bias, nameof(bias));
        if (TKernel.HasResidual)
            shape.CheckResidual(residual, output);
        int degree = Degree(maxDegreeOfParallelism);
        if (batch == 0)
            return;

        if (!TensorPrimitives.IsFiniteAll(weight))
        {
            ConvTranspose.Invoke(
                plan.Geometry, input, weight, bias, output, batch, inChannels, outChannels, size,
                TKernel.Activation, TKernel.Alpha, TKernel.Beta, residual, maxDegreeOfParallelism);
            return;
        }
        T[] packed = ArrayPool<T>.Shared.Rent(weight.Length + outChannels);
        fixed (T* from = weight, to = packed)
        {
            WeightPacker.Pack(plan, inChannels, outChannels, from, to);
            CopyBias(bias, new Span<T>(to + weight.Length, outChannels));
            Run<T, TKernel>(input, to, to + weight.Length, output, residual, shape, degree);
        }
        ArrayPool<T>.Shared.Return(packed);
    }

    /// <summary>Runs a kernel on packed weights.</summary>
    /// <inheritdoc cref="Run{T, TKernel}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, int, int, int, ReadOnlySpan{int}, ReadOnlySpan{T}, int)"/>
    /// <param name="weights">The weights and bias, packed for the kernel's geometry.</param>
#pragma warning disable CS1573 // The other parameters' documentation is inherited.
    public static void Run<T, TKernel>(
        ReadOnlySpan<T> input, PackedWeights<T> weights, Span<T> output, int batch, ReadOnlySpan<int> size,
        ReadOnlySpan<T> residual = default, int maxDegreeOfParallelism = 1)
#pragma warning restore CS1573
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        var plan = TKernel.Plan;
        if (!plan.Accepts(weights))
        {
            throw new ArgumentException(
                $"weights are packed for {weights.Geometry}; weights packed by a method of the same geometry, {plan.Geometry}, were expected.",
                nameof(weights));
        }
        var shape = new ConvTransposeShape(plan.Geometry, batch, weights.InChannels, weights.OutChannels, size);
        shape.CheckInput(input.Length);
        shape.CheckOutput(output.Length);
        ConvTransposeShape.CheckOverlap(output, input, nameof(input));
        if (TKernel.HasResidual)
            shape.CheckResidual(residual, output);
        int degree = Degree(maxDegreeOfParallelism);
        if (batch == 0)
            return;
        if (weights.Original is not null)
        {
            ConvTranspose.Invoke(
                plan.Geometry, input, weights.Original, weights.Bias, output, batch, weights.InChannels, weights.OutChannels, size,
                TKernel.Activation, TKernel.Alpha, TKernel.Beta, residual, maxDegreeOfParallelism);
            return;
        }
        fixed (T* weight = weights.Weight, bias = weights.Bias)
            Run<T, TKernel>(input, weight, bias, output, residual, shape, degree);
    }

    /// <summary>Packs weights for kernels with this plan.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty for none.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <exception cref="ArgumentException">A size or a length does not fit.</exception>
    public static PackedWeights<T> Pack<T>(TilePlan plan, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, int inChannels, int outChannels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(plan);
        ConvTransposeShape.CheckChannels(inChannels, plan.Geometry.Groups, nameof(inChannels));
        ConvTransposeShape.CheckChannels(outChannels, plan.Geometry.Groups, nameof(outChannels));
        ConvTransposeShape.CheckWeight(plan.Geometry, inChannels, outChannels, weight.Length);
        ConvTransposeShape.CheckBias(outChannels, bias.Length);
        var packed = GC.AllocateUninitializedArray<T>(weight.Length);
        fixed (T* from = weight, to = packed)
            WeightPacker.Pack(plan, inChannels, outChannels, from, to);
        var biases = new T[outChannels];
        CopyBias(bias, biases);
        T[]? original = TensorPrimitives.IsFiniteAll(weight) ? null : weight.ToArray();
        return new PackedWeights<T>(plan.Geometry, plan.ChannelBlock, plan.PhasesPerTile, inChannels, outChannels, packed, biases, original);
    }

    static void CopyBias<T>(ReadOnlySpan<T> bias, Span<T> to)
    {
        if (bias.IsEmpty)
            to.Clear();
        else
            bias.CopyTo(to);
    }

    static int Degree(int maxDegreeOfParallelism)
    {
        if (maxDegreeOfParallelism is 0 or < -1)
        {
            throw new ArgumentException(
                $"maxDegreeOfParallelism is {maxDegreeOfParallelism}; a positive number, or -1 for all processors, was expected.",
                nameof(maxDegreeOfParallelism));
        }
        return maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism;
    }

    static void Run<T, TKernel>(ReadOnlySpan<T> input, T* weight, T* bias, Span<T> output, ReadOnlySpan<T> residual, in ConvTransposeShape shape, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        fixed (T* from = input, to = output, added = residual)
        {
            var work = new TileWork<T, TKernel>(shape, from, weight, bias, to, added, degree);
            if (degree == 1 || work.Items == 1)
                work.Run(0, work.Items);
            else
                RunInParallel(work, degree);
        }
    }

    static void RunInParallel<T, TKernel>(TileWork<T, TKernel> work, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        int parts = (int)Math.Min(degree, work.Items);
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts },
            part => work.Run(work.Items * part / parts, work.Items * (part + 1) / parts));
    }
}
