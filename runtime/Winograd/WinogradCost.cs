namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the Winograd plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some sixty layers.</summary>
static class WinogradCost
{
    /// <summary>A sum on the way to inputs of products, a product on the way to outputs, and an output take the time of so many multiply-adds.</summary>
    const double InputCost = 7.5, ProductCost = 4, OutputCost = 22;

    /// <summary>Reading a weight from outside the level-2 cache, and beginning a row of outputs, take the time of so many multiply-adds.</summary>
    const double WeightCost = 5, RowCost = 270;

    /// <summary>Computing a weight of a product takes the time of so many multiply-adds more than bringing a weight into the order of tiles.</summary>
    const double PackingCost = 100;

    /// <summary>Estimates are not so exact that a gain of less would be certain, and the plan needs weights of its own.</summary>
    const double LeastGain = 1.04;

    /// <summary>The cheapest layout of a call, which serves none where the plan does not.</summary>
    /// <param name="plan">The plan of the geometry.</param>
    /// <param name="kernel">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="cost">What it costs.</param>
    public static WinogradLayout Choose(WinogradPlan plan, TilePlan kernel, in ConvTransposeShape shape, int elementSize, out long cost)
    {
        var layout = new WinogradLayout(plan, kernel, shape, elementSize, LaneTile.Bits);
        cost = layout.Serves ? Of(plan, shape, layout) : long.MaxValue;
        if (LaneTile.Bits == 512 && Processor.HalvesWideVectors)
        {
            // Small images fill more of their last vectors.
            var narrow = new WinogradLayout(plan, kernel, shape, elementSize, 256);
            if (narrow.Serves && Of(plan, shape, narrow) is var costOfNarrow && costOfNarrow < cost)
                (layout, cost) = (narrow, costOfNarrow);
        }
        return layout;
    }

    /// <summary>The cost of packing the weights of one group.</summary>
    public static long OfPacking(WinogradPlan plan, in ConvTransposeShape shape) =>
        (long)((double)plan.Products * shape.InChannelsPerGroup * shape.OutChannelsPerGroup * PackingCost);

    /// <summary>The cost of one group of one image.</summary>
    static long Of(WinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout)
    {
        double places = (double)layout.Vectors * layout.Lanes, inChannels = shape.InChannelsPerGroup, outChannels = shape.OutChannelsPerGroup;
        double products = plan.Products * inChannels * outChannels, inputs = plan.InputSums * inChannels * InputCost;
        double outputs = outChannels * (plan.Products * ProductCost + plan.Outputs * OutputCost);
        double rows = (double)layout.TilesHeight * plan.Height.Outputs * plan.Height.Phases.Length * outChannels * RowCost;
        return (long)((places * (products + inputs + outputs) + layout.Blocks * products * WeightCost + rows) * LeastGain);
    }
}
