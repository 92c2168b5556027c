using System.Globalization;
using System.Text;

namespace Generated.Kernels.CompilerServices;

/// <summary>Says in words which plan a call follows, and why.</summary>
static class PlanChoice
{
    /// <summary>The plans with their costs, one per line, and the one that is chosen.</summary>
    public static string Explain(TilePlan plan, in ConvTransposeShape shape, int elementSize)
    {
        var layout = TileLayout.Choose(plan, shape, elementSize);
        var tiles = layout;
        var chosen = LaneChoice.Choose(plan, shape, elementSize, hasResidual: false, ref layout);
        long useful = shape.InPlane * shape.InChannelsPerGroup * shape.OutChannelsPerGroup * plan.Geometry.KernelElements;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"One group of one image has {Millions(useful)} million multiply-adds. Plans cost, in multiply-adds that the processor could do meanwhile:\n");
        Line("tile", tiles.Cost, chosen is null, Describe(tiles, shape));
        foreach (var lanes in plan.Lanes(elementSize))
        {
            if (!lanes.Serves(shape.OutChannelsPerGroup))
                continue;
            var layoutOfLanes = LaneChoice.Layout(lanes, shape, elementSize, out long cost);
            Line("lanes", cost, lanes == chosen, Describe(lanes, layoutOfLanes, shape));
        }
        return text.ToString();

        void Line(string name, long cost, bool isChosen, string how) =>
            text.Append(CultureInfo.InvariantCulture, $"  {(isChosen ? "→" : " ")} {name,-6}{Millions(cost),10} million: {how}\n");
    }

    static string Describe(in TileLayout layout, in ConvTransposeShape shape)
    {
        string size = $"{layout.Tiles} tile{(layout.Tiles == 1 ? "" : "s")} of {layout.TileHeight}×{layout.TileWidth} blocks";
        string input = layout.InPlace ? "input read in place"
            : layout.Pictures > 1 ? $"input copied once for each of {layout.Pictures} shifts along the width"
            : layout.Order == InputOrder.Rows ? "input copied row by row, the channels of each together"
            : "input copied with zeros around it";
        string rows = layout.Flat ? "register tiles run on across the ends of rows" : "row by row";
        return $"{size}, {input}, {rows}{(shape.OutChannelsPerGroup == 1 ? ", a single output channel" : "")}";
    }

    static string Describe(LanePlan lanes, in TileLayout layout, in ConvTransposeShape shape)
    {
        string along = !lanes.AlongPhases ? $"{lanes.Lanes} output channels" : lanes.HasBoth ? $"{lanes.Phases} phases of {lanes.ChannelsOfVector} output channels" : $"{lanes.Phases} phases";
        string blocks = $"{lanes.Vectors(shape.OutChannelsPerGroup)} vectors in {lanes.Blocks(shape.OutChannelsPerGroup, layout.LaneForm)} blocks";
        string rows = layout.Flat ? "register tiles run on across the ends of rows" : "row by row, rows of taps outside the image are left out";
        return $"{along} along a vector, {blocks}, up to {layout.LaneForm.Positions} positions at once; {rows}";
    }

    static string Millions(long number) => (number / 1e6).ToString("0.000", CultureInfo.InvariantCulture);
}
