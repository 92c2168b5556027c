namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with phases along the lanes of the Winograd plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some forty layers,
/// what an input costs on Zen 5 to eighty.</summary>
static class LaneWinogradCost
{
    /// <summary>What takes the time of so many multiply-adds: a multiply-add of products, a load of a weight by a tile, an input of a product, an output,
    /// a weight that is read by a block of tiles for the first time, one that comes from memory besides, and one by each tile where those of a vector fill
    /// most of a level-1 cache or more.</summary>
    readonly record struct Costs(double MultiplyAdd, double Load, double Input, double Output, double Weight, double Far, double Crowded);

    /// <summary>Where the processor does one multiply-add of vectors in a cycle, and where it does two of 512 bits; Intel's apart.</summary>
    static readonly Costs ofOne = new(0.97, 0.97, 14, 10, 2.3, 3.5, 0.23), ofTwoWide = new(0.87, 1.7, 50, 9, 3.7, 1, 0), ofIntel = ofTwoWide with { Input = 8 };

    /// <summary>Weights of so many bytes for a vector fill most of a level-1 cache, and more than so many come from memory.</summary>
    const int CrowdedBytes = 26 * 1024, FarBytes = 24 * 1024 * 1024;

    /// <summary>Estimates are not so exact that a gain of less would be certain, and the plan needs weights of its own.</summary>
    const double LeastGain = 1.03;

    /// <summary>The cost of one group of one image.</summary>
    public static long Of(LaneWinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout, int elementSize)
    {
        double places = layout.Places, inChannels = shape.InChannelsPerGroup, lanesOfChannels = plan.Lanes.Vectors(shape.OutChannelsPerGroup) * (double)plan.Lanes.Lanes;
        double tiles = layout.Blocks * (double)EqualParts.Count(EqualParts.Count(layout.Places, layout.Blocks), LaneWinogradTile.Places(plan.MostProducts));
        double weights = plan.Products * inChannels * lanesOfChannels;

        // A tile loads each of its weights once, and an input for each multiply-add; where multiply-adds of 512 bits take a cycle, a vector of them takes
        // as long as two inputs, and loads take no time besides.
        var costs = !Processor.DoesTwoWide ? ofOne : Processor.IsIntel ? ofIntel : ofTwoWide;
        double multiplyAdds = Processor.DoesTwoWide
            ? weights * (places * costs.MultiplyAdd + tiles * costs.Load)
            : weights * Math.Max(places * costs.MultiplyAdd, places / 2 * costs.MultiplyAdd + tiles * costs.Load);
        double inputs = places * plan.RowInputs * plan.Column.Products * inChannels * costs.Input, outputs = places * plan.Outputs * lanesOfChannels * costs.Output;
        double reads = layout.Blocks * (costs.Weight + (weights * elementSize > FarBytes ? costs.Far : 0));
        if (plan.MostProducts * inChannels * plan.Lanes.Lanes * elementSize > CrowdedBytes)
            reads += tiles * costs.Crowded;
        return (long)((multiplyAdds + inputs + outputs + weights * reads) * LeastGain);
    }
}
