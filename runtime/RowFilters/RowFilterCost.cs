namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the plan of row filters, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some thirty layers,
/// those of Zen 4 with 512 bits to two hundred.</summary>
static class RowFilterCost
{
    /// <summary>What takes the time of so many multiply-adds: a multiply-add, adding an element to a sum of rows, storing such a sum, adding a product to an
    /// output, storing the output, a weight that a tile reads, and to begin a row of a sum.</summary>
    readonly record struct Costs(double MultiplyAdd, double Term, double Sum, double Product, double Output, double Weight, double Row);

    /// <summary>Where the processor does one multiply-add of vectors in a cycle, where it does two of 512 bits, and where it does two of less.</summary>
    static readonly Costs ofOne = new(0.75, 1.5, 7.5, 18.5, 0, 6, 86), ofTwoWide = new(0.85, 0, 11, 16, 0, 10, 130), ofTwo = new(1.45, 2, 3, 3, 18, 0, 0);

    /// <summary>What it costs to read an element of an image from outside the caches for each part of the width but one: sums of that many channels leave no
    /// room in the level-2 cache for rows that two tiles read, and short runs of a row are read ahead by no hardware.</summary>
    const double FarCost = 20;

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
        var costs = Processor.DoesTwoWide ? ofTwoWide : LaneTile.Bits == 512 ? ofOne : ofTwo;
        double weights = inChannels * outChannels * filter.MultiplyAdds * plan.Width.Axis.K, rows = inChannels * filter.Filter.Inputs.Length;
        double sums = inChannels * (filter.Filter.Inputs.Sum(terms => terms.Length * costs.Term + costs.Sum) + (filter.LongerRows > 0 ? filter.Filter.Outputs * costs.Sum : 0));
        double outputs = outChannels * filter.Height.S * plan.Width.Count * filter.Filter.Sums.Sum(terms => terms.Length * costs.Product + costs.Output);
        double inputs = inChannels * shape.InPlane, far = inputs * elementSize > RowFilterLayout.CachedBytes ? inputs * (layout.Parts - 1) * FarCost : 0;
        return (long)((far + tiles * (positions * (weights * costs.MultiplyAdd + sums + outputs) + weights * costs.Weight + rows * costs.Row)) * LeastGain);
    }

    /// <summary>The cost of packing the weights of one group.</summary>
    public static long OfPacking(TilePlan plan, in ConvTransposeShape shape, in RowFilterLayout layout) =>
        (long)(RowFilterPacker.Length(layout.Plan!, plan, shape.InChannelsPerGroup, shape.OutChannelsPerGroup) * PackingCost);
}
