namespace Generated.Kernels.Benchmarks;

/// <summary>Generated kernels, generic path and ONNX Runtime side by side.</summary>
static class ComparisonTable
{
    const int Threads = 1;

    /// <summary>Compares results, measures and prints the table.</summary>
    /// <returns>Whether all results agree.</returns>
    public static bool Print(Shape[] shapes)
    {
        Console.WriteLine($"## Generated kernels, generic path and ONNX Runtime, {Threads} thread");
        Console.WriteLine();
        double peakBefore = FmaPeak.Measure(Threads);
        var rows = shapes.Select(Measure).ToList();
        double peakAfter = FmaPeak.Measure(Threads);
        double peak = Math.Max(peakBefore, peakAfter);

        var table = new MarkdownTable("layer", "generic path ms", "generated ms", "ONNX Runtime ms", "generic / generated", "ONNX Runtime / generated", "GFLOP/s", "% of peak", "results");
        foreach (var row in rows)
        {
            double rate = 2.0 * row.Shape.MultiplyAdds / row.Generated / 1e6;
            table.Add(row.Shape.Name, $"{row.Generic:f3}", $"{row.Generated:f3}", $"{row.OnnxRuntime:f3}", $"{row.Generic / row.Generated:f2}×",
                $"{row.OnnxRuntime / row.Generated:f2}×", $"{rate:f1}", $"{100 * rate / peak:f0}", row.Agrees ? "ok" : "WRONG");
        }
        Console.WriteLine(table);
        Console.WriteLine();
        Console.WriteLine(
            $"Geometric means: {rows.Select(row => row.Generic / row.Generated).GeometricMean():f2}× the generic path, " +
            $"{rows.Select(row => row.OnnxRuntime / row.Generated).GeometricMean():f2}× ONNX Runtime. FMA peak of one core: {peakBefore:f1} GFLOP/s " +
            $"before, {peakAfter:f1} after. GFLOP/s count two per input pixel and kernel element. Minima of interleaved calls in one process, " +
            $"weights packed before; every output compared with ONNX Runtime's first, largest difference {rows.Max(row => row.Difference):0.0e-0}. " +
            $"A generated kernel's call allocates {rows.Max(row => row.Allocated)} bytes of managed memory.");
        return rows.All(row => row.Agrees);
    }

    readonly record struct Row(Shape Shape, double Generic, double Generated, double OnnxRuntime, double Difference, bool Agrees, long Allocated);

    static Row Measure(Shape shape)
    {
        var work = new Workload(shape);
        using var generic = new GenericPath(work, Threads);
        using var generated = new GeneratedKernel(work, Threads);
        using var onnxRuntime = new OnnxRuntime(work, Threads);
        generic.Run();
        generated.Run();
        onnxRuntime.Run();
        double difference = Math.Max(
            Contestant.LargestDifference(generic.Output, onnxRuntime.Output),
            Contestant.LargestDifference(generated.Output, onnxRuntime.Output));
        var times = Interleaved.Measure(Effort.Full, [generic, generated, onnxRuntime]);
        return new Row(shape, times[0].Minimum, times[1].Minimum, times[2].Minimum, difference, difference <= work.Tolerance, generated.AllocatedBytes());
    }
}
