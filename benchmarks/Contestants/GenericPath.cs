namespace Generated.Kernels.Benchmarks;

/// <summary>The runtime's implementation for any geometry.</summary>
sealed class GenericPath : Contestant
{
    readonly Workload work;
    readonly int threads;
    readonly PackedWeights<float> weights;

    public GenericPath(Workload work, int threads)
        : base(work)
    {
        var shape = work.Shape;
        this.work = work;
        this.threads = threads;
        weights = ConvTranspose.Pack<float>(shape.Geometry, work.Weight, work.Bias, shape.InChannels, shape.OutChannels);
    }

    public override void Run() =>
        ConvTranspose.Invoke<float>(work.Shape.Geometry, work.Input, weights, Output, work.Shape.Batch, work.Shape.Size, maxDegreeOfParallelism: threads);
}
