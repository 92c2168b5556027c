using Generated.Kernels.Engines;

namespace Generated.Kernels.Benchmarks;

/// <summary>ONNX Runtime's ConvTranspose, with the weights as constants of the model and inputs and outputs bound.</summary>
sealed class OnnxRuntime : Contestant
{
    readonly OnnxRuntimeEngine engine;
    readonly int threads;

    public OnnxRuntime(Workload work, int threads)
        : base(work)
    {
        this.threads = threads;
        var shape = work.Shape;
        var geometry = shape.Geometry;
        var axes = geometry.Axes.ToArray();
        long[] inputShape = [shape.Batch, shape.InChannels, .. shape.Size.Select(n => (long)n)];
        long[] weightShape = [shape.InChannels, shape.OutChannels / geometry.Groups, .. axes.Select(axis => (long)axis.K)];
        long[] outputShape = [shape.Batch, shape.OutChannels, .. shape.OutputSize.Select(n => (long)n)];
        byte[] model = new OnnxModel()
            .Input<float>("x", inputShape)
            .Initializer<float>("w", work.Weight, weightShape)
            .Initializer<float>("b", work.Bias, shape.OutChannels)
            .ConvTranspose(["x", "w", "b"], "y", [.. axes.Select(axis => axis.K)], [.. axes.Select(axis => axis.S)],
                [.. axes.Select(axis => axis.PBegin), .. axes.Select(axis => axis.PEnd)], [.. axes.Select(axis => axis.Op)],
                [.. axes.Select(axis => axis.D)], geometry.Groups)
            .Output<float>("y", outputShape)
            .ToArray();
        engine = new OnnxRuntimeEngine(model, threads, spin: threads > 1).BindInput("x", work.Input, inputShape).BindOutput("y", Output, outputShape);
    }

    /// <summary>Its threads wait actively for the next call, which makes it fastest: a number of times, which takes up to 60 milliseconds on the processors
    /// that were measured.</summary>
    public override TimeSpan Rest => threads > 1 ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero;

    public override void Run() => engine.Run();

    public override void Dispose() => engine.Dispose();
}
