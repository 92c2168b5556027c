namespace Generated.Kernels.Benchmarks;

/// <summary>Measures the layers of published networks with all contestants.</summary>
static class SuiteCommand
{
    /// <summary>Measures, prints tables, and writes the files that were asked for.</summary>
    /// <returns>Whether all contestants' results agree.</returns>
    public static bool Run(Options options)
    {
        var shapes = options.Select(ShapeList.Suite);
        SuiteResult[] results = [.. options.Threads.Select(threads => Measure(shapes, threads, options.Effort))];
        options.Publish(string.Join(Environment.NewLine + Environment.NewLine, results.Select(SuiteTable.Format)), results);
        if (options.Chart is { } chart)
            SuiteChart.Save(results, chart);
        return results.All(result => result.Layers.All(layer => layer.Agrees));
    }

    static SuiteResult Measure(Shape[] shapes, int threads, Effort effort)
    {
        string machine = Machine.Description;
        double peak = FmaPeak.Measure(threads);
        var layers = new List<Measured>();
        foreach (var shape in shapes)
        {
            Progress.Show($"{layers.Count + 1}/{shapes.Length} {shape.Name}");
            layers.Add(LayerMeasurement.Measure(shape, threads, effort));
        }
        peak = Math.Max(peak, FmaPeak.Measure(threads));
        Progress.Clear();
        return new SuiteResult(machine, threads, OptionalContestants.LibTorchStatus, peak, [.. layers.Select(layer => layer with { Peak = peak })]);
    }
}
