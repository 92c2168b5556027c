namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the Winograd plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some sixty layers,
/// those of Intel's processors with 512 bits to two hundred and forty, those of Zen 4 to as many.</summary>
static class WinogradCost
{
    /// <summary>What takes the time of so many multiply-adds: a multiply-add of products, a sum on the way to their inputs, a product on the way to
    /// outputs, an output, a weight that is read from outside the level-2 cache, the same once more in a register tile of fewer vectors than the largest, to
    /// begin a row of outputs, to bring an element that tiles read together from all rows, to begin with a row of them, and to begin with an
    /// input channel of a block of tiles.</summary>
    readonly record struct Costs(
        double MultiplyAdd, double Input, double Product, double Output, double Weight, double FewVectors, double Row, double JoinedElement, double JoinedRow, double BlockInput = 0);

    /// <summary>Where the processor does one multiply-add of vectors in a cycle, and where it does two while other instructions are no faster, with 512
    /// bits and with less; Intel's with 512 bits apart.</summary>
    static readonly Costs ofOne = new(1, 7.5, 3.5, 14, 2, 0, 450, 12, 0, BlockInput: 900), ofTwoWide = new(0.95, 9.5, 5, 27, 6, 0, 50, 8, 110),
        ofTwo = new(0.95, 9.5, 5, 27, 3, 3, 50, 12, 0), ofTwoWideOfIntel = new(0.87, 9.5, 7, 26, 3.3, 2.8, 650, 14, 120);

    /// <summary>To bring three columns side by side takes the time of so many multiply-adds per output more than two.</summary>
    const double ThirdColumnCost = 5;

    /// <summary>Register tiles of fewer output channels load more than they multiply.</summary>
    const int LeastOutChannels = 6;

    /// <summary>The fewest input channels of a part: fewer are few products for the outputs that each part adds to.</summary>
    const int LeastChannelsOfPart = 128;

    /// <summary>Weights of more bytes come from memory, and each takes the time of so many multiply-adds more.</summary>
    const double FarCost = 4;

    /// <inheritdoc cref="FarCost"/>
    static readonly double farBytes = (Processor.HalvesWideVectors ? 40 : 14) * 1024 * 1024;

    /// <summary>Computing a weight of a product takes the time of so many multiply-adds more than bringing a weight into the order of tiles.</summary>
    const double PackingCost = 100;

    /// <summary>Estimates are not so exact that a gain of less would be certain, and the plan needs weights of its own.</summary>
    const double LeastGain = 1.05;

    /// <summary>The cheapest layout of a call, which serves none where no plan does.</summary>
    /// <param name="kernel">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="cost">What it costs.</param>
    public static WinogradLayout Choose(TilePlan kernel, in ConvTransposeShape shape, int elementSize, out long cost)
    {
        // Small images fill more of their last vectors with 256 bits.
        ReadOnlySpan<int> widths = Processor.DoesOneWide ? [512, 256] : [LaneTile.Bits];
        WinogradLayout cheapest = default;
        cost = long.MaxValue;
        foreach (var plan in kernel.LaneWinograd(elementSize))
        {
            if (!plan.Lanes.Serves(shape.OutChannelsPerGroup))
                continue;
            foreach (bool joins in (ReadOnlySpan<bool>)[false, true])
            {
                var layout = new WinogradLayout(plan.Filters, kernel, shape, elementSize, LaneTile.Bits, joins, plan);
                if (layout.Serves && LaneWinogradCost.Of(plan, shape, layout, elementSize) is var costOfLayout && costOfLayout < cost)
                    (cheapest, cost) = (layout, costOfLayout);
            }
        }
        if (shape.OutChannelsPerGroup < LeastOutChannels)
            return cheapest;
        foreach (var plan in kernel.Winograd)
        {
            foreach (int bits in widths)
            {
                foreach (bool joins in (ReadOnlySpan<bool>)[false, true])
                {
                    bool isCrowded = true;
                    for (int parts = 1; isCrowded && (parts == 1 || shape.InChannelsPerGroup / parts >= LeastChannelsOfPart); parts *= 2)
                    {
                        var inParts = plan.InParts(parts);
                        var layout = new WinogradLayout(inParts, kernel, shape, elementSize, bits, joins);
                        if (layout.Serves && Of(inParts, shape, layout, elementSize) is var costOfLayout && costOfLayout < cost)
                            (cheapest, cost) = (layout, costOfLayout);
                        isCrowded = layout.IsCrowded;
                    }
                }
            }
        }
        return cheapest;
    }

    /// <summary>The cost of packing the weights of one group.</summary>
    public static long OfPacking(ProductPlan plan, TilePlan kernel, in ConvTransposeShape shape) =>
        (long)(plan.WeightLength(kernel, shape.InChannels, shape.OutChannels) / shape.Groups * PackingCost);

    /// <summary>The cost of one group of one image.</summary>
    static long Of(WinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout, int elementSize)
    {
        var costs = layout.Bits < 512 ? ofTwo : Processor.HalvesWideVectors ? ofOne : Processor.IsIntel ? ofTwoWideOfIntel : ofTwoWide;
        double places = (double)layout.Vectors * layout.Lanes, inChannels = shape.InChannelsPerGroup, outChannels = shape.OutChannelsPerGroup;
        double products = plan.Products * inChannels * outChannels, inputs = plan.InputSums * inChannels * costs.Input;
        if (layout.Joins)
            inputs += plan.JoinedElements * inChannels * (costs.JoinedElement + costs.JoinedRow / layout.TilesWidth);
        double outputs = outChannels * (plan.Products * costs.Product + plan.Outputs * (costs.Output + (plan.Columns == 3 ? ThirdColumnCost : 0)));
        outputs = outputs * plan.ChannelParts + (plan.ChannelParts - 1) * outChannels * plan.Outputs * costs.Output; // each part but the first adds to them
        double rows = plan.ChannelParts * (double)layout.TilesHeight * plan.Height.Outputs * plan.Height.Phases.Length * outChannels * costs.Row;
        inputs += layout.Blocks * plan.PhasesApart * inChannels * costs.BlockInput / places;
        int mostVectors = LaneForm.Wide.Vectors, tiles = layout.Blocks * EqualParts.Count(layout.VectorsOfBlock, mostVectors);
        double ofFewVectors = Math.Min(tiles, tiles * mostVectors - layout.Vectors);
        double weights = products * (layout.Blocks * costs.Weight + ofFewVectors * costs.FewVectors + (products * elementSize > farBytes ? FarCost : 0));
        return (long)((places * (products * costs.MultiplyAdd + inputs + outputs) + weights + rows) * LeastGain);
    }
}
