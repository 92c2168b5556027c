namespace Generated.Kernels.CompilerServices;

/// <summary>What it costs to copy the input of tiles, in the multiply-adds that the processor could do meanwhile.</summary>
static class TileCopyCost
{
    /// <summary>What copying an input element costs, in multiply-adds, and, for the tile plan, to begin with a row between zeros.</summary>
    const int CostOfCopy = 8, CostOfCopiedRow = 100;

    /// <summary>On Zen 5: what it costs to begin with a row between zeros, and with one of a shift.</summary>
    const int CostOfCopiedRowOfTwo = 250, CostOfShiftedRowOfTwo = 150;

    static bool HasDearRows => Processor.DoesTwoWide && !Processor.IsIntel;

    /// <summary>Where the processor does two multiply-adds of 512 bits in a cycle: what it costs where there is a single block of output channels, and so
    /// none during which the input of the next tile could be asked for, and what reading an element in place costs.</summary>
    const int CostOfLoneCopyOfTwo = 11, CostInPlaceOfTwo = 4;

    /// <summary>What it costs to copy an input element, or to read it in place.</summary>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="inPlace">Whether it is read in place.</param>
    public static int OfElement(TilePlan plan, in ConvTransposeShape shape, bool inPlace) =>
        !Processor.DoesTwoWide ? CostOfCopy : inPlace ? CostInPlaceOfTwo : shape.OutChannelsPerGroup <= plan.ChannelBlock ? CostOfLoneCopyOfTwo : CostOfCopy;

    /// <summary>What it costs to begin with copies of rows.</summary>
    /// <param name="layout">The layout of tiles.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="betweenZeros">Whether zeros lie between them.</param>
    public static long OfRows(in TileLayout layout, long rows, bool betweenZeros) =>
        layout.InPlace ? 0
        : HasDearRows && layout.Order == InputOrder.ShiftedPlanes ? rows * CostOfShiftedRowOfTwo
        : !betweenZeros ? 0
        : rows * (HasDearRows ? CostOfCopiedRowOfTwo : CostOfCopiedRow);

    /// <summary>How much of that the lanes plan has, which was fitted apart.</summary>
    public static long OfRowsForLanes(long ofRows) => HasDearRows ? ofRows / 2 : 0;
}
