using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// The plain form of a transposed convolution, one output row at a time and any element type. Taps outside the input are left
/// out instead of multiplied by zero, which makes a difference where a weight is infinite or NaN, and no scratch memory
/// grows with the reach of the taps.
/// </summary>
readonly unsafe struct RowPath<T, TKernel>(TKernel kernel, KernelCall<T> call) : IItems
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly KernelCall<T> call = call;

    /// <summary>The number of items: the output channels of all images.</summary>
    public long Items => (long)call.Shape.Batch * call.Shape.OutChannels;

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        var plan = kernel.Plan;
        int stride = plan.Width.Count;
        int blocks = (int)(((long)call.Shape.OutWidth + stride - 1) / stride);
        T[] sums = ArrayPool<T>.Shared.Rent(checked(blocks * stride));
        for (long item = first; item < end; item++)
        {
            var (image, channel) = Math.DivRem(item, call.Shape.OutChannels);
            for (int z = 0; z < call.Shape.OutDepth; z++)
            {
                for (int y = 0; y < call.Shape.OutHeight; y++)
                {
                    var row = plan.Rows[z % plan.Depth.Count * plan.Height.Count + y % plan.Height.Count];
                    for (int f = 0; f < stride; f++)
                        Sum(image, (int)channel, row, plan.Width[f], z / plan.Depth.Count, y / plan.Height.Count, sums.AsSpan(f * blocks, blocks));
                    Store(((item * call.Shape.OutDepth + z) * call.Shape.OutHeight + y) * call.Shape.OutWidth, sums, blocks);
                }
            }
        }
        ArrayPool<T>.Shared.Return(sums);
    }

    /// <summary>The outputs of one phase in one row.</summary>
    void Sum(long image, int channel, RowPhase row, Tap[] taps, int blockDepth, int blockHeight, Span<T> sums)
    {
        var plan = kernel.Plan;
        var (group, channelOfGroup) = Math.DivRem(channel, call.Shape.OutChannelsPerGroup);
        nint kernelElements = plan.Geometry.KernelElements;
        sums.Fill(call.Bias == null ? T.Zero : call.Bias[channel]);
        for (int i = 0; i < call.Shape.InChannelsPerGroup; i++)
        {
            long inChannel = (long)group * call.Shape.InChannelsPerGroup + i;
            T* plane = call.Input + (image * call.Shape.InChannels + inChannel) * call.Shape.InPlane;
            T* elements = call.Weight + (inChannel * call.Shape.OutChannelsPerGroup + channelOfGroup) * kernelElements;
            foreach (var rowTap in row.Taps)
            {
                long z = (long)blockDepth + rowTap.DepthShift, y = (long)blockHeight + rowTap.HeightShift;
                if ((ulong)z >= (ulong)call.Shape.InDepth || (ulong)y >= (ulong)call.Shape.InHeight)
                    continue;
                T* line = plane + (z * call.Shape.InHeight + y) * call.Shape.InWidth;
                T* elementsOfRow = elements + ((nint)rowTap.KernelDepth * plan.Height.Axis.K + rowTap.KernelHeight) * plan.Width.Axis.K;
                foreach (var tap in taps)
                {
                    int first = Math.Max(0, -tap.Shift);
                    int length = (int)Math.Min(sums.Length, (long)call.Shape.InWidth - tap.Shift) - first;
                    if (length <= 0)
                        continue;
                    var reached = sums.Slice(first, length);
                    TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(line + first + tap.Shift, length), elementsOfRow[tap.Kernel], reached, reached);
                }
            }
        }
    }

    void Store(long start, T[] sums, int blocks)
    {
        int stride = kernel.Plan.Width.Count;
        var row = new Span<T>(call.Output + start, call.Shape.OutWidth);
        for (int f = 0; f < stride; f++)
        {
            for (int at = f, u = 0; at < row.Length; at += stride, u++)
                row[at] = kernel.HasResidual ? sums[f * blocks + u] + call.Residual[start + at] : sums[f * blocks + u];
        }
        Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, row);
    }
}
