using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>How one call is cut by the columns plan, which <see cref="ColumnWork{T, TKernel}"/> explains, and how its scratch memory lies.</summary>
readonly struct ColumnLayout
{
    /// <summary>The columns that are in memory at once, which are meant to stay in the level-2 cache. Longer runs of positions take less time than
    /// the level-1 cache would save.</summary>
    const int ColumnBytes = 256 * 1024;

    /// <summary>The most scratch memory.</summary>
    const int MostBytes = 768 * 1024;

    /// <summary>With more output channels the plan is not tried: other plans are faster, or their costs not fitted to so many.</summary>
    public static readonly int MostOutChannels = Processor.DoesTwoWide ? 64 : 12;

    /// <summary>The most weights of a group: each tile reads them all.</summary>
    static readonly int mostWeightBytes = Processor.DoesTwoWide ? 16 * 1024 * 1024 : 1024 * 1024;

    /// <summary>The input of a tile and the weights of as many channels, which further columns read again.</summary>
    const int PartBytes = 256 * 1024;

    /// <summary>The blocks of outputs.</summary>
    public readonly int BlocksHeight, BlocksWidth;

    /// <summary>Whose columns are computed at once: input rows, output channels and kernel rows of each.</summary>
    public readonly int Rows, Channels, KernelRows;

    /// <summary>The parts that the input channels are added up in.</summary>
    public readonly int ChannelParts;

    /// <summary>Elements in front of a column's first position and behind its last that may be read or written, without meaning.</summary>
    public readonly int Margin;

    /// <summary>From one column to the next.</summary>
    public readonly int ColumnStep;

    /// <summary>From one phase of a row of sums to the next: the blocks along the width in whole vectors.</summary>
    public readonly int SumStep;

    /// <summary>The rows of sums that one channel has at once.</summary>
    public readonly int SumRows;

    /// <summary>From the first to the end of the blocks along the width whose vectors' taps all lie inside the image.</summary>
    public readonly int FirstInner, EndInner;

    /// <summary>Elements of scratch memory for columns, for a row of sums, and for the masks.</summary>
    public readonly int ColumnScratch, SumRowScratch, MaskScratch;

    /// <summary>Elements for the input of a tile.</summary>
    public readonly int Panel;

    /// <summary>All scratch memory, in elements.</summary>
    public readonly int Scratch;

    /// <summary>Whether the plan serves a call: few output channels, slices of at least a vector, of whose columns a row is not too large for a cache, and
    /// kernels of more than one element in a slice.</summary>
    public bool Serves => Scratch > 0;

    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    public ColumnLayout(TilePlan plan, in ConvTransposeShape shape, int elementSize)
    {
        int lanes = LaneTile.Bits / 8 / elementSize;
        var (height, width) = (plan.Height, plan.Width);
        int columnsOfSlice = height.Axis.K * width.Axis.K;
        long weightsOfChannel = (long)shape.OutChannelsPerGroup * columnsOfSlice;
        if (shape.OutChannelsPerGroup > MostOutChannels || !plan.HasOtherPlans || !Vector128.IsHardwareAccelerated || (long)shape.InHeight * shape.InWidth < lanes || columnsOfSlice == 1
            || shape.InChannelsPerGroup * weightsOfChannel > mostWeightBytes / elementSize)
        {
            return;
        }
        BlocksHeight = (shape.OutHeight - 1) / height.Count + 1;
        BlocksWidth = (shape.OutWidth - 1) / width.Count + 1;

        // All rows of the kernel, several output channels and several rows of the image, or several rows of the kernel.
        long reach = Math.Max(Math.Abs((long)width.MinShift), Math.Abs((long)width.MaxShift));
        long margin = CacheLine.Whole(lanes + reach, elementSize), rowBytes = (shape.InWidth + margin) * width.Axis.K * elementSize;
        long most = Math.Max(1, ColumnBytes / rowBytes);
        int parts = (int)((height.Axis.K - 1) / most) + 1;
        KernelRows = (height.Axis.K - 1) / parts + 1;
        Channels = (int)Math.Min(most / KernelRows, shape.OutChannelsPerGroup);
        long columnsOfPass = (long)Channels * KernelRows * width.Axis.K;
        Rows = (int)Math.Clamp((ColumnBytes / elementSize / columnsOfPass - margin) / shape.InWidth, 1, shape.InHeight);
        long step = CacheLine.OddStep((long)Rows * shape.InWidth + margin, elementSize);
        long columns = step * columnsOfPass + margin;

        long sumStep = (BlocksWidth + (lanes - 1L)) / lanes * lanes;
        long sumRows = Math.Min(Rows * (long)height.Count + (height.Axis.K - 1L) * height.Axis.D, shape.OutHeight);
        long masks = ((long)width.MaxShift - width.MinShift + 1) * sumStep;
        int panelOfChannel = LaneForm.Wide.Vectors * lanes;
        ChannelParts = EqualParts.Count(shape.InChannelsPerGroup, (int)Math.Max(1, PartBytes / elementSize / (weightsOfChannel + panelOfChannel)));
        int panel = EqualParts.Count(shape.InChannelsPerGroup, ChannelParts) * panelOfChannel;
        long scratch = columns + masks + (sumRows * shape.OutChannelsPerGroup + 1) * width.Count * sumStep + panel;
        if (scratch > MostBytes / elementSize)
            return;
        Margin = (int)margin;
        ColumnStep = (int)step;
        SumStep = (int)sumStep;
        SumRows = (int)sumRows;
        FirstInner = (Math.Max(0, -width.MinShift) + lanes - 1) / lanes * lanes;
        EndInner = Math.Clamp(shape.InWidth - Math.Max(0, width.MaxShift), 0, SumStep) / lanes * lanes;
        ColumnScratch = (int)columns;
        SumRowScratch = width.Count * SumStep;
        MaskScratch = (int)masks;
        Panel = panel;
        Scratch = (int)scratch;
    }
}
