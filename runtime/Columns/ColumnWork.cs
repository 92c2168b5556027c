using System.Buffers;
using System.Numerics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The columns plan: each input position through each kernel element, summed over the input channels, is an element of the column matrix,
/// <code>
///   columns[oc, k][q]  =  Σ over ic of  weight[ic, oc, k] · input[ic][q]
/// </code>
/// whose elements are then added where they belong: col2im. The whole matrix has an element for every kernel element of every output channel
/// and position; here a few rows of it are made at a time, in a cache, and added to rows of sums, of which those that are complete are stored.
/// <para>
/// It reads the input in place, once and without shifts, and loads less for each multiply-add than the tile plan, whose register tiles few
/// output channels do not fill. That each sum over the input channels passes through memory is dear where there are few of them.
/// </para>
/// <para>
/// In three dimensions each output slice is computed by itself: its columns are summed over the input slices that it reads as well as over the
/// input channels. Many input channels are summed in parts, whose weights and inputs stay in a cache.
/// </para>
/// </summary>
readonly unsafe struct ColumnWork<T, TKernel> : IItems
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    /// <summary>To read the input takes as long as so many columns.</summary>
    const int ColumnsForInput = 3;

    readonly TKernel kernel;
    readonly ColumnLayout layout;
    readonly KernelCall<T> call;
    readonly int channelParts;

    /// <param name="kernel">The kernel.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="call">The call, with weights in their original order.</param>
    /// <param name="degree">How many threads may work at once.</param>
    public ColumnWork(TKernel kernel, in ColumnLayout layout, in KernelCall<T> call, int degree)
    {
        this.kernel = kernel;
        this.layout = layout;
        this.call = call;
        channelParts = ChannelPartsFor(degree);
    }

    /// <summary>The output slices of all groups of all images.</summary>
    long Slices => call.Shape.Batch * (long)call.Shape.Groups * call.Shape.OutDepth;

    /// <summary>The number of items: for each part of the output channels, the rows of blocks of all output slices.</summary>
    public long Items => channelParts * Slices * layout.BlocksHeight;

    /// <summary>Where threads cannot share out whole slices: those that share out rows compute the columns of what lies between them twice, and those that
    /// share out output channels all read the input and may have one channel more than others. The lesser of the two.</summary>
    int ChannelPartsFor(int degree)
    {
        if (degree == 1 || Slices % degree == 0 || Slices >= 4L * degree)
            return 1;
        int channels = call.Shape.OutChannelsPerGroup, parts = Math.Min(channels, degree);
        long rows = Slices * layout.BlocksHeight, rowsOfThread = (rows + degree - 1) / degree, between = (long)kernel.Plan.Height.MaxShift - kernel.Plan.Height.MinShift;
        double columns = layout.KernelRows * kernel.Plan.Width.Axis.K;
        double ofRows = (rowsOfThread + between) / (double)rows, ofChannels = (EqualParts.Count(channels, parts) * columns + ColumnsForInput) / (channels * columns);
        return ofChannels < ofRows ? parts : 1;
    }

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(layout.Scratch + CacheLine.Bytes / sizeof(T));
        nint[] taps = ArrayPool<nint>.Shared.Rent(kernel.Plan.Height.Axis.K * kernel.Plan.Width.Axis.K * sizeof(ColumnTap) / sizeof(nint));
        fixed (T* unaligned = scratch)
        fixed (nint* tapMemory = taps)
        {
            T* memory = CacheLine.Align(unaligned);
            var sums = new ColumnSums<T, TKernel>(kernel, call.Shape, layout, memory, (ColumnTap*)tapMemory);
            while (first < end)
            {
                var (index, block) = Math.DivRem(first, layout.BlocksHeight);
                var (part, slice) = Math.DivRem(index, Slices);
                int blocks = (int)Math.Min(end - first, layout.BlocksHeight - block), channels = call.Shape.OutChannelsPerGroup;
                Compute(sums, memory, slice, EqualParts.Start(channels, channelParts, (int)part), EqualParts.Start(channels, channelParts, (int)part + 1), (int)block, blocks);
                first += blocks;
            }
        }
        ArrayPool<nint>.Shared.Return(taps);
        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Computes rows of blocks of some output channels in one output slice of one group of one image.</summary>
    void Compute(in ColumnSums<T, TKernel> sums, T* columns, long index, int firstChannel, int endChannel, int block, int blocks)
    {
        var (groups, slice) = Math.DivRem(index, call.Shape.OutDepth);
        var (image, group) = Math.DivRem(groups, call.Shape.Groups);
        var height = kernel.Plan.Height;
        int channels = call.Shape.OutChannelsPerGroup, kernelRows = height.Axis.K, kernelWidth = kernel.Plan.Width.Axis.K;
        int kernelElements = kernel.Plan.Geometry.KernelElements;
        nint weightStep = (nint)channels * kernelElements;
        var slices = SlicesOf((int)slice, kernelRows * kernelWidth);
        T* weights = call.Weight + (nint)group * call.Shape.InChannelsPerGroup * weightStep;
        T* source = call.Input + (nint)(image * call.Shape.InChannels + group * call.Shape.InChannelsPerGroup) * (nint)call.Shape.InPlane;
        int firstOutput = block * height.Count, endOutput = Math.Min((block + blocks) * height.Count, call.Shape.OutHeight);
        int row = Math.Clamp(block + height.MinShift, 0, call.Shape.InHeight), endRow = Math.Clamp(block + blocks + height.MaxShift, row, call.Shape.InHeight);
        while (firstOutput < endOutput)
        {
            // The outputs that no later row reaches are complete; behind the last row all are.
            int rows = Math.Min(layout.Rows, endRow - row);
            int complete = row + rows == endRow ? endOutput : (int)Math.Clamp((row + rows) * (long)height.Count - height.Axis.PBegin, firstOutput, endOutput);
            for (int channel = firstChannel; channel < endChannel; channel += layout.Channels)
            {
                int channelEnd = Math.Min(channel + layout.Channels, endChannel);

                // For each output the last kernel row reads the first input row: sums grow by input row, wherever these are cut.
                for (int kernelEnd = kernelRows; kernelEnd > 0;)
                {
                    int kernelRow = Math.Max(0, kernelEnd - layout.KernelRows);
                    int columnsOfChannel = (kernelEnd - kernelRow) * kernelWidth;
                    var range = columnsOfChannel == kernelElements
                        ? new ColumnRange(1, (channelEnd - channel) * columnsOfChannel, 0) // whose weights follow each other
                        : new ColumnRange(channelEnd - channel, columnsOfChannel, kernelElements);
                    ColumnRows.Compute(
                        call.Shape, layout, slices, source, weights + (nint)channel * kernelElements + kernelRow * kernelWidth, range, weightStep,
                        row, rows, columns + layout.Scratch - layout.Panel, columns);
                    for (int c = channel; c < channelEnd; c++)
                    {
                        T* columnsOf = columns + (c - channel) * columnsOfChannel * (nint)layout.ColumnStep;
                        sums.Add(columnsOf, c, BiasOf(group, c), row, rows, kernelRow, kernelEnd, firstOutput, endOutput);
                    }
                    kernelEnd = kernelRow;
                }
            }
            for (int channel = firstChannel; channel < endChannel; channel++)
            {
                nint plane = (nint)(image * call.Shape.OutChannels + group * channels + channel) * (nint)call.Shape.OutPlane + (nint)slice * call.Shape.OutHeight * call.Shape.OutWidth;
                sums.Store(channel, BiasOf(group, channel), firstOutput, complete, call.Output + plane, call.Residual + plane);
            }
            row += rows;
            firstOutput = complete;
        }
    }

    /// <summary>What an output slice reads.</summary>
    ColumnSlices SlicesOf(int slice, int weightStep)
    {
        var (block, phase) = Math.DivRem(slice, kernel.Plan.Depth.Count);
        var taps = kernel.Plan.Depth[phase];
        int first = 0, end = taps.Length;
        while (first < end && block + taps[first].Shift < 0)
            first++;
        while (first < end && block + taps[end - 1].Shift >= call.Shape.InDepth)
            end--;
        return new() { Taps = taps.AsSpan(first, end - first), Block = block, WeightStep = weightStep };
    }

    T BiasOf(long group, int channel) => call.Bias == null ? T.Zero : call.Bias[group * call.Shape.OutChannelsPerGroup + channel];
}
