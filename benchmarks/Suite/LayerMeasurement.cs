namespace Generated.Kernels.Benchmarks;

/// <summary>Measures one layer with all contestants.</summary>
static class LayerMeasurement
{
    /// <summary>Compares the contestants' outputs, then times them.</summary>
    /// <returns>What was measured, as yet without the peak.</returns>
    public static Measured Measure(Shape shape, int threads, Effort effort)
    {
        var work = new Workload(shape);
        using var generic = new GenericPath(work, threads);
        using var onnxRuntime = new OnnxRuntime(work, threads);
        using var generated = new GeneratedKernel(work, threads);
        using var generatedOneThread = threads > 1 ? new GeneratedKernel(work, threads: 1) : null;
        using var libTorch = OptionalContestants.LibTorch(work, threads);
        Contestant[] contestants = [.. new Contestant?[] { generic, onnxRuntime, generated, generatedOneThread, libTorch }.OfType<Contestant>()];

        double difference = 0;
        foreach (var contestant in contestants)
            contestant.Run();
        foreach (var contestant in contestants)
            difference = Math.Max(difference, Contestant.LargestDifference(contestant.Output, onnxRuntime.Output));

        var streaming = new Streaming(shape, threads);
        streaming.Measure();
        var times = contestants.Zip(Interleaved.Measure(effort, contestants)).ToDictionary();
        streaming.Measure();
        return new Measured(shape, threads, times[generic], times[onnxRuntime], Of(libTorch), times[generated], Of(generatedOneThread),
            streaming.Milliseconds, difference, difference <= work.Tolerance, generated.AllocatedBytes());

        CallTimes? Of(Contestant? contestant) => contestant is null ? null : times[contestant];
    }
}
