namespace Generated.Kernels.Benchmarks;

/// <summary>Shows how the cost of a multiply-add changes as layers grow.</summary>
static class GrowthCommand
{
    /// <summary>How many times the cheapest multiply-add's cost the dearest may have where the roofline is flat.</summary>
    const double Limit = 1.15;

    static readonly (string Name, Kernel Kernel)[] kernels = [("k2s2", PlaneKernels.K2S2), ("k4s2p1", PlaneKernels.K4S2P1)];
    static readonly int[] edges = [8, 16, 32, 64, 128, 256, 512, 1024];
    static readonly int[] channels = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
    static readonly int[] batches = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>Measures, prints tables, and writes the files that were asked for.</summary>
    /// <returns>Whether the cost is flat where the roofline is.</returns>
    public static bool Run(Options options)
    {
        var series = options.Select(kernels.SelectMany(kernel => Series(kernel.Name, kernel.Kernel)), one => one.Name);
        var measured = new List<GrowthResult>();
        foreach (int threads in options.Threads)
        {
            double peak = FmaPeak.Measure(threads);
            foreach (var one in series)
                measured.Add(Measure(one, threads, options.Effort));
            peak = Math.Max(peak, FmaPeak.Measure(threads));
            measured = [.. measured.Select(result => result.Threads == threads ? result with { Peak = peak } : result)];
        }
        Progress.Clear();
        options.Publish(Format(measured), measured);
        if (options.Chart is { } chart)
            GrowthChart.Save(measured, chart);
        return measured.All(result => result.Spread <= Limit);
    }

    static IEnumerable<GrowthSeries> Series(string name, Kernel kernel) =>
    [
        new($"{name} 32→32 @n×n", edges, n => new(kernel, 32, 32, [n, n])),
        new($"{name} n→64 @32×32", channels, n => new(kernel, n, 64, [32, 32])),
        new($"{name} 64→n @32×32", channels, n => new(kernel, 64, n, [32, 32])),
        new($"{name} 64→64 @16×16 N=n", batches, n => new(kernel, 64, 64, [16, 16], n)),
    ];

    static GrowthResult Measure(GrowthSeries series, int threads, Effort effort)
    {
        Progress.Show(series.Name);
        Shape[] shapes = [.. series.Values.Select(series.Shape)];
        var contestants = shapes.Select(shape => new GeneratedKernel(new Workload(shape), threads)).ToList();
        var times = Interleaved.Measure(effort, contestants);
        contestants.ForEach(contestant => contestant.Dispose());
        return new GrowthResult(series.Name, threads, Peak: 0, [.. shapes.Select((shape, i) => new GrowthPoint(series.Values[i], shape.MultiplyAdds, times[i].Minimum, StreamingMs(shape, threads)))]);
    }

    static double StreamingMs(Shape shape, int threads)
    {
        var streaming = new Streaming(shape, threads);
        streaming.Measure();
        return streaming.Milliseconds;
    }

    static string Format(List<GrowthResult> measured)
    {
        string tables = string.Join("\n\n", measured.Select(Format));
        return
            $"""
            ## Growth

            {Machine.Description}

            {tables}
            """;
    }

    static string Format(GrowthResult result)
    {
        var table = new MarkdownTable("n", "ms", "ps per multiply-add", "roofline ps", "bound by", "% of roofline");
        foreach (var point in result.Points)
        {
            double roofline = result.RooflineCost(point);
            table.Add($"{point.N}", $"{point.Milliseconds:f4}", $"{point.Cost:f2}", $"{roofline:f2}", result.IsFlat(point) ? "multiply-adds" : "memory", $"{100 * roofline / point.Cost:f0}");
        }
        return
            $"""
            ### {result.Series}, {result.Threads} thread{(result.Threads == 1 ? "" : "s")}

            {table}

            Dearest over cheapest where multiply-adds bound the roofline: {result.Spread:f2}× ({(result.Spread <= Limit ? "ok" : "TOO MUCH")}: {Limit:f2}× at most)
            """;
    }
}
