using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// What is common to all kernels: it checks a call, packs weights, cuts the work into items and shares them out to threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class TileDriver
{
    /// <summary>More threads than there are processors do not help; each is asked for in the pool's queue.</summary>
    const int MostThreads = 1024;

    /// <summary>Runs a kernel on weights in their original order, packing them for this call.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <param name="kernel">The kernel.</param>
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
        TKernel kernel, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output,
        int batch, int inChannels, int outChannels, ReadOnlySpan<int> size,
        ReadOnlySpan<T> residual = default, int maxDegreeOfParallelism = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        var plan = kernel.Plan;
        var shape = new ConvTransposeShape(plan.Geometry, batch, inChannels, outChannels, size);
        ConvTransposeShape.CheckWeight(plan.Geometry, inChannels, outChannels, weight.Length);
        ConvTransposeShape.CheckBias(outChannels, bias.Length);
        Check(kernel, shape, input, output, residual);
        ConvTransposeShape.CheckOverlap(output, weight, nameof(weight));
        ConvTransposeShape.CheckOverlap(output, bias, nameof(bias));
        int degree = Degree(maxDegreeOfParallelism);
        if (batch == 0)
            return;
        fixed (T* from = input, weights = weight, biases = bias, to = output, added = residual)
        {
            var call = new KernelCall<T> { Shape = shape, Input = from, Weight = weights, Bias = biases, Output = to, Residual = added };
            var choice = plan.Choices.For(shape, sizeof(T), kernel.HasResidual);
            if (!CanTile(choice.Layout, weight))
            {
                ParallelParts<RowPath<T, TKernel>>.Run(new(kernel, call), degree);
                return;
            }
            if (choice.Depthwise is { } depthwise)
            {
                ParallelParts<DepthwiseWork<T, TKernel>>.Run(new(kernel, depthwise, call, degree), degree);
                return;
            }
            if (choice is { Products: { } products, PacksProducts: true })
            {
                if (ProductPlan.Serves(input))
                {
                    if (TryProducts(kernel, products, choice, call, degree))
                        return;
                }
                else if (batch > 1)
                {
                    // Each image follows the plan that it would follow alone.
                    for (int image = 0; image < batch; image++)
                        Run(kernel, Image(input, image, batch), weight, bias, Image(output, image, batch), 1, inChannels, outChannels, size, Image(residual, image, batch), degree);
                    return;
                }
            }
            if (choice.Columns is { } columns)
                ParallelParts<ColumnWork<T, TKernel>>.Run(new(kernel, columns, call, degree), degree);
            else
                RunTiles(kernel, choice, call, bias, degree);
        }
    }

    /// <summary>Computes the weights of products and follows their plan, unless these overflow.</summary>
    static bool TryProducts<T, TKernel>(TKernel kernel, ProductPlan plan, in PlanChoice choice, KernelCall<T> call, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        var (inChannels, outChannels) = (call.Shape.InChannels, call.Shape.OutChannels);
        T[] weights = ArrayPool<T>.Shared.Rent(checked((int)plan.WeightLength(kernel.Plan, inChannels, outChannels)));
        bool areFinite;
        fixed (T* weight = weights)
        {
            areFinite = plan.Pack(kernel.Plan, inChannels, outChannels, call.Weight, weight);
            call.Weight = weight;
            if (areFinite)
                RunProducts(kernel, choice, call, degree);
        }
        ArrayPool<T>.Shared.Return(weights);
        return areFinite;
    }

    /// <summary>Follows the Winograd plan or that of row filters, with the weights of their products.</summary>
    static void RunProducts<T, TKernel>(TKernel kernel, in PlanChoice choice, in KernelCall<T> call, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        if (choice.RowFilter is { } rows)
            ParallelParts<RowFilterWork<T, TKernel>>.Run(new(kernel, rows, call), degree);
        else if (choice.Winograd is { AlongPhases: not null } alongPhases)
            ParallelParts<LaneWinogradWork<T, TKernel>>.Run(new(kernel, alongPhases, call), degree);
        else
            ParallelParts<WinogradWork<T, TKernel>>.Run(new(kernel, choice.Winograd!.Value, call), degree);
    }

    /// <summary>Packs weights for tiles or lanes and computes the outputs by them.</summary>
    static void RunTiles<T, TKernel>(TKernel kernel, in PlanChoice choice, KernelCall<T> call, ReadOnlySpan<T> bias, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        var (plan, lanes, inChannels, outChannels) = (kernel.Plan, choice.Lanes, call.Shape.InChannels, call.Shape.OutChannels);
        long length = lanes is null
            ? (long)inChannels * (outChannels / plan.Geometry.Groups) * plan.Geometry.KernelElements + outChannels
            : LanePacker.Length(lanes, inChannels, outChannels) + CacheLine.Bytes / sizeof(T);
        T[] packed = ArrayPool<T>.Shared.Rent(checked((int)length));
        fixed (T* unaligned = packed)
        {
            T* weights = lanes is null ? unaligned : CacheLine.Align(unaligned);
            call.Bias = lanes is null
                ? WeightPacker.Pack(plan, inChannels, outChannels, call.Weight, bias, weights)
                : LanePacker.Pack(lanes, inChannels, outChannels, call.Weight, bias, weights);
            call.Weight = weights;
            ParallelParts<TileWork<T, TKernel>>.Run(new(kernel, choice.Layout, call, lanes, degree), degree);
        }
        ArrayPool<T>.Shared.Return(packed);
    }

    /// <summary>Runs a kernel on packed weights.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TKernel">The kernel.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="input"><c>[batch, inChannels, *size]</c></param>
    /// <param name="weights">The weights and bias, packed for the kernel's geometry.</param>
    /// <param name="output"><c>[batch, outChannels, *out]</c></param>
    /// <param name="batch">The number of images.</param>
    /// <param name="size">The input's size along each spatial axis.</param>
    /// <param name="residual">See the other overload.</param>
    /// <param name="maxDegreeOfParallelism">How many threads may work at once; -1: as many as there are processors.</param>
    /// <exception cref="ArgumentException">A size or a length does not fit; nothing was written.</exception>
    public static void Run<T, TKernel>(
        TKernel kernel, ReadOnlySpan<T> input, PackedWeights<T> weights, Span<T> output, int batch, ReadOnlySpan<int> size,
        ReadOnlySpan<T> residual = default, int maxDegreeOfParallelism = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TKernel : struct, ITileKernel<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        var plan = kernel.Plan;
        if (!plan.Accepts(weights))
        {
            throw new ArgumentException(
                weights.Geometry.Equals(plan.Geometry)
                    ? "weights are in another kernel's order; those of a generated kernel come from a packing method with [ConvTranspose], those of ConvTranspose.Invoke from ConvTranspose.Pack."
                    : $"weights are packed for {weights.Geometry}; {plan.Geometry} was expected.",
                nameof(weights));
        }
        var shape = new ConvTransposeShape(plan.Geometry, batch, weights.InChannels, weights.OutChannels, size);
        Check(kernel, shape, input, output, residual);
        int degree = Degree(maxDegreeOfParallelism);
        if (batch == 0)
            return;
        fixed (T* from = input, weight = weights.Weight, bias = weights.Bias, to = output, added = residual)
        {
            var call = new KernelCall<T> { Shape = shape, Input = from, Weight = weight, Bias = bias, Output = to, Residual = added };
            var choice = plan.Choices.For(shape, sizeof(T), kernel.HasResidual);
            var (layout, lanes) = (choice.Layout, choice.Lanes);
            if (weights.Original is null && Vector<T>.IsSupported && layout.Fits(sizeof(T)))
            {
                if (choice.Depthwise is { } depthwise)
                {
                    fixed (T* original = weights.Unpacked(plan))
                    {
                        call.Weight = original;
                        ParallelParts<DepthwiseWork<T, TKernel>>.Run(new(kernel, depthwise, call, degree), degree);
                    }
                    return;
                }
                if (choice.Products is { } products)
                {
                    if (ProductPlan.Serves(input))
                    {
                        var ofProducts = weights.ForProducts(products, plan);
                        if (ofProducts.AreFinite)
                        {
                            call.Weight = ofProducts.Weight;
                            RunProducts(kernel, choice, call, degree);
                            GC.KeepAlive(ofProducts);
                            return;
                        }
                    }
                    else if (batch > 1)
                    {
                        for (int image = 0; image < batch; image++)
                            Run(kernel, Image(input, image, batch), weights, Image(output, image, batch), 1, size, Image(residual, image, batch), degree);
                        return;
                    }
                }
                if (choice.Columns is { } columns)
                {
                    fixed (T* original = weights.Unpacked(plan))
                    {
                        call.Weight = original;
                        ParallelParts<ColumnWork<T, TKernel>>.Run(new(kernel, columns, call, degree), degree);
                    }
                    return;
                }
                if (lanes is not null)
                {
                    var packed = weights.ForLanes(lanes);
                    call.Weight = packed.Weight;
                    call.Bias = packed.Bias;
                }
                ParallelParts<TileWork<T, TKernel>>.Run(new(kernel, layout, call, lanes, degree), degree);
                GC.KeepAlive(weights); // it holds the memory of the lanes plan, which nothing else does
                return;
            }
            fixed (T* original = weights.Original ?? WeightPacker.Unpack(plan, weights))
            {
                call.Weight = original;
                ParallelParts<RowPath<T, TKernel>>.Run(new(kernel, call), degree);
            }
        }
    }

    /// <summary>One image of a batch.</summary>
    static ReadOnlySpan<T> Image<T>(ReadOnlySpan<T> images, int image, int batch) => images.Slice(images.Length / batch * image, images.Length / batch);

    /// <inheritdoc cref="Image{T}(ReadOnlySpan{T}, int, int)"/>
    static Span<T> Image<T>(Span<T> images, int image, int batch) => images.Slice(images.Length / batch * image, images.Length / batch);

    /// <summary>Checks that packed weights have the channels that a declaration fixes.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="weights">The packed weights.</param>
    /// <param name="inChannels">The number of input channels, or 0 for any.</param>
    /// <param name="outChannels">The number of output channels, or 0 for any.</param>
    /// <exception cref="ArgumentException">The weights have other channels.</exception>
    public static void CheckChannels<T>(PackedWeights<T> weights, int inChannels, int outChannels)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(weights);
        if ((inChannels != 0 && weights.InChannels != inChannels) || (outChannels != 0 && weights.OutChannels != outChannels))
        {
            throw new ArgumentException(
                $"weights have {weights.InChannels} input and {weights.OutChannels} output channels; the method fixes {Fixed(inChannels)} and {Fixed(outChannels)}.",
                nameof(weights));
        }

        static string Fixed(int channels) => channels == 0 ? "any number" : $"{channels}";
    }

    /// <summary>Checks that a residual is as long as the output.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="residual">The residual.</param>
    /// <param name="output">The output.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static void CheckResidual<T>(ReadOnlySpan<T> residual, ReadOnlySpan<T> output)
        where T : unmanaged
    {
        if (residual.Length != output.Length)
            throw new ArgumentException($"residual has {residual.Length} elements; as many as the output has, {output.Length}, were expected.", nameof(residual));
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
        WeightPacker.CopyBias(bias, biases);
        T[]? original = TensorPrimitives.IsFiniteAll(weight) ? null : weight.ToArray();
        return new PackedWeights<T>(plan.Geometry, plan.ChannelBlock, plan.PhasesPerTile, inChannels, outChannels, packed, biases, original);
    }

    /// <summary>Says in words which plan a call follows, and why: its cost by the estimate that chooses, beside that of the others.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="size">The input's size along each spatial axis.</param>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public static string Explain<T>(TilePlan plan, int inChannels, int outChannels, ReadOnlySpan<int> size)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PlanExplanation.Explain(plan, new ConvTransposeShape(plan.Geometry, 1, inChannels, outChannels, size), sizeof(T));
    }

    /// <summary>Whether tiles give the right result: not where zeros around the image would meet an infinite weight, nor for
    /// element types without vectors, nor where a tile would be out of all proportion.</summary>
    static bool CanTile<T>(in TileLayout layout, ReadOnlySpan<T> weight)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector<T>.IsSupported && layout.Fits(sizeof(T)) && TensorPrimitives.IsFiniteAll(weight);

    static void Check<T, TKernel>(TKernel kernel, in ConvTransposeShape shape, ReadOnlySpan<T> input, ReadOnlySpan<T> output, ReadOnlySpan<T> residual)
        where T : unmanaged
        where TKernel : struct, ITileKernel<T>
    {
        shape.CheckInput(input.Length);
        shape.CheckOutput(output.Length);
        ConvTransposeShape.CheckOverlap(output, input, nameof(input));
        if (kernel.HasResidual)
            shape.CheckResidual(residual, output);
    }

    /// <summary>The number of threads that may work, at most <see cref="MostThreads"/>.</summary>
    static int Degree(int maxDegreeOfParallelism)
    {
        if (maxDegreeOfParallelism is 0 or < -1)
        {
            throw new ArgumentException(
                $"maxDegreeOfParallelism is {maxDegreeOfParallelism}; a positive number, or -1 for all processors, was expected.",
                nameof(maxDegreeOfParallelism));
        }
        return Math.Min(maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism, MostThreads);
    }
}
