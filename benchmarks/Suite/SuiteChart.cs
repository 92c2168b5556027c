using ScottPlot;

namespace Generated.Kernels.Benchmarks;

/// <summary>A picture of how fast each layer is, measured by ONNX Runtime.</summary>
static class SuiteChart
{
    const int Width = 1100;
    const int HeightOfBar = 14;
    const double GapBetweenLayers = 1;

    static readonly Color[] oneThread = [Colors.Gray, Colors.SteelBlue, Colors.Orange];
    static readonly Color[] moreThreads = [Colors.LightGray, Colors.LightSkyBlue, Colors.Wheat];

    /// <summary>Draws the bars: one per layer, contestant and number of threads.</summary>
    public static void Save(SuiteResult[] results, string path)
    {
        using var plot = new Plot();
        var series = results.SelectMany(Series).ToList();
        var layers = results[0].Layers;
        double step = series.Count + GapBetweenLayers;
        for (int i = 0; i < series.Count; i++)
        {
            var (name, color, values) = series[i];
            var bars = plot.Add.Bars([.. Enumerable.Range(0, layers.Length).Select(layer => -layer * step - i)], values);
            bars.Horizontal = true;
            bars.Color = color;
            bars.LegendText = name;
            foreach (var bar in bars.Bars)
            {
                bar.Size = 0.9;
                bar.LineWidth = 0;
                bar.Label = $"{bar.Value:f2}";
            }
            bars.ValueLabelStyle.FontSize = 10;
        }
        var tick = layers.Select((layer, index) => new Tick(-index * step - (series.Count - 1) / 2.0, layer.Layer));
        plot.Axes.Left.SetTicks([.. tick.Select(t => t.Position)], [.. tick.Select(t => t.Label)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Add.VerticalLine(1, 1.5f, Colors.Black);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.XLabel("times as fast as ONNX Runtime with as many threads");
        plot.ShowLegend(Alignment.LowerRight);
        plot.Axes.SetLimitsY(-layers.Length * step + 1, 1.5);
        plot.Axes.SetLimitsX(0, 1.08 * series.Max(one => one.Values.Max()));
        plot.SavePng(path, Width, (int)(layers.Length * step * HeightOfBar) + 120);
    }

    static IEnumerable<(string Name, Color Color, double[] Values)> Series(SuiteResult result)
    {
        var colors = result.Threads == 1 ? oneThread : moreThreads;
        string threads = $"{result.Threads} thread{(result.Threads == 1 ? "" : "s")}";
        yield return ($"generated kernel, {threads}", colors[1], [.. result.Layers.Select(layer => layer.OnnxRuntimeOverGenerated)]);
        yield return ($"generic path, {threads}", colors[0], [.. result.Layers.Select(layer => layer.OnnxRuntimeOverGeneric)]);
        if (result.Layers.All(layer => layer.LibTorch is not null))
            yield return ($"libtorch, {threads}", colors[2], [.. result.Layers.Select(layer => layer.OnnxRuntime.Minimum / layer.LibTorch!.Value.Minimum)]);
    }
}
