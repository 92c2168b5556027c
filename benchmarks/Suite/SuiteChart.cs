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

    /// <summary>Draws the bars, one per layer, contestant and number of threads: to the right from 1 what is faster, to the left
    /// what is slower, twice as fast as far from 1 as half as fast.</summary>
    public static void Save(SuiteResult[] results, string path)
    {
        using var plot = new Plot();
        var series = results.SelectMany(Series).ToList();
        var layers = results[0].Layers;
        double step = series.Count + GapBetweenLayers;
        for (int i = 0; i < series.Count; i++)
        {
            var (name, color, values) = series[i];
            var bars = plot.Add.Bars([.. Enumerable.Range(0, layers.Length).Select(layer => -layer * step - i)], [.. values.Select(Math.Log2)]);
            bars.Horizontal = true;
            bars.Color = color;
            bars.LegendText = name;
            foreach (var bar in bars.Bars)
            {
                bar.Size = 0.9;
                bar.LineWidth = 0;
                bar.Label = $"{Math.Pow(2, bar.Value):f2}";
            }
            bars.ValueLabelStyle.FontSize = 10;
        }
        plot.Axes.Left.SetTicks([.. layers.Select((_, index) => -index * step - (series.Count - 1) / 2.0)], [.. layers.Select(layer => layer.Layer)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Add.VerticalLine(0, 1.5f, Colors.Black);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.XLabel("times as fast as ONNX Runtime with as many threads");
        plot.ShowLegend(Alignment.LowerRight);
        plot.Axes.SetLimitsY(-layers.Length * step + 1, 1.5);
        double slowest = Math.Log2(series.Min(one => one.Values.Min())), fastest = Math.Log2(series.Max(one => one.Values.Max()));
        plot.Axes.SetLimitsX(Math.Min(slowest, 0) - 0.5, Math.Max(fastest, 0) + 0.5);
        int[] powers = [.. Enumerable.Range((int)Math.Floor(slowest), (int)Math.Ceiling(fastest) - (int)Math.Floor(slowest) + 1)];
        plot.Axes.Bottom.SetTicks([.. powers.Select(power => (double)power)], [.. powers.Select(power => $"{Math.Pow(2, power)}×")]);
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
