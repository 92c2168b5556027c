namespace Generated.Kernels.Benchmarks;

/// <summary>The kernel that the generator wrote, on packed weights.</summary>
sealed class GeneratedKernel : Contestant
{
    readonly Workload work;
    readonly int threads;
    readonly PackedWeights<float> weights;

    public GeneratedKernel(Workload work, int threads)
        : base(work)
    {
        var shape = work.Shape;
        this.work = work;
        this.threads = threads;
        weights = shape.Kernel.Pack(work.Weight, work.Bias, shape.InChannels, shape.OutChannels);
        if (!weights.Geometry.Equals(shape.Geometry))
            throw new InvalidOperationException($"the kernel of {shape} is annotated with {weights.Geometry}");
    }

    public override void Run() => work.Shape.Kernel.Call(work.Input, weights, Output, work.Shape.Batch, work.Shape.Size, threads);
}
