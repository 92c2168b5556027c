using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The Winograd plan of one call as a list of items, each a vector of tiles for a block of output channels, and for one phase of the height where these
/// do not share inputs. <see cref="WinogradPlan"/> explains it.
/// The products are matrix products, weights times inputs, one for each product of a tile, of <see cref="LaneTile"/>.
/// </summary>
readonly unsafe struct WinogradWork<T, TKernel> : IItems
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    /// <summary>How far ahead weights are asked for, in bytes: they come from outside the level-2 cache.</summary>
    const int ScalarBytesAhead = 3072;

    /// <summary>Outputs of so many bytes may still be in a cache from the call before.</summary>
    const int CachedBytes = 1024 * 1024;

    readonly TKernel kernel;
    readonly WinogradPlan plan;
    readonly WinogradLayout layout;
    readonly KernelCall<T> call;
    readonly int channelBlocks;
    readonly bool asksForOutputs;

    /// <param name="kernel">The kernel.</param>
    /// <param name="layout">How the call is cut, by which plan.</param>
    /// <param name="call">The call, with the weights of products.</param>
    public WinogradWork(TKernel kernel, in WinogradLayout layout, in KernelCall<T> call)
    {
        this.kernel = kernel;
        plan = layout.Plan!;
        this.layout = layout;
        this.call = call;
        channelBlocks = WinogradLayout.ChannelBlocks(call.Shape.OutChannelsPerGroup);
        asksForOutputs = call.Shape.OutChannels * call.Shape.OutPlane * sizeof(T) > CachedBytes;
    }

    /// <summary>The number of items: of all groups of all images, each vector of tiles for each part: see <see cref="Part"/>.</summary>
    public long Items => ItemsOfImage * call.Shape.Groups * call.Shape.Batch;

    long ItemsOfImage => layout.Vectors * (long)plan.PhasesApart * channelBlocks;

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        if (Vector512.IsHardwareAccelerated && layout.Bits == 512)
            Run<Lanes512<T>>(first, end);
        else if (Vector256.IsHardwareAccelerated && layout.Bits == 256)
            Run<Lanes256<T>>(first, end);
        else
            Run<Lanes128<T>>(first, end);
    }

    void Run<TVector>(long first, long end)
        where TVector : struct, ILaneVector<TVector, T>
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(layout.Scratch + CacheLine.Bytes / sizeof(T));
        fixed (T* unaligned = scratch)
        {
            T* inputs = CacheLine.Align(unaligned), products = inputs + layout.InputScratch, staged = products + layout.ProductScratch;
            T* sums = staged + WinogradLayout.ChannelBlock * layout.StagedScratch;
            var transform = new WinogradInput<T>(plan, call.Shape, layout, sums + layout.StagedScratch);
            var outputs = new WinogradOutput<T, TKernel>(kernel, plan, call.Shape, layout, sums);
            while (first < end)
            {
                var (index, start) = Math.DivRem(first, ItemsOfImage);
                long endOfImage = Math.Min(start + end - first, ItemsOfImage);
                ComputeImage<TVector>(transform, outputs, index, start, endOfImage, inputs, products, staged);
                first += endOfImage - start;
            }
        }
        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Some items of one group of one image: whole blocks of tiles, and of the first and the last one some parts.</summary>
    void ComputeImage<TVector>(in WinogradInput<T> transform, in WinogradOutput<T, TKernel> outputs, long index, long first, long end, T* inputs, T* products, T* staged)
        where TVector : struct, ILaneVector<TVector, T>
    {
        for (int block = 0; block < layout.Blocks; block++)
        {
            int firstVector = EqualParts.Start(layout.Vectors, layout.Blocks, block), endVector = EqualParts.Start(layout.Vectors, layout.Blocks, block + 1);
            int firstPart = Part(first, firstVector, endVector), endPart = Part(end, firstVector, endVector);
            if (firstPart < endPart)
                Compute<TVector>(transform, outputs, index, firstVector, endVector, firstPart, endPart, inputs, products, staged);
        }
    }

    /// <summary>The part that an item begins with in some vectors of tiles: who ends there and who goes on agree. Parts are the blocks of output
    /// channels, where phases of the height do not share inputs those of one phase after those of another: two threads need not both compute all inputs.</summary>
    int Part(long item, int firstVector, int endVector)
    {
        int vectors = endVector - firstVector, parts = plan.PhasesApart * channelBlocks;
        return (int)Math.Clamp((item - firstVector * (long)parts + vectors / 2) / vectors, 0, parts);
    }

    /// <summary>Some input channels of a group.</summary>
    readonly record struct InChannelPart(int First, int Count, bool IsFirst, bool IsLast);

    /// <summary>A block of tiles for some parts, of the input channels one part after the other.</summary>
    void Compute<TVector>(
        in WinogradInput<T> transform, in WinogradOutput<T, TKernel> outputs, long index, int firstVector, int endVector, int firstPart, int endPart, T* inputs, T* products, T* staged)
        where TVector : struct, ILaneVector<TVector, T>
    {
        for (int part = 0; part < plan.ChannelParts; part++)
        {
            int first = EqualParts.Start(call.Shape.InChannelsPerGroup, plan.ChannelParts, part), end = EqualParts.Start(call.Shape.InChannelsPerGroup, plan.ChannelParts, part + 1);
            var inChannels = new InChannelPart(first, end - first, part == 0, part == plan.ChannelParts - 1);
            Compute<TVector>(transform, outputs, index, inChannels, firstVector, endVector, firstPart, endPart, inputs, products, staged);
        }
    }

    void Compute<TVector>(
        in WinogradInput<T> transform, in WinogradOutput<T, TKernel> outputs, long index, in InChannelPart inChannels, int firstVector, int endVector, int firstPart, int endPart,
        T* inputs, T* products, T* staged)
        where TVector : struct, ILaneVector<TVector, T>
    {
        var (image, group) = Math.DivRem(index, call.Shape.Groups);
        int firstPlace = firstVector * layout.Lanes, endPlace = Math.Min(endVector * layout.Lanes, layout.Places);
        T* source = call.Input + (nint)((image * call.Shape.InChannels + group * call.Shape.InChannelsPerGroup + inChannels.First) * call.Shape.InPlane);
        int computed = -1;
        for (int rowPhase = 0; rowPhase < plan.Height.Phases.Length; rowPhase++)
        {
            int before = plan.PhasesApart > 1 ? rowPhase * channelBlocks : 0;
            int firstBlock = Math.Max(firstPart - before, 0), endBlock = Math.Min(endPart - before, channelBlocks);
            if (firstBlock >= endBlock)
                continue;

            // Phases with the same inputs follow each other.
            ref readonly var row = ref plan.Height.Phases[rowPhase];
            if (computed < 0 || !row.Inputs.AsSpan().SequenceEqual(plan.Height.Phases[computed].Inputs))
                transform.Compute<TVector>(source, inChannels.Count, row, firstPlace, endPlace, inputs);
            computed = rowPhase;
            for (int block = firstBlock; block < endBlock; block++)
            {
                int first = EqualParts.Start(call.Shape.OutChannelsPerGroup, channelBlocks, block);
                int channels = EqualParts.Start(call.Shape.OutChannelsPerGroup, channelBlocks, block + 1) - first;
                ComputeChannels<TVector>(outputs, image, inChannels, (int)group * call.Shape.OutChannelsPerGroup + first, channels, rowPhase, firstPlace, endPlace, inputs, products, staged);
            }
        }
    }

    /// <summary>One phase of the height for a block of output channels.</summary>
    void ComputeChannels<TVector>(
        in WinogradOutput<T, TKernel> outputs, long image, in InChannelPart inChannels, int channel, int channels, int rowPhase, int firstPlace, int endPlace, T* inputs, T* products, T* staged)
        where TVector : struct, ILaneVector<TVector, T>
    {
        int vectors = (endPlace - firstPlace + layout.Lanes - 1) / layout.Lanes;
        ref readonly var row = ref plan.Height.Phases[rowPhase];
        T* weights = call.Weight + ((nint)channel * plan.Products + (nint)channels * plan.ProductsBefore[rowPhase]) * call.Shape.InChannelsPerGroup;
        for (int i = 0; asksForOutputs && i < channels; i++)
            outputs.Prefetch(rowPhase, firstPlace, endPlace, call.Output + (nint)((image * call.Shape.OutChannels + channel + i) * call.Shape.OutPlane));
        for (int column = 0; column < plan.Width.Phases.Length; column++)
        {
            weights = Multiply(row, plan.Width.Phases[column], inChannels, channels, vectors, weights, inputs, products);
            for (int i = 0; i < channels; i++)
            {
                T bias = call.Bias == null || !inChannels.IsFirst ? T.Zero : call.Bias[channel + i];
                outputs.Sum<TVector>(products + i * (nint)layout.TileStep, row, column, bias, vectors, staged + i * (nint)layout.StagedScratch);
            }
        }
        for (int i = 0; i < channels; i++)
        {
            nint plane = (nint)((image * call.Shape.OutChannels + channel + i) * call.Shape.OutPlane);
            T* output = call.Output + plane, addend = !inChannels.IsFirst ? output : kernel.HasResidual ? call.Residual + plane : null;
            outputs.Store(staged + i * (nint)layout.StagedScratch, rowPhase, firstPlace, endPlace, output, addend, inChannels.IsLast);
        }
    }

    /// <summary>The products of one phase.</summary>
    /// <returns>The weights of the next one.</returns>
    T* Multiply(in WinogradPhase row, in WinogradPhase column, in InChannelPart inChannels, int channels, int vectors, T* weights, T* inputs, T* products)
    {
        int lanes = layout.Lanes, together = LaneForm.Wide.Vectors, tiles = EqualParts.Count(vectors, together);
        T* zeros = stackalloc T[together * lanes];
        new Span<T>(zeros, together * lanes).Clear();
        var tap = default(LaneTap);
        nint vectorStep = layout.VectorStep, inputStep = layout.InputStep;
        var tile = new LaneArguments<T>
        {
            ScalarChannelStep = channels,
            ChannelsAhead = ScalarBytesAhead / sizeof(T) / channels,
            InChannels = inChannels.Count,
            Taps = &tap,
            TapCount = 1,
            VectorStep = vectorStep,
            Initial = zeros,
            OutputPositionStep = layout.TileStep,
            OutputVectorStep = lanes,
        };
        nint weightsOfChannel = (nint)row.Filter.Products * column.Filter.Products * channels;
        T* next = weights + weightsOfChannel * call.Shape.InChannelsPerGroup;
        weights += weightsOfChannel * inChannels.First;
        for (int y = 0; y < row.Filter.Products; y++)
        {
            foreach (int x in column.Inputs)
            {
                T* from = inputs + (y * plan.Width.Inputs.Length + x) * inputStep;
                tile.Scalars = weights;
                for (int i = 0; i < tiles; i++)
                {
                    int first = EqualParts.Start(vectors, tiles, i);
                    tile.Vectors = from + first * vectorStep;
                    tile.Output = products + first * lanes;
                    LaneTile.Compute(layout.Bits, channels, EqualParts.Start(vectors, tiles, i + 1) - first, in tile, new NoActivation<T>());
                }
                weights += (nint)channels * inChannels.Count;
                products += WinogradLayout.ChannelBlock * (nint)layout.TileStep;
            }
        }
        return next;
    }
}
