using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The work of one call as a list of items, each the tiles' outputs for a range of output channels. Items are independent, and
/// what an item computes does not depend on who computes the others: any number of threads gives the same bits.
/// </summary>
readonly unsafe struct TileWork<T, TKernel> : IItems
    where T : unmanaged
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly ConvTransposeShape shape;
    readonly TileLayout layout;
    readonly T* input, weight, bias, output, residual;
    readonly int channelBlocks, channelParts;

    public TileWork(TKernel kernel, in TileLayout layout, in ConvTransposeShape shape, T* input, T* weight, T* bias, T* output, T* residual, int degree)
    {
        this.kernel = kernel;
        this.layout = layout;
        this.shape = shape;
        this.input = input;
        this.weight = weight;
        this.bias = bias;
        this.output = output;
        this.residual = residual;
        channelBlocks = WeightPacker.Blocks(shape.OutChannelsPerGroup, kernel.Plan.ChannelBlock);

        // Too few tiles to go round: divide the output channels as well, at the cost of copying a tile's input for each part.
        long tiles = shape.Batch * (long)shape.Groups * layout.Tiles;
        channelParts = (int)Math.Min(channelBlocks, tiles >= 4 * degree || degree == 1 ? 1 : (2 * degree + tiles - 1) / tiles);
        Items = tiles * channelParts;
    }

    /// <inheritdoc/>
    public long Items { get; }

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        var plan = kernel.Plan;
        int inputScratch = (int)layout.InputScratch;
        int stagedStep = layout.StagedStep;
        int staged = (int)layout.StagedScratch;
        int alignment = 64 / sizeof(T);
        int stages = kernel.HasResidual ? 2 * staged : staged;
        T[] scratch = ArrayPool<T>.Shared.Rent(inputScratch + stages + 2 * alignment);
        nint[] rowOffsets = ArrayPool<nint>.Shared.Rent(plan.RowTaps + 1);
        fixed (T* unaligned = scratch)
        fixed (nint* offsets = rowOffsets)
        {
            T* stage = Align(unaligned);
            T* tile = Align(stage + stages);
            FillRowOffsets(plan, offsets);
            long copied = -1;
            for (long item = first; item < end; item++)
            {
                long index = item / channelParts;
                int part = (int)(item % channelParts);
                long rest = index;
                int width = (int)(rest % layout.TilesWidth) * layout.TileWidth;
                rest /= layout.TilesWidth;
                int height = (int)(rest % layout.TilesHeight) * layout.TileHeight;
                rest /= layout.TilesHeight;
                int depth = (int)(rest % layout.BlocksDepth);
                rest /= layout.BlocksDepth;
                int group = (int)(rest % shape.Groups);
                long image = rest / shape.Groups;

                T* source = input + (image * shape.InChannels + group * shape.InChannelsPerGroup) * shape.InPlane;
                bool inPlace = layout.InPlace && ReadsInside(image, group, height);
                if (!inPlace && index != copied)
                {
                    InputTile.Copy(source, tile, plan, shape, layout, depth, height, width);
                    copied = index;
                }
                var outputs = new TileOutputs<T, TKernel>(
                    kernel, shape, layout,
                    inPlace ? source + (nint)height * layout.Pitch : tile, inPlace ? (nint)shape.InPlane : layout.ChannelStep, stage, stage + staged, stagedStep, offsets, depth, height, width);
                int blockEnd = WeightPacker.BlockStart(channelBlocks, channelParts, part + 1);
                for (int block = WeightPacker.BlockStart(channelBlocks, channelParts, part); block < blockEnd; block++)
                {
                    int channel = WeightPacker.BlockStart(shape.OutChannelsPerGroup, channelBlocks, block);
                    int channels = WeightPacker.BlockStart(shape.OutChannelsPerGroup, channelBlocks, block + 1) - channel;
                    channel += group * shape.OutChannelsPerGroup;
                    nint firstOutput = (nint)((image * shape.OutChannels + channel) * shape.OutPlane);
                    outputs.Compute(
                        channels,
                        weight + (nint)channel * shape.InChannelsPerGroup * plan.Geometry.KernelElements,
                        bias + channel,
                        output + firstOutput,
                        kernel.HasResidual ? residual + firstOutput : null);
                }
            }
        }
        ArrayPool<nint>.Shared.Return(rowOffsets);
        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Whether the register tiles stay inside the input where they compute more positions than the tile has.</summary>
    bool ReadsInside(long image, int group, int height)
    {
        long lastChannel = image * shape.InChannels + (long)(group + 1) * shape.InChannelsPerGroup - 1;
        long end = lastChannel * shape.InPlane + (long)(height + layout.TileHeight) * layout.Pitch + layout.LargestBlock;
        return end <= shape.Batch * (long)shape.InChannels * shape.InPlane;
    }

    static T* Align(T* pointer) => (T*)(((nuint)pointer + 63) & ~(nuint)63);

    /// <summary>Where the row of each row tap begins in a tile's scratch memory.</summary>
    void FillRowOffsets(TilePlan plan, nint* offsets)
    {
        foreach (var row in plan.Rows)
        {
            foreach (var tap in row.Taps)
            {
                int slice = tap.DepthShift - plan.Depth.MinShift;
                int line = tap.HeightShift - plan.Height.MinShift;
                *offsets++ = ((nint)slice * layout.Rows + line) * layout.Pitch;
            }
        }
    }
}
