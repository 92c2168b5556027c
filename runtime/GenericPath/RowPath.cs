using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels;

/// <summary>
/// The plain form of the generic path, one output row at a time: for any element type, and exact where a weight is infinite
/// or NaN, because a tap outside the input is left out instead of multiplied by zero.
/// </summary>
internal readonly unsafe struct RowPath<T>(GenericCall<T> call) : IGenericPath
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly GenericCall<T> call = call;

    /// <summary>One item is one output channel of one image.</summary>
    public int Items => call.Shape.Batch * call.Shape.OutChannels;

    /// <inheritdoc/>
    public void Run(int first, int end)
    {
        int blocks = call.BlocksX;
        var (phasesZ, phasesY, phasesX) = (call.Phases.Z.Count, call.Phases.Y.Count, call.Phases.X.Count);
        T[] buffer = ArrayPool<T>.Shared.Rent(checked(blocks * phasesX));
        fixed (T* sums = buffer)
        {
            for (int item = first; item < end; item++)
            {
                var (image, channel) = Math.DivRem(item, call.Shape.OutChannels);
                for (int outZ = 0; outZ < call.Shape.OutDepth; outZ++)
                for (int outY = 0; outY < call.Shape.OutHeight; outY++)
                {
                    for (int fx = 0; fx < phasesX; fx++)
                    {
                        int phase = call.Phases.Number(outZ % phasesZ, outY % phasesY, fx);
                        SumTaps(image, channel, phase, outZ / phasesZ, outY / phasesY, new Span<T>(sums + fx * blocks, blocks));
                    }
                    call.StoreRow(image, channel, outZ, outY, 0, blocks, sums, blocks);
                }
            }
        }
        ArrayPool<T>.Shared.Return(buffer);
    }

    void SumTaps(int image, int channel, int phase, int blockZ, int blockY, Span<T> sums)
    {
        var shape = call.Shape;
        var (group, channelInGroup) = Math.DivRem(channel, shape.OutChannelsPerGroup);
        var (start, count) = call.Phases.Phase(phase);
        sums.Fill(call.BiasOf(channel));
        for (int i = 0; i < shape.InChannelsPerGroup; i++)
        {
            int inChannel = group * shape.InChannelsPerGroup + i;
            T* plane = call.Input + ((long)image * shape.InChannels + inChannel) * shape.InPlane;
            T* kernel = call.Weight + ((long)inChannel * shape.OutChannelsPerGroup + channelInGroup) * call.KernelElements;
            foreach (var tap in call.Phases.Taps.Slice(start, count))
            {
                int z = blockZ + tap.ShiftZ, y = blockY + tap.ShiftY;
                int firstBlock = Math.Max(0, -tap.ShiftX);
                int length = (int)Math.Min(sums.Length, (long)shape.InWidth - tap.ShiftX) - firstBlock;
                if ((uint)z >= (uint)shape.InDepth || (uint)y >= (uint)shape.InHeight || length <= 0)
                    continue;
                var row = new ReadOnlySpan<T>(plane + ((long)z * shape.InHeight + y) * shape.InWidth + firstBlock + tap.ShiftX, length);
                var reached = sums.Slice(firstBlock, length);
                TensorPrimitives.MultiplyAdd(row, kernel[tap.Kernel], reached, reached);
            }
        }
    }
}
