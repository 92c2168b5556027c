namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the plan of row filters, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some thirty layers.</summary>
static class RowFilterCost
{
    /// <summary>Adding an element to a sum of rows takes the time of so many multiply-adds, and storing such a sum.</summary>
    const double TermCost = 2, SumCost = 3;

    /// <summary>Adding a product to an output takes the time of so many multiply-adds, and storing the output.</summary>
    const double ProductCost = 3, OutputCost = 18;

    /// <summary>Where the processor does two multiply-adds of 512 bits in a cycle, what is no multiply-add is taken to cost so many times as many:
    /// between what it would with stores as fast as before, and twice as fast. Not measured.</summary>
    static double Others => Processor.DoesTwoWide ? 1.5 : 1;

    /// <summary>Multiply-adds take so much longer than the processor needs for them alone, with 512 bits and with less.</summary>
    const double WideCost = 1.08, NarrowCost = 1.45;

    /// <summary>Computing a weight takes the time of so many multiply-adds.</summary>
    const double PackingCost = 100;

    /// <summary>Estimates are not so exact that a gain of less would be certain, and the plan needs weights of its own.</summary>
    const double LeastGain = 1.1;

    /// <summary>The cost of one group of one image.</summary>
    public static long Of(TilePlan plan, in ConvTransposeShape shape, in RowFilterLayout layout, int elementSize)
    {
        var filter = layout.Plan!;
        int lanes = LaneTile.Bits / 8 / elementSize, lastWidth = layout.BlocksWidth - (layout.Parts - 1) * layout.PartWidth;
        double positions = (layout.Parts - 1) * (double)layout.PartWidth + (double)EqualParts.Count(lastWidth, lanes) * lanes, tiles = layout.Tiles;
        double inChannels = shape.InChannelsPerGroup, outChannels = shape.OutChannelsPerGroup;
        double multiplyAdds = inChannels * outChannels * filter.MultiplyAdds * plan.Width.Axis.K * (LaneTile.Bits == 512 ? WideCost : NarrowCost);
        double sums = inChannels * (filter.Filter.Inputs.Sum(terms => terms.Length * TermCost + SumCost) + (filter.LongerRows > 0 ? filter.Filter.Outputs * SumCost : 0));
        double outputs = outChannels * filter.Height.S * plan.Width.Count * filter.Filter.Sums.Sum(terms => terms.Length * ProductCost + OutputCost);
        return (long)(tiles * positions * (multiplyAdds + (sums + outputs) * Others) * LeastGain);
    }

    /// <summary>The cost of packing the weights of one group.</summary>
    public static long OfPacking(TilePlan plan, in ConvTransposeShape shape, in RowFilterLayout layout) =>
        (long)(RowFilterPacker.Length(layout.Plan!, plan, shape.InChannelsPerGroup, shape.OutChannelsPerGroup) * PackingCost);
}
