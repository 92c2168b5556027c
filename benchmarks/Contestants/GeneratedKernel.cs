namespace Generated.Kernels.Benchmarks;

/// <summary>The kernel that the generator wrote, on packed weights.</summary>
sealed class GeneratedKernel : Contestant
{
    readonly Kernel kernel;
    readonly Workload work;
    readonly int threads;
    readonly PackedWeights<float> weights;

    public GeneratedKernel(Workload work, int threads)
        : this(work, threads, work.Shape.Kernel)
    {
    }

    /// <param name="work">The layer and its numbers.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="kernel">Another kernel of the layer's geometry, such as one with an activation.</param>
    public GeneratedKernel(Workload work, int threads, Kernel kernel)
        : base(work)
    {
        this.work = work;
        this.threads = threads;
        this.kernel = kernel;
        weights = kernel.Pack(work.Weight, work.Bias, work.Shape.InChannels, work.Shape.OutChannels);
        if (!weights.Geometry.Equals(work.Shape.Geometry))
            throw new InvalidOperationException($"the kernel of {work.Shape} is annotated with {weights.Geometry}");
    }

    /// <summary>Another kernel of the same geometry on the same memory: where that lies makes a difference of some percent of its own.</summary>
    GeneratedKernel(GeneratedKernel other, Kernel kernel)
        : base(other.Output)
    {
        work = other.work;
        threads = other.threads;
        weights = other.weights;
        this.kernel = kernel;
    }

    /// <summary>Another kernel of the same geometry that shares weights and output with this one.</summary>
    public GeneratedKernel With(Kernel kernel) => new(this, kernel);

    public override void Run() => kernel.Call(work.Input, weights, Output, work.Shape.Batch, work.Shape.Size, threads);
}
