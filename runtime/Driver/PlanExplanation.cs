using System.Globalization;
using System.Text;

namespace Generated.Kernels.CompilerServices;

/// <summary>Says in words which plan a call follows, and why.</summary>
static class PlanExplanation
{
    /// <summary>The plans with their costs, one per line, and the one that is chosen.</summary>
    public static string Explain(TilePlan plan, in ConvTransposeShape shape, int elementSize)
    {
        var tiles = TileLayout.Choose(plan, shape, elementSize);
        var choice = new PlanChoice(plan, shape, elementSize, hasResidual: false);
        if (choice.Depthwise is { } depthwise)
            return $"Groups with a single input channel follow the depthwise plan: {Describe(depthwise)}\n";
        var columns = new ColumnLayout(plan, shape, elementSize);
        long useful = shape.InPlane * shape.InChannelsPerGroup * shape.OutChannelsPerGroup * plan.Geometry.KernelElements;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"One group of one image has {Millions(useful)} million multiply-adds. Plans cost, in multiply-adds that the processor could do meanwhile:\n");
        Line("tile", tiles.Cost + (columns.Serves ? ColumnCost.WaitsOfTiles(plan, shape, tiles) : 0), choice is { Lanes: null, Columns: null, Products: null }, Describe(plan, tiles, shape));
        foreach (var lanes in plan.Lanes(elementSize))
        {
            if (!lanes.Serves(shape.OutChannelsPerGroup))
                continue;
            var layoutOfLanes = LaneChoice.Layout(lanes, shape, elementSize, out long cost);
            Line("lanes", cost, lanes == choice.Lanes && choice is { Columns: null, Products: null }, Describe(lanes, layoutOfLanes, shape));
        }
        if (columns.Serves)
            Line("columns", ColumnCost.Of(plan, shape, columns, elementSize), choice is { Columns: not null, Products: null }, Describe(columns));
        if (WinogradCost.Choose(plan, shape, elementSize, out long costOfWinograd) is { Plan: { } winograd } tilesOfWinograd)
            Line("Winograd", costOfWinograd, choice.Winograd is not null, Describe(winograd, tilesOfWinograd));
        if (new RowFilterLayout(plan, shape, elementSize) is { Serves: true } rows)
            Line("row filters", RowFilterCost.Of(plan, shape, rows, elementSize), choice.RowFilter is not null, Describe(rows));
        return text.ToString();

        void Line(string name, long cost, bool isChosen, string how) =>
            text.Append(CultureInfo.InvariantCulture, $"  {(isChosen ? "→" : " ")} {name,-12}{Millions(cost),10} million: {how}\n");
    }

    static string Describe(TilePlan plan, in TileLayout layout, in ConvTransposeShape shape)
    {
        string size = $"{layout.Tiles} tile{(layout.Tiles == 1 ? "" : "s")} of {layout.TileHeight}×{layout.TileWidth} blocks";
        string input = layout.InPlace ? "input read in place"
            : layout.KeepsInput && (layout.Flat || layout.TileWidth >= layout.LargestBlock) ? "input kept by the first pass over a tile"
            : layout.Pictures > 1 ? $"input copied once for each of {layout.Pictures} shifts along the width"
            : layout.Order == InputOrder.Rows ? "input copied row by row, the channels of each together"
            : "input copied with zeros around it";
        string rows = layout.Flat ? "register tiles run on across the ends of rows"
            : plan.RowsTogether(shape.OutChannelsPerGroup) is > 1 and int together ? $"{together} rows at a time" : "row by row";
        return $"{size}, {input}, {rows}{(shape.OutChannelsPerGroup == 1 ? ", a single output channel" : "")}";
    }

    static string Describe(LanePlan lanes, in TileLayout layout, in ConvTransposeShape shape)
    {
        int vectors = lanes.Vectors(shape.OutChannelsPerGroup), count = lanes.Blocks(shape.OutChannelsPerGroup, layout.LaneForm);
        string blocks = $"{vectors} vector{(vectors == 1 ? "" : "s")} in {count} block{(count == 1 ? "" : "s")}";
        string rows = layout.Flat ? "register tiles run on across the ends of rows"
            : lanes.LeavesOutPositions(shape, layout) ? "row by row, taps outside the image are left out"
            : "row by row, rows of taps outside the image are left out";
        return $"{Along(lanes)} along a vector, {blocks}, up to {layout.LaneForm.Positions} positions at once; {rows}";
    }

    static string Along(LanePlan lanes) =>
        !lanes.AlongPhases ? $"{lanes.Lanes} output channels" : lanes.HasBoth ? $"{lanes.Phases} phases of {lanes.ChannelsOfVector} output channels" : $"{lanes.Phases} phases";

    static string Describe(in ColumnLayout layout)
    {
        string kernelRows = $"{layout.KernelRows} kernel row{(layout.KernelRows == 1 ? "" : "s")} of {layout.Channels} output channel{(layout.Channels == 1 ? "" : "s")}";
        string parts = layout.ChannelParts > 1 ? $", input channels in {layout.ChannelParts} parts" : "";
        return $"input read in place, {layout.Rows} row{(layout.Rows == 1 ? "" : "s")} of it through {kernelRows} at once{parts}";
    }

    static string Describe(in RowFilterLayout layout)
    {
        var filter = layout.Plan!.Filter;
        return $"{filter.Products} products for {filter.Outputs} rows of {filter.Taps} taps, {(layout.FoldsRows ? "all phases of the height together" : "a phase of the height at a time")}; "
            + $"{layout.Tiles} tiles of rows in {layout.Parts} part{(layout.Parts == 1 ? "" : "s")} of the width";
    }

    static string Describe(in DepthwiseLayout layout)
    {
        int strips = layout.Strips + layout.OneVectorStrips;
        return $"input read in place, {strips} strip{(strips == 1 ? "" : "s")} of up to {layout.Vectors * layout.Lanes} positions with vectors of {layout.Bits} bits, "
            + $"{layout.Parts} part{(layout.Parts == 1 ? "" : "s")} of a plane";
    }

    static string Describe(WinogradPlan plan, in WinogradLayout layout)
    {
        string joined = layout.Joins ? ", rows of tiles joined" : "";
        string vectors = layout.AlongPhases is { Lanes: var lanes }
            ? $"{Along(lanes)} along a vector, up to {layout.TileStep} tiles at once, {layout.Places} in all{joined}"
            : $"{layout.VectorsOfBlock} vector{(layout.VectorsOfBlock == 1 ? "" : "s")} of {layout.Bits} bits of tiles at once, {layout.Vectors} in all{joined}";
        string shared = (plan.Height.FirstOutput, plan.Width.FirstOutput) switch
        {
            (0, 0) => "",
            (_, 0) => ", phases of the height share inputs",
            (0, _) => ", phases of the width share inputs",
            _ => ", phases share inputs",
        };
        string parts = layout.Plan is { ChannelParts: > 1 and var count } ? $", input channels in {count} parts" : "";
        return $"{plan.Products} products for {plan.Outputs} outputs of a tile{shared}; {vectors}{parts}";
    }

    static string Millions(long number) => (number / 1e6).ToString("0.000", CultureInfo.InvariantCulture);
}
