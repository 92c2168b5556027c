namespace Generated.Kernels.Benchmarks;

/// <summary>What a call costs beside the computation: the time of the smallest layers, where there is next to nothing to compute.</summary>
static partial class CallOverhead
{
    /// <summary>How many microseconds a call on one thread may cost beyond its multiply-adds.</summary>
    const double LimitMicroseconds = 5;

    /// <summary>One call is too short to be timed alone.</summary>
    const int CallsPerMeasurement = 100;

    static readonly Shape[] shapes =
    [
        new(PlaneKernels.K2S2, 1, 1, [1, 1]),
        new(PlaneKernels.K2S2, 1, 1, [2, 2]),
        new(PlaneKernels.K2S2, 1, 1, [4, 4]),
        new(PlaneKernels.K2S2, 8, 8, [4, 4]),
        new(PlaneKernels.K2S2, 16, 16, [8, 8]),
    ];

    /// <summary>A kernel without the parameter <c>maxDegreeOfParallelism</c>: it always works on one thread.</summary>
    [ConvTranspose(k: 2, s: 2)]
    private static partial void RunK2S2(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width);

    static readonly Kernel withoutParameter = Kernel.OfPlane(PlaneKernels.K2S2.Geometry, PlaneKernels.K2S2.Pack,
        (input, weights, output, batch, height, width, _) => RunK2S2(input, weights, output, batch, height, width));

    /// <summary>Measures and prints.</summary>
    /// <returns>Whether no call on one thread costs more than it may.</returns>
    public static bool Run(Options options)
    {
        double peak = FmaPeak.Measure(threads: 1);
        OverheadResult[] measured = [.. options.Select(shapes).Select(shape => Measure(shape, peak, options.Effort))];
        options.Publish(Format(measured), measured);
        return measured.All(result => result.Overhead <= LimitMicroseconds);
    }

    static OverheadResult Measure(Shape shape, double peak, Effort effort)
    {
        var work = new Workload(shape);
        using var absent = new GeneratedKernel(work, threads: 1, withoutParameter);
        using var one = new GeneratedKernel(work, threads: 1);
        using var all = new GeneratedKernel(work, threads: -1);
        double[] microseconds = [.. Interleaved.Measure(effort, Many(absent), Many(one), Many(all)).Select(times => 1000 * times.Minimum / CallsPerMeasurement)];
        return new OverheadResult(shape.Name, microseconds[0], microseconds[1], microseconds[2], 1e6 * shape.Gflop / peak, one.AllocatedBytes());

        static Action Many(Contestant contestant) => () =>
        {
            for (int call = 0; call < CallsPerMeasurement; call++)
                contestant.Run();
        };
    }

    static string Format(OverheadResult[] measured)
    {
        var table = new MarkdownTable("layer", "no parameter µs", "one thread µs", "all processors µs", "multiply-adds at peak µs", "overhead µs", "bytes allocated", "");
        foreach (var result in measured)
        {
            table.Add(result.Layer, $"{result.WithoutParameter:f3}", $"{result.OneThread:f3}", $"{result.AllProcessors:f3}", $"{result.AtPeak:f3}",
                $"{result.Overhead:f3}", $"{result.Allocated}", result.Overhead <= LimitMicroseconds ? "ok" : "TOO MUCH");
        }
        return
            $"""
            ## Overhead of a call

            {Machine.Description}

            {table}

            Limit: {LimitMicroseconds} µs on one thread.
            """;
    }
}
