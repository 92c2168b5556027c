namespace Generated.Kernels.Benchmarks;

/// <summary>What image sizes that no vector width divides cost, compared with the nearest friendly size.</summary>
static class AwkwardSizes
{
    /// <summary>The widest vector of floats: a friendly size is a multiple of it.</summary>
    const int Friendly = 16;

    /// <summary>How much dearer a multiply-add may be.</summary>
    const double Limit = 1.35;

    /// <summary>The same where the height or the width is less than a vector.</summary>
    const double SmallLimit = 1.6;

    /// <summary>How far apart in the list height and width stand for images that are not square: with a step that has no
    /// divisor in common with its length, each size is once a height and once a width.</summary>
    const int Step = 5;

    const int WorstShown = 5;

    static readonly int[] sizes = [7, 13, 14, 15, 17, 29, 31, 33, 47, 57, 63, 65, 100];

    static readonly Shape[] layers = [new(PlaneKernels.K2S2, 64, 64, []), new(PlaneKernels.K4S2P1, 128, 64, [])];

    /// <summary>Measures and prints.</summary>
    /// <returns>Whether no size costs more than it may.</returns>
    public static bool Run(Options options)
    {
        var shapes = options.Select(layers.SelectMany(layer => Images().Select(size => layer with { Size = size })));
        var measured = new List<AwkwardSize>();
        foreach (int threads in options.Threads)
        foreach (var shape in shapes)
        {
            Progress.Show($"{measured.Count + 1}/{options.Threads.Length * shapes.Length} {shape.Name}");
            measured.Add(Measure(shape, threads, options.Effort));
        }
        Progress.Clear();
        options.Publish(Format(measured), measured);
        return measured.All(size => size.Passes);
    }

    static IEnumerable<int[]> Images() =>
        sizes.Select(size => new[] { size, size })
            .Concat(sizes.Select((height, i) => new[] { height, sizes[(i + Step) % sizes.Length] }));

    static AwkwardSize Measure(Shape shape, int threads, Effort effort)
    {
        var friendlyShape = shape with { Size = [.. shape.Size.Select(Nearest)] };
        using var awkward = new GeneratedKernel(new Workload(shape), threads);
        using var friendly = new GeneratedKernel(new Workload(friendlyShape), threads);
        var times = Interleaved.Measure(effort, [awkward, friendly]);
        double limit = shape.Size.Min() < Friendly ? SmallLimit : Limit;
        return new AwkwardSize(shape, friendlyShape, threads, times[0], times[1], limit);
    }

    /// <summary>The nearest multiple, at least one.</summary>
    static int Nearest(int size) => Math.Max(1, (size + Friendly / 2) / Friendly) * Friendly;

    static string Format(List<AwkwardSize> measured)
    {
        var table = new MarkdownTable("layer", "threads", "ms", "GFLOP/s", "friendly size", "ms", "GFLOP/s", "cost of a multiply-add", "at most", "");
        foreach (var size in measured)
        {
            table.Add(size.Layer, $"{size.Threads}", $"{size.Times.Minimum:f4}", $"{size.Rate:f1}", string.Join("×", size.Friendly.Size), $"{size.FriendlyTimes.Minimum:f4}",
                $"{size.FriendlyRate:f1}", $"{size.Cost:f2}×", $"{size.Limit:f2}×", size.Passes ? "ok" : "TOO MUCH");
        }
        var worst = measured.OrderByDescending(size => size.Cost / size.Limit).Take(WorstShown).Select(size => $"{size.Layer} {size.Cost:f2}×");
        return
            $"""
            ## Awkward sizes

            {Machine.Description}

            {table}

            * farthest up: {string.Join(", ", worst)}
            * {measured.Count(size => size.Passes)} of {measured.Count} cost no more than they may
            """;
    }
}
