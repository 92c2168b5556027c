namespace Generated.Kernels.CompilerServices;

/// <summary>What it costs to copy the input of tiles, in the multiply-adds that the processor could do meanwhile.</summary>
static class TileCopyCost
{
    /// <summary>What copying an input element costs, in multiply-adds, and, for the tile plan, to begin with a row between zeros.</summary>
    const int CostOfCopy = 8, CostOfCopiedRow = 100;

    /// <summary>What it costs to begin with a row of a shift on Zen 4 with 512 bits and on Zen 5, and there with one between zeros.</summary>
    const int CostOfShiftedRowOfOne = 30, CostOfShiftedRowOfTwo = 150, CostOfCopiedRowOfTwo = 250;

    static bool HasDearRows => Processor.DoesTwoWide && !Processor.IsIntel;

    /// <summary>Where the processor does two multiply-adds of 512 bits in a cycle: what it costs where there is a single block of output channels, and so
    /// none during which the input of the next tile could be asked for, and what reading an element in place costs.</summary>
    const int CostOfLoneCopyOfTwo = 11, CostInPlaceOfTwo = 4;

    /// <summary>On Zen 4 with 512 bits: what reading an element in place costs for few output channels where images of so many bytes may still be in a cache.
    /// The costs of plans for more channels were fitted with <see cref="CostOfCopy"/>.</summary>
    const int CostInPlaceOfOne = 2;

    /// <inheritdoc cref="CostInPlaceOfOne"/>
    public const long CachedBytes = 12 * 1024 * 1024;

    /// <summary>Whether an element costs <see cref="CostInPlaceOfOne"/> in place.</summary>
    static bool IsCheapInPlace(in ConvTransposeShape shape, int elementSize) =>
        Processor.DoesOneWide && shape.OutChannelsPerGroup <= ColumnLayout.MostOutChannels && shape.BytesOfImage(elementSize) <= CachedBytes;

    /// <summary>What it costs to copy the input, or to read it in place.</summary>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">The layout of tiles.</param>
    /// <param name="elements">The elements of all tiles.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    public static long OfElements(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, long elements, int elementSize)
    {
        if (!layout.InPlace || !IsCheapInPlace(shape, elementSize))
            return elements * OfElement(plan, shape, layout.InPlace);

        // The first and the last tile of a sequence are copied, with the zeros beyond its ends.
        long copied = plan.Width.MaxShift > plan.Width.MinShift ? elements / layout.TilesWidth * 2 : 0;
        return copied * CostOfCopy + (elements - copied) * CostInPlaceOfOne;
    }

    /// <summary>What it costs to copy the input for the lanes plan.</summary>
    /// <inheritdoc cref="OfElements"/>
    public static long OfElementsForLanes(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, long elements) => elements * OfElement(plan, shape, layout.InPlace);

    static int OfElement(TilePlan plan, in ConvTransposeShape shape, bool inPlace) =>
        !Processor.DoesTwoWide ? CostOfCopy : inPlace ? CostInPlaceOfTwo : shape.OutChannelsPerGroup <= plan.ChannelBlock ? CostOfLoneCopyOfTwo : CostOfCopy;

    /// <summary>What it costs to begin with copies of rows.</summary>
    /// <param name="layout">The layout of tiles.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="betweenZeros">Whether zeros lie between them.</param>
    public static long OfRows(in TileLayout layout, long rows, bool betweenZeros) =>
        layout.InPlace ? 0
        : HasDearRows && layout.Order == InputOrder.ShiftedPlanes ? rows * CostOfShiftedRowOfTwo
        : Processor.DoesOneWide && layout.Order == InputOrder.ShiftedPlanes ? rows * CostOfShiftedRowOfOne
        : !betweenZeros ? 0
        : rows * (HasDearRows ? CostOfCopiedRowOfTwo : CostOfCopiedRow);

    /// <summary>How much of that the lanes plan has, which was fitted apart.</summary>
    public static long OfRowsForLanes(long ofRows) => HasDearRows ? ofRows / 2 : 0;
}
