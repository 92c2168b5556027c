namespace Generated.Kernels.CompilerServices;

/// <summary>Chooses between tiles and the lanes plan, and between the layouts and tiles of the latter.</summary>
static class LaneChoice
{
    /// <summary>Chooses the lanes plan where that is cheaper, with a layout of its own.</summary>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="hasResidual">Whether a residual is added, which may lie where the outputs go.</param>
    /// <param name="chosen">The layout of the tile plan, replaced where the lanes plan is chosen.</param>
    /// <param name="cost">The cost of what is chosen.</param>
    /// <returns>What runs along the lanes, or null.</returns>
    public static LanePlan? Choose(TilePlan plan, in ConvTransposeShape shape, int elementSize, bool hasResidual, ref TileLayout chosen, out long cost)
    {
        LanePlan? cheapest = null;
        cost = chosen.Cost;
        foreach (var lanes in plan.Lanes(elementSize))
        {
            if (!lanes.Serves(shape.OutChannelsPerGroup) || (lanes.AlongPhases && hasResidual))
                continue;
            var layout = Layout(lanes, shape, elementSize, out long costOfLanes);
            if (costOfLanes < cost)
                (cheapest, cost, chosen) = (lanes, costOfLanes, layout);
        }
        return cheapest;
    }

    /// <summary>The cheapest layout with the given outputs along the lanes.</summary>
    public static TileLayout Layout(LanePlan lanes, in ConvTransposeShape shape, int elementSize, out long cost)
    {
        var tiles = new TileLayout(lanes.Plan, shape, elementSize, InputOrder.Planes);
        var cheapest = new TileLayout(tiles.HasRows ? new TileLayout(lanes.Plan, shape, elementSize, InputOrder.Rows) : tiles, lanes, LaneForm.Wide, elementSize);
        cost = CostOf(cheapest, lanes, shape, elementSize);
        if (lanes.AlongPhases || tiles.BlocksHeight == 1 || tiles.TilesWidth > 1)
            return cheapest;

        // Positions that run on across the ends of rows: rows without gaps between them.
        if (tiles.Pitch != tiles.TileWidth)
            tiles = new TileLayout(lanes.Plan, shape, elementSize, InputOrder.ShiftedPlanes);
        Compare(new TileLayout(tiles, lanes, LaneForm.Wide, elementSize), lanes, shape, elementSize, ref cheapest, ref cost);
        Compare(new TileLayout(tiles, lanes, LaneForm.Tall, elementSize), lanes, shape, elementSize, ref cheapest, ref cost);
        return cheapest;
    }

    static void Compare(in TileLayout layout, LanePlan lanes, in ConvTransposeShape shape, int elementSize, ref TileLayout cheapest, ref long cost)
    {
        long costOfLayout = CostOf(layout, lanes, shape, elementSize);
        if (costOfLayout < cost)
            (cheapest, cost) = (layout, costOfLayout);
    }

    static long CostOf(in TileLayout layout, LanePlan lanes, in ConvTransposeShape shape, int elementSize) =>
        layout.Fits(elementSize) ? LaneCost.Of(lanes, shape, layout, elementSize) : long.MaxValue;
}
