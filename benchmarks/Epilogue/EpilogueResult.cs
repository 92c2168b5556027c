namespace Generated.Kernels.Benchmarks;

/// <summary>A layer's times without and with activations.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Threads">How many threads the kernels had.</param>
/// <param name="Plain">The kernel without an activation.</param>
/// <param name="Fused">The kernels with Relu, LeakyRelu and Clip.</param>
/// <param name="Agrees">Whether these give what the activation makes of the plain kernel's output.</param>
sealed record EpilogueResult(string Layer, int Threads, CallTimes Plain, CallTimes[] Fused, bool Agrees)
{
    /// <summary>How many times the plain kernel's time each takes.</summary>
    public double[] Costs => Array.ConvertAll(Fused, fused => fused.Minimum / Plain.Minimum);

    public double Worst => Costs.Max();
}
