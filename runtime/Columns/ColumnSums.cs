using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>A kernel element of an output: where its column begins, counted from the block's own position, and its mask.</summary>
readonly record struct ColumnTap(nint Column, nint Mask);

/// <summary>Sums the columns that belong to an output, col2im, a row of outputs at a time.</summary>
readonly unsafe ref struct ColumnSums<T, TKernel>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly ref readonly ConvTransposeShape shape;
    readonly ref readonly ColumnLayout layout;
    readonly T* masks, addends, sums;
    readonly ColumnTap* taps;

    /// <param name="kernel">The kernel.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="memory">Scratch memory, which begins with the columns.</param>
    /// <param name="taps">Memory for a tap of each element of a slice of the kernel.</param>
    public ColumnSums(TKernel kernel, in ConvTransposeShape shape, in ColumnLayout layout, T* memory, ColumnTap* taps)
    {
        this.kernel = kernel;
        this.shape = ref shape;
        this.layout = ref layout;
        masks = memory + layout.ColumnScratch;
        addends = masks + layout.MaskScratch;
        sums = addends + layout.SumRowScratch;
        this.taps = taps;
        FillMasks();
        FillTaps();
    }

    /// <summary>Whether the activation is applied to sums when their last columns are added.</summary>
    bool ActivatesInRegisters => !kernel.HasResidual && Activations.IsShort(kernel.Activation);

    /// <summary>For each shift, ones where what it reads lies inside the row.</summary>
    void FillMasks()
    {
        var width = kernel.Plan.Width;
        T* mask = masks;
        for (int shift = width.MinShift; shift <= width.MaxShift; shift++, mask += layout.SumStep)
        {
            int first = Math.Clamp(-shift, 0, layout.SumStep), end = (int)Math.Clamp((long)shape.InWidth - shift, first, layout.SumStep);
            new Span<T>(mask, layout.SumStep).Clear();
            new Span<byte>(mask + first, (end - first) * sizeof(T)).Fill(byte.MaxValue);
        }
    }

    /// <summary>The columns' places, counted from the block's own position, and their masks: for each phase of a row phase the taps of its row
    /// taps.</summary>
    void FillTaps()
    {
        var plan = kernel.Plan;
        ColumnTap* tap = taps;
        foreach (var row in plan.RowsOfSlice)
        {
            for (int phase = 0; phase < plan.Width.Count; phase++)
            {
                foreach (var rowTap in row.Taps)
                {
                    nint line = (nint)rowTap.KernelHeight * plan.Width.Axis.K;
                    foreach (var (element, shift) in plan.Width[phase])
                        *tap++ = new ColumnTap((line + element) * layout.ColumnStep + rowTap.HeightShift * (nint)shape.InWidth + shift, (nint)(shift - plan.Width.MinShift) * layout.SumStep);
                }
            }
        }
    }

    /// <summary>The sums of an output row.</summary>
    T* SumsOf(int channel, int y) => sums + ((nint)channel * layout.SumRows + y % layout.SumRows) * layout.SumRowScratch;

    /// <summary>The phase of a row, where its taps begin, and those of its row taps that lie inside the image.</summary>
    ref struct Row
    {
        public RowPhase Phase;
        public ColumnTap* Taps;
        public int Block, First, End;
    }

    Row RowOf(int y)
    {
        var plan = kernel.Plan;
        var (block, phase) = Math.DivRem(y, plan.Height.Count);
        var row = plan.RowsOfSlice[phase];
        int first = 0, end = row.Taps.Length;
        while (first < end && block + row.Taps[first].HeightShift < 0)
            first++;
        while (first < end && block + row.Taps[end - 1].HeightShift >= shape.InHeight)
            end--;
        return new() { Phase = row, Taps = taps + row.KernelRowsBefore * plan.Width.Axis.K, Block = block, First = first, End = end };
    }

    /// <summary>Adds the columns of some input rows to the sums of an output channel.</summary>
    /// <param name="columns">The channel's columns.</param>
    /// <param name="channel">The output channel.</param>
    /// <param name="bias">Its bias.</param>
    /// <param name="firstRow">The first input row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="kernelRow">The first kernel row whose columns there are.</param>
    /// <param name="kernelEnd">Their end.</param>
    /// <param name="firstOutput">The first output row to be computed.</param>
    /// <param name="endOutput">The end of the output rows.</param>
    public void Add(T* columns, int channel, T bias, int firstRow, int rows, int kernelRow, int kernelEnd, int firstOutput, int endOutput)
    {
        var axis = kernel.Plan.Height.Axis;
        int first = (int)Math.Max(firstOutput, (long)firstRow * axis.S + (long)kernelRow * axis.D - axis.PBegin);
        int end = (int)Math.Min(endOutput, (firstRow + rows - 1L) * axis.S + (kernelEnd - 1L) * axis.D - axis.PBegin + 1);
        for (int y = first; y < end; y++)
        {
            var row = RowOf(y);
            int from = row.First, to = row.End;
            while (from < to && (row.Block + row.Phase.Taps[from].HeightShift < firstRow || row.Phase.Taps[from].KernelHeight >= kernelEnd))
                from++;
            while (from < to && (row.Block + row.Phase.Taps[to - 1].HeightShift >= firstRow + rows || row.Phase.Taps[to - 1].KernelHeight < kernelRow))
                to--;
            if (from == to)
                continue;
            T* position = columns + layout.Margin + (row.Block - firstRow) * (nint)shape.InWidth - kernelRow * kernel.Plan.Width.Axis.K * (nint)layout.ColumnStep;
            Sum(row, position, from, to, bias, SumsOf(channel, y));
        }
    }

    /// <summary>Stores the sums of rows that are complete.</summary>
    /// <param name="channel">The output channel.</param>
    /// <param name="bias">Its bias.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The end of the rows.</param>
    /// <param name="output">The channel's output image.</param>
    /// <param name="residual">Its residual image, where the kernel has a residual.</param>
    public void Store(int channel, T bias, int first, int end, T* output, T* residual)
    {
        int phases = kernel.Plan.Width.Count;
        bool inOrder = phases == 1;
        for (int y = first; y < end; y++)
        {
            T* sums = SumsOf(channel, y);
            var row = RowOf(y);
            bool isReached = row.First < row.End;
            if (!isReached)
                new Span<T>(sums, layout.SumRowScratch).Fill(bias);
            if (kernel.HasResidual)
            {
                OutputRow.Stage(residual + y * (nint)shape.OutWidth, addends, inOrder, layout.SumStep, phases, shape.OutWidth);
                TensorPrimitives.Add(new ReadOnlySpan<T>(sums, layout.SumRowScratch), new ReadOnlySpan<T>(addends, layout.SumRowScratch), new Span<T>(sums, layout.SumRowScratch));
            }
            if (!ActivatesInRegisters || !isReached)
                Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(sums, layout.SumRowScratch));
            OutputRow.Store(sums, output + y * (nint)shape.OutWidth, inOrder, layout.SumStep, phases, shape.OutWidth);
        }
    }

    /// <summary>Adds the taps of some row taps to the sums of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="position">Where column 0 has the row's own block.</param>
    /// <param name="from">The first row tap.</param>
    /// <param name="to">The end of the row taps.</param>
    /// <param name="bias">What the sums of a row begin with.</param>
    /// <param name="sums">The sums.</param>
    void Sum(in Row row, T* position, int from, int to, T bias, T* sums)
    {
        switch (ActivatesInRegisters && to == row.End ? kernel.Activation : Activation.None)
        {
            case Activation.Relu: Sum(row, position, from, to, bias, sums, new Relu<T>()); break;
            case Activation.LeakyRelu: Sum(row, position, from, to, bias, sums, Activations.LeakyRelu<T>(kernel.Alpha)); break;
            case Activation.Clip: Sum(row, position, from, to, bias, sums, Activations.Clip<T>(kernel.Alpha, kernel.Beta)); break;
            default: Sum(row, position, from, to, bias, sums, new NoActivation<T>()); break;
        }
    }

    void Sum<TActivation>(in Row row, T* position, int from, int to, T bias, T* sums, TActivation activation)
        where TActivation : struct, IVectorActivation<T>
    {
        bool isFirst = from == row.First;
        var width = kernel.Plan.Width;
        ColumnTap* tap = row.Taps;
        for (int phase = 0; phase < width.Count; phase++, sums += layout.SumStep)
        {
            int count = width[phase].Length;
            if (Vector512.IsHardwareAccelerated)
                Sum<Lanes512<T>, TActivation>(position, tap + from * count, (to - from) * count, isFirst, bias, sums, activation);
            else if (Vector256.IsHardwareAccelerated)
                Sum<Lanes256<T>, TActivation>(position, tap + from * count, (to - from) * count, isFirst, bias, sums, activation);
            else
                Sum<Lanes128<T>, TActivation>(position, tap + from * count, (to - from) * count, isFirst, bias, sums, activation);
            tap += row.Phase.Taps.Length * count;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Sum<TVector, TActivation>(T* position, ColumnTap* tap, int count, bool isFirst, T bias, T* sums, TActivation activation)
        where TVector : struct, ILaneVector<TVector, T>
        where TActivation : struct, IVectorActivation<T>
    {
        int lanes = TVector.Count;
        for (int u = 0; u < layout.SumStep;)
        {
            T* x = position + u, to = sums + u;
            var sum0 = isFirst ? TVector.Broadcast(&bias) : TVector.Load(to);
            if (u >= layout.FirstInner && u + 4 * lanes <= layout.EndInner)
            {
                TVector sum1 = sum0, sum2 = sum0, sum3 = sum0;
                if (!isFirst)
                {
                    sum1 = TVector.Load(to + lanes);
                    sum2 = TVector.Load(to + 2 * lanes);
                    sum3 = TVector.Load(to + 3 * lanes);
                }
                for (int i = 0; i < count; i++)
                {
                    T* from = x + tap[i].Column;
                    sum0 = TVector.Add(sum0, TVector.Load(from));
                    sum1 = TVector.Add(sum1, TVector.Load(from + lanes));
                    sum2 = TVector.Add(sum2, TVector.Load(from + 2 * lanes));
                    sum3 = TVector.Add(sum3, TVector.Load(from + 3 * lanes));
                }
                sum0.Activate(activation).Store(to);
                sum1.Activate(activation).Store(to + lanes);
                sum2.Activate(activation).Store(to + 2 * lanes);
                sum3.Activate(activation).Store(to + 3 * lanes);
                u += 4 * lanes;
                continue;
            }
            if (u >= layout.FirstInner && u < layout.EndInner)
            {
                for (int i = 0; i < count; i++)
                    sum0 = TVector.Add(sum0, TVector.Load(x + tap[i].Column));
            }
            else
            {
                for (int i = 0; i < count; i++)
                    sum0 = TVector.Add(sum0, TVector.LoadWhere(x + tap[i].Column, masks + tap[i].Mask + u));
            }
            sum0.Activate(activation).Store(to);
            u += lanes;
        }
    }
}
