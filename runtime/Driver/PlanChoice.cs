namespace Generated.Kernels.CompilerServices;

/// <summary>What a call follows: the depthwise plan where that serves it, otherwise the tile, the lanes, the columns, the Winograd plan or that of row
/// filters, whichever is estimated to be cheapest.</summary>
readonly struct PlanChoice
{
    /// <summary>The layout of the tile plan, or that of the lanes plan where it is chosen.</summary>
    public readonly TileLayout Layout;

    /// <summary>What runs along the lanes, where the lanes plan is chosen.</summary>
    public readonly LanePlan? Lanes;

    /// <summary>The layout of the columns plan, where it is chosen.</summary>
    public readonly ColumnLayout? Columns;

    /// <summary>The layout of the depthwise plan, where that serves the call.</summary>
    public DepthwiseLayout? Depthwise { get; init; }

    /// <summary>The layout of the Winograd plan, where it is chosen; the others say what a call follows whose input that plan does not serve.</summary>
    public WinogradLayout? Winograd { get; init; }

    /// <summary>The layout of the plan of row filters, where it is chosen; the others say likewise what a call follows otherwise.</summary>
    public RowFilterLayout? RowFilter { get; init; }

    /// <summary>The one of these two that is chosen, if any.</summary>
    public ProductPlan? Products => RowFilter is { } rows ? rows.Plan : Winograd?.ProductPlan;

    /// <summary>Whether it is also cheapest where weights are packed for the call.</summary>
    public bool PacksProducts { get; init; }

    /// <summary>Register tiles with a layout, whatever they cost.</summary>
    public PlanChoice(in TileLayout layout) => Layout = layout;

    /// <summary>The columns plan, whatever it costs.</summary>
    public PlanChoice(in ColumnLayout layout) => Columns = layout;

    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="hasResidual">Whether a residual is added, which may lie where the outputs go.</param>
    public PlanChoice(TilePlan plan, in ConvTransposeShape shape, int elementSize, bool hasResidual)
    {
        Layout = TileLayout.Choose(plan, shape, elementSize);
        if (!Layout.Fits(elementSize))
            return;
        if (new DepthwiseLayout(plan, shape, elementSize, hasResidual) is { Serves: true } depthwise)
        {
            Depthwise = depthwise;
            return;
        }
        Lanes = LaneChoice.Choose(plan, shape, elementSize, hasResidual, ref Layout, out long cost);
        var columns = new ColumnLayout(plan, shape, elementSize);
        if (columns.Serves && ColumnCost.Of(plan, shape, columns, elementSize) < cost + (Lanes is null ? ColumnCost.WaitsOfTiles(plan, shape, Layout) : 0))
            (Columns, cost) = (columns, ColumnCost.Of(plan, shape, columns, elementSize));
        long costOfOthers = cost;
        if (WinogradCost.Choose(plan, shape, elementSize, out long costOfWinograd) is { ProductPlan: { } winograd } tiles && costOfWinograd < cost)
        {
            Winograd = tiles;
            PacksProducts = costOfWinograd + WinogradCost.OfPacking(winograd, plan, shape) < cost;
            cost = costOfWinograd;
        }
        var rows = new RowFilterLayout(plan, shape, elementSize);
        if (rows.Serves && RowFilterCost.Of(plan, shape, rows, elementSize) is var costOfRows && costOfRows < cost)
        {
            Winograd = null;
            RowFilter = rows;
            PacksProducts = costOfRows + RowFilterCost.OfPacking(plan, shape, rows) < costOfOthers;
        }
    }
}
