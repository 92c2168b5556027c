using ScottPlot;

namespace Generated.Kernels.Benchmarks;

/// <summary>A picture of the series side by side: cost of a multiply-add beside that of the roofline.</summary>
static class GrowthChart
{
    const int Columns = 4;
    const int Width = 420;
    const int Height = 320;

    /// <summary>Draws one plot per series.</summary>
    public static void Save(List<GrowthResult> results, string path)
    {
        int columns = Math.Min(Columns, results.Count), rows = (results.Count + columns - 1) / columns;
        var plots = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns) };
        plots.AddPlots(results.Count);
        for (int i = 0; i < results.Count; i++)
            Draw(plots.GetPlot(i), results[i]);
        plots.SavePng(path, columns * Width, rows * Height);
    }

    static void Draw(Plot plot, GrowthResult result)
    {
        // Numbers that double are drawn at equal distances, and so are costs.
        double[] positions = [.. result.Points.Select((_, i) => (double)i)];
        double[] costs = [.. result.Points.Select(point => Math.Log2(point.Cost))];
        double[] roofline = [.. result.Points.Select(point => Math.Log2(result.RooflineCost(point)))];
        var bound = plot.Add.Scatter(positions, roofline, Colors.Gray);
        bound.LegendText = "roofline";
        bound.LineStyle.Pattern = LinePattern.Dashed;
        bound.MarkerSize = 0;
        var measured = plot.Add.Scatter(positions, costs, Colors.SteelBlue);
        measured.LegendText = "generated kernel";
        measured.LineWidth = 2;

        int lowest = (int)Math.Floor(roofline.Min()), highest = (int)Math.Ceiling(costs.Max()) + 1; // the legend needs room above
        int[] ticks = [.. Enumerable.Range(lowest, highest - lowest + 1)];
        plot.Axes.Left.SetTicks([.. ticks.Select(tick => (double)tick)], [.. ticks.Select(tick => $"{Math.Pow(2, tick):0.###}")]);
        plot.Axes.Bottom.SetTicks(positions, [.. result.Points.Select(point => $"{point.N}")]);
        plot.Axes.SetLimits(-0.4, positions.Length - 0.6, lowest - 0.2, highest + 0.2);
        plot.Title($"{result.Series}, {result.Threads} thread{(result.Threads == 1 ? "" : "s")}", 13);
        plot.XLabel("n", 12);
        plot.YLabel("ps per multiply-add", 12);
        plot.ShowLegend(Alignment.UpperRight);
    }
}
