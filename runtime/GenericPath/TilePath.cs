using System.Buffers;
using System.Numerics;

namespace Generated.Kernels;

/// <summary>
/// The fast form of the generic path. A tile of the input, with the halo that the taps reach, is copied for all channels of
/// a group into scratch memory; from there the sums of each phase are computed stripe by stripe.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="sizes">The sizes of its tiles.</param>
/// <param name="packed">The weights in the order of <see cref="Pack"/>.</param>
/// <param name="offsets">For each of the call's taps, its distance in the tile.</param>
internal readonly unsafe struct TilePath<T>(GenericCall<T> call, TileSizes sizes, T* packed, int* offsets) : IGenericPath
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly GenericCall<T> call = call;
    readonly TileSizes sizes = sizes;
    readonly T* packed = packed;
    readonly int* offsets = offsets;

    /// <summary>One item is one block of output channels of one image.</summary>
    public int Items => call.Shape.Batch * call.Shape.Groups * BlocksPerGroup;

    /// <summary>The channels of a group fall into blocks of four, and those that are left into blocks of one.</summary>
    int BlocksPerGroup => call.Shape.OutChannelsPerGroup / ChannelBlock + call.Shape.OutChannelsPerGroup % ChannelBlock;

    static int ChannelBlock => StripeKernel<T>.ChannelBlock;

    /// <inheritdoc/>
    public void Run(int first, int end)
    {
        T[] tileBuffer = ArrayPool<T>.Shared.Rent(sizes.TileElements);
        T[] sumsBuffer = ArrayPool<T>.Shared.Rent(sizes.SumsElements);
        fixed (T* tile = tileBuffer, sums = sumsBuffer)
        {
            // All blocks of a group share its tiles.
            while (first < end)
            {
                int endOfGroup = Math.Min(end, (first / BlocksPerGroup + 1) * BlocksPerGroup);
                for (int blockZ = 0; blockZ < call.BlocksZ; blockZ++)
                for (int blockY = 0; blockY < call.BlocksY; blockY += sizes.Rows)
                for (int blockX = 0; blockX < call.BlocksX; blockX += sizes.Columns)
                {
                    Copy(first / BlocksPerGroup, blockZ, blockY, blockX, tile);
                    for (int item = first; item < endOfGroup; item++)
                        Compute(item, blockZ, blockY, blockX, tile, sums);
                }
                first = endOfGroup;
            }
        }
        ArrayPool<T>.Shared.Return(sumsBuffer);
        ArrayPool<T>.Shared.Return(tileBuffer);
    }

    /// <summary>Copies a tile's input; <paramref name="imageGroup"/> counts the groups of all images.</summary>
    void Copy(int imageGroup, int blockZ, int blockY, int blockX, T* tile)
    {
        var shape = call.Shape;
        int firstX = blockX + call.Phases.X.MinShift;
        int before = Math.Clamp(-firstX, 0, sizes.RowPitch);
        int inside = Math.Clamp(shape.InWidth - Math.Max(firstX, 0), 0, sizes.RowPitch - before);
        for (int channel = 0; channel < shape.InChannelsPerGroup; channel++)
        {
            T* plane = call.Input + ((long)imageGroup * shape.InChannelsPerGroup + channel) * shape.InPlane;
            for (int slice = 0; slice < sizes.Slices; slice++)
            for (int row = 0; row < sizes.InRows; row++)
            {
                int z = blockZ + call.Phases.Z.MinShift + slice, y = blockY + call.Phases.Y.MinShift + row;
                var to = new Span<T>(tile + channel * sizes.ChannelPitch + slice * sizes.SlicePitch + row * sizes.RowPitch, sizes.RowPitch);
                if (inside > 0 && (uint)z < (uint)shape.InDepth && (uint)y < (uint)shape.InHeight)
                {
                    T* from = plane + ((long)z * shape.InHeight + y) * shape.InWidth + Math.Max(firstX, 0);
                    to[..before].Clear();
                    new ReadOnlySpan<T>(from, inside).CopyTo(to[before..]);
                    to[(before + inside)..].Clear();
                }
                else
                {
                    to.Clear();
                }
            }
        }
    }

    /// <summary>Computes one block of output channels over a tile.</summary>
    void Compute(int item, int blockZ, int blockY, int blockX, T* tile, T* sums)
    {
        var shape = call.Shape;
        var phases = call.Phases;
        var (imageGroup, block) = Math.DivRem(item, BlocksPerGroup);
        var (image, group) = Math.DivRem(imageGroup, shape.Groups);
        var (channelInGroup, channels) = Block(shape, block);
        int channel = group * shape.OutChannelsPerGroup + channelInGroup;
        T* weights = packed + (long)channel * shape.InChannelsPerGroup * call.KernelElements;
        T* bias = stackalloc T[ChannelBlock];
        for (int i = 0; i < channels; i++)
            bias[i] = call.BiasOf(channel + i);

        int phasePitch = channels * sizes.SumsPitch;
        int rows = Math.Min(sizes.Rows, call.BlocksY - blockY), columns = Math.Min(sizes.Columns, call.BlocksX - blockX);
        int positions = (rows - 1) * sizes.RowPitch + columns;
        for (int fz = 0; fz < phases.Z.Count; fz++)
        for (int fy = 0; fy < phases.Y.Count; fy++)
        {
            for (int fx = 0; fx < phases.X.Count; fx++)
            {
                var (start, taps) = phases.Phase(phases.Number(fz, fy, fx));
                T* phaseWeights = weights + (long)start * shape.InChannelsPerGroup * channels;
                T* phaseSums = sums + fx * phasePitch;
                if (channels == 1)
                    StripeKernel<T>.One(tile, sizes.ChannelPitch, shape.InChannelsPerGroup, offsets + start, taps, phaseWeights, bias, phaseSums, positions);
                else
                    StripeKernel<T>.Four(tile, sizes.ChannelPitch, shape.InChannelsPerGroup, offsets + start, taps, phaseWeights, bias, phaseSums, sizes.SumsPitch, positions);
            }
            for (int i = 0; i < channels; i++)
            for (int row = 0; row < rows; row++)
            {
                int z = blockZ * phases.Z.Count + fz, y = (blockY + row) * phases.Y.Count + fy;
                call.StoreRow(image, channel + i, z, y, blockX, columns, sums + i * sizes.SumsPitch + row * sizes.RowPitch, phasePitch);
            }
        }
    }

    /// <summary>The first output channel of a block, counted in its group, and the number of its channels.</summary>
    static (int First, int Channels) Block(in ConvTransposeShape shape, int block)
    {
        int blocksOfFour = shape.OutChannelsPerGroup / ChannelBlock;
        return block < blocksOfFour ? (block * ChannelBlock, ChannelBlock) : (blocksOfFour * ChannelBlock + block - blocksOfFour, 1);
    }

    /// <summary>The distance in the tile that each tap reads at, from the tile's first element.</summary>
    public static void FindOffsets(PhaseTable phases, in TileSizes sizes, Span<int> offsets)
    {
        for (int i = 0; i < phases.Taps.Length; i++)
        {
            var tap = phases.Taps[i];
            offsets[i] = (tap.ShiftZ - phases.Z.MinShift) * sizes.SlicePitch + (tap.ShiftY - phases.Y.MinShift) * sizes.RowPitch + tap.ShiftX - phases.X.MinShift;
        }
    }

    /// <summary>
    /// Packs the weights in the order in which the inner loops read them: per group and block of output channels
    /// <c>[phase][input channel][tap][output channel]</c>. It leaves out nothing and adds nothing, so that the weights of
    /// output channel <c>c</c> and those after it start at <c>c·inChannels/g·kernelElements</c>.
    /// </summary>
    public static void Pack(in GenericCall<T> call, T* to)
    {
        var shape = call.Shape;
        int kernelElements = call.KernelElements, inChannels = shape.InChannelsPerGroup;
        var table = call.Phases.Taps;
        for (int channel = 0; channel < shape.OutChannels;)
        {
            var (group, channelInGroup) = Math.DivRem(channel, shape.OutChannelsPerGroup);
            int channels = shape.OutChannelsPerGroup - channelInGroup >= ChannelBlock ? ChannelBlock : 1;
            T* block = to + (long)channel * inChannels * kernelElements;
            for (int inChannel = 0; inChannel < inChannels; inChannel++)
            {
                T* kernels = call.Weight + (((long)group * inChannels + inChannel) * shape.OutChannelsPerGroup + channelInGroup) * kernelElements;
                for (int phase = 0; phase < call.Phases.Count; phase++)
                {
                    var (start, taps) = call.Phases.Phase(phase);
                    T* at = block + ((long)start * inChannels + (long)inChannel * taps) * channels;
                    foreach (var tap in table.Slice(start, taps))
                    {
                        T* from = kernels + tap.Kernel;
                        *at++ = *from;
                        if (channels == 1)
                            continue;
                        *at++ = from[kernelElements];
                        *at++ = from[2 * kernelElements];
                        *at++ = from[3 * kernelElements];
                    }
                }
            }
            channel += channels;
        }
    }
}
