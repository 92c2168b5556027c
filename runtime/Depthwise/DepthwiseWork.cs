using System.Buffers;
using System.Numerics;

namespace Generated.Kernels.CompilerServices;

/// <summary>The depthwise plan of one call as a list of items, each some rows of a plane of outputs. <see cref="DepthwiseLayout"/> explains it.</summary>
readonly unsafe struct DepthwiseWork<T, TKernel> : IItems
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly DepthwiseLayout layout;
    readonly KernelCall<T> call;
    readonly int parts;
    readonly T alpha, beta;

    /// <param name="kernel">The kernel.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="call">The call, with weights in their original order.</param>
    /// <param name="degree">How many threads may work at once.</param>
    public DepthwiseWork(TKernel kernel, in DepthwiseLayout layout, in KernelCall<T> call, int degree)
    {
        this.kernel = kernel;
        this.layout = layout;
        this.call = call;
        (alpha, beta) = Activations.Parameters<T>(kernel.Activation, kernel.Alpha, kernel.Beta);
        long planes = (long)call.Shape.Batch * call.Shape.OutChannels * call.Shape.OutDepth;
        parts = layout.PartsFor(planes, degree, call.Shape.OutHeight);
        Items = planes * parts;
    }

    /// <inheritdoc/>
    public long Items { get; }

    /// <summary>Some rows of a plane of outputs, and where they come from.</summary>
    ref struct Rows
    {
        public T* Input, Weight, Output, Residual;
        public T Bias;

        /// <summary>The first row and the number of rows.</summary>
        public int First, Count;
    }

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        T[] scratch = layout.Scratch == 0 ? [] : ArrayPool<T>.Shared.Rent(layout.Scratch);
        fixed (T* stage = scratch)
        {
            for (long item = first; item < end; item++)
                Compute(Locate(item), stage);
        }
        if (layout.Scratch > 0)
            ArrayPool<T>.Shared.Return(scratch);
    }

    Rows Locate(long item)
    {
        ref readonly var shape = ref call.Shape;
        var (plane, part) = Math.DivRem(item, parts);
        var (channelOfImage, slice) = Math.DivRem(plane, shape.OutDepth);
        var (image, channel) = Math.DivRem(channelOfImage, shape.OutChannels);
        long inChannel = image * shape.InChannels + channel / shape.OutChannelsPerGroup;
        nint output = (nint)plane * shape.OutHeight * shape.OutWidth;
        int first = EqualParts.Start(shape.OutHeight, parts, (int)part);
        return new()
        {
            Input = call.Input + (nint)(inChannel * shape.InDepth + slice) * shape.InHeight * shape.InWidth,
            Weight = call.Weight + (nint)channel * kernel.Plan.Geometry.KernelElements,
            Bias = call.Bias == null ? T.Zero : call.Bias[channel],
            Output = call.Output + output,
            Residual = kernel.HasResidual ? call.Residual + output : null,
            First = first,
            Count = EqualParts.Start(shape.OutHeight, parts, (int)part + 1) - first,
        };
    }

    void Compute(in Rows rows, T* stage)
    {
        int position = ComputeStrips<WholeStrip>(rows, 0, layout.Strips, layout.Vectors * layout.Lanes, layout.Repeats && layout.OneVectorStrips == 0);
        ComputeStrips<OneVectorStrip>(rows, position, layout.OneVectorStrips, layout.Lanes, layout.Repeats);
        if (layout.Staged > 0)
            ComputeStaged(rows, stage);
        if (kernel.Activation != Activation.None && !kernel.ActivatesInRegisters)
        {
            int width = call.Shape.OutWidth;
            Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(rows.Output + (nint)rows.First * width, rows.Count * width));
        }
    }

    /// <summary>Computes strips side by side.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="position">The first position.</param>
    /// <param name="count">The number of strips.</param>
    /// <param name="width">The positions of a strip.</param>
    /// <param name="repeats">Whether the last one ends with the row, and begins before the one in front of it ends.</param>
    /// <returns>The position behind those that do not.</returns>
    int ComputeStrips<TWidth>(in Rows rows, int position, int count, int width, bool repeats)
        where TWidth : struct, IStripWidth
    {
        int apart = repeats ? count - 1 : count;
        if (apart > 0)
            Compute<TWidth>(rows, position, apart);
        if (repeats)
            Compute<TWidth>(rows, layout.WholePositions - width, 1);
        return position + apart * width;
    }

    void Compute<TWidth>(in Rows rows, int position, int count)
        where TWidth : struct, IStripWidth
    {
        nint first = (nint)rows.First * call.Shape.OutWidth + (nint)position * kernel.Plan.Width.Count;
        Call<TWidth>(rows, position, count, rows.First, rows.Count, rows.Output + first, kernel.HasResidual ? rows.Residual + first : null, call.Shape.OutWidth);
    }

    /// <summary>The outputs at the end of each row that are not a whole vector's.</summary>
    void ComputeStaged(in Rows rows, T* stage)
    {
        int phases = kernel.Plan.Width.Count, step = layout.Lanes * phases, before = (layout.Lanes - layout.Staged) * phases;
        int width = call.Shape.OutWidth, position = layout.Positions - layout.Lanes, column = position * phases + before;
        for (int done = 0; done < rows.Count; done += layout.StagedRows)
        {
            int row = rows.First + done, count = Math.Min(layout.StagedRows, rows.Count - done);
            nint first = (nint)row * width + column;
            if (kernel.HasResidual)
                CopyRows(rows.Residual + first, width, stage + before, step, count, width - column);
            Call<OneVectorStrip>(rows, position, 1, row, count, stage, stage, step);
            CopyRows(stage + before, step, rows.Output + first, width, count, width - column);
        }
    }

    static void CopyRows(T* from, int fromStep, T* to, int toStep, int rows, int count)
    {
        for (int row = 0; row < rows; row++, from += fromStep, to += toStep)
            Elements.Copy(from, to, count);
    }

    void Call<TWidth>(in Rows rows, int position, int count, int firstOutputRow, int outputRows, T* output, T* residual, nint outputRowStep)
        where TWidth : struct, IStripWidth
    {
        var height = kernel.Plan.Height.Axis;
        long first = firstOutputRow + (long)height.PBegin, last = first + outputRows - 1;
        var strips = new StripArguments<T>(
            ref *rows.Input, call.Shape.InHeight, call.Shape.InWidth, position, count,
            (int)DivideDown(first - height.K + height.S, height.S), (int)DivideDown(last, height.S) + 1,
            ref *rows.Weight, rows.Bias, ref *output, ref *residual, firstOutputRow, outputRows, outputRowStep, alpha, beta);
        if (layout.Bits == 512)
            TKernel.Strips512<TWidth>(strips);
        else if (layout.Bits == 256)
            TKernel.Strips256<TWidth>(strips);
        else
            TKernel.Strips128<TWidth>(strips);
    }

    static long DivideDown(long value, int divisor) => (value - (value % divisor + divisor) % divisor) / divisor;
}
