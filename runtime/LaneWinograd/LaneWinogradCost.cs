namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with phases along the lanes of the Winograd plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some forty layers.</summary>
static class LaneWinogradCost
{
    /// <summary>What takes the time of so many multiply-adds: a multiply-add of products, an input of a product, an output, a weight that is read by a block
    /// of tiles for the first time, and one by each tile where those of a vector fill most of a level-1 cache or more.</summary>
    const double MultiplyAddCost = 0.97, InputCost = 14, OutputCost = 10, WeightCost = 2.3, CrowdedCost = 0.23;

    /// <inheritdoc cref="MultiplyAddCost"/>
    const int CrowdedBytes = 26 * 1024;

    /// <summary>Weights of more bytes come from memory, and each takes the time of so many multiply-adds more.</summary>
    const double FarCost = 3.5;

    /// <inheritdoc cref="FarCost"/>
    const double FarBytes = 24 * 1024 * 1024;

    /// <summary>Where the processor does two multiply-adds of 512 bits in a cycle, what is no multiply-add is taken to cost so many times as many. Not
    /// measured.</summary>
    static double Others => Processor.DoesTwoWide ? 1.5 : 1;

    /// <summary>Estimates are not so exact that a gain of less would be certain, and the plan needs weights of its own.</summary>
    const double LeastGain = 1.03;

    /// <summary>The cost of one group of one image.</summary>
    public static long Of(LaneWinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout, int elementSize)
    {
        double places = layout.Places, inChannels = shape.InChannelsPerGroup, lanesOfChannels = plan.Lanes.Vectors(shape.OutChannelsPerGroup) * (double)plan.Lanes.Lanes;
        double tiles = layout.Blocks * (double)EqualParts.Count(EqualParts.Count(layout.Places, layout.Blocks), LaneWinogradTile.Places(plan.MostProducts));
        double weights = plan.Products * inChannels * lanesOfChannels;

        // A tile loads each of its weights once, and an input for each multiply-add; a vector of 512 bits takes as long as two inputs where such
        // multiply-adds take a cycle.
        double multiplyAdds = weights * (Processor.DoesTwoWide ? places + tiles : Math.Max(places, places / 2 + tiles)) * MultiplyAddCost;
        double inputs = places * plan.RowInputs * plan.Column.Products * inChannels * InputCost, outputs = places * plan.Outputs * lanesOfChannels * OutputCost;
        double reads = layout.Blocks * (WeightCost + (weights * elementSize > FarBytes ? FarCost : 0));
        if (plan.MostProducts * inChannels * plan.Lanes.Lanes * elementSize > CrowdedBytes)
            reads += tiles * CrowdedCost;
        return (long)((multiplyAdds + (inputs + outputs + weights * reads) * Others) * LeastGain);
    }
}
