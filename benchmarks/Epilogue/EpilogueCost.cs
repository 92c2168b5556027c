namespace Generated.Kernels.Benchmarks;

/// <summary>What an activation in the epilogue costs, compared with the same kernel without one.</summary>
static class EpilogueCost
{
    /// <summary>How many times the plain kernel's time a kernel with an activation may take.</summary>
    const double Limit = 1.05;

    /// <summary>Activations with the kernels that have them, and what they compute.</summary>
    static readonly (string Name, Kernel[] Kernels, Func<float, float> Function)[] activations =
    [
        ("Relu", ReluKernels.All, x => Math.Max(x, 0)),
        ("LeakyRelu", LeakyReluKernels.All, x => x >= 0 ? x : 0.1f * x),
        ("Clip", ClipKernels.All, x => Math.Clamp(x, 0, 6)),
    ];

    /// <summary>Measures and prints.</summary>
    /// <returns>Whether all results are right and no activation costs more than it may.</returns>
    public static bool Run(Options options)
    {
        var shapes = options.Select(ShapeList.Suite.Where(shape => shape.Size.Length == 2));
        var measured = new List<EpilogueResult>();
        foreach (int threads in options.Threads)
        foreach (var shape in shapes)
        {
            Progress.Show($"{measured.Count + 1}/{options.Threads.Length * shapes.Length} {shape.Name}");
            measured.Add(Measure(shape, threads, options.Effort));
        }
        Progress.Clear();
        options.Publish(Format(measured), measured);
        return measured.All(result => result.Agrees && result.Worst <= Limit);
    }

    static EpilogueResult Measure(Shape shape, int threads, Effort effort)
    {
        var work = new Workload(shape);
        using var plain = new GeneratedKernel(work, threads);
        GeneratedKernel[] fused = [.. activations.Select(activation => plain.With(Fused(activation.Kernels, shape.Kernel)))];
        plain.Run();
        float[] result = [.. plain.Output];
        bool agrees = true;
        for (int i = 0; i < fused.Length; i++)
        {
            fused[i].Run();
            float[] expected = Array.ConvertAll(result, new Converter<float, float>(activations[i].Function));
            agrees &= Contestant.LargestDifference(fused[i].Output, expected) <= work.Tolerance;
        }
        var times = Interleaved.Measure(effort, [plain, .. fused]);
        return new EpilogueResult(shape.Name, threads, times[0], times[1..], agrees);
    }

    static Kernel Fused(Kernel[] kernels, Kernel plain) => kernels.Single(kernel => kernel.Geometry.Equals(plain.Geometry));

    static string Format(List<EpilogueResult> measured)
    {
        var table = new MarkdownTable(["layer", "threads", "plain ms", .. activations.Select(activation => $"with {activation.Name}"), "", "results"]);
        foreach (var result in measured)
        {
            table.Add([result.Layer, $"{result.Threads}", $"{result.Plain.Minimum:f4}", .. result.Costs.Select(cost => $"{cost:f3}×"),
                result.Worst <= Limit ? "ok" : "TOO MUCH", result.Agrees ? "ok" : "WRONG"]);
        }
        var worst = measured.MaxBy(result => result.Worst)!;
        return
            $"""
            ## Activations in the epilogue

            {Machine.Description}

            {table}

            * farthest up: {worst.Layer} {worst.Worst:f3}× the plain kernel's time
            * {measured.Count(result => result.Worst <= Limit)} of {measured.Count} cost {Limit:f2}× at most
            """;
    }
}
