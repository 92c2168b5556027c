namespace Generated.Kernels.Benchmarks;

/// <summary>How much time a measurement takes.</summary>
/// <param name="WarmUp">For how long each contestant is called before, twice.</param>
/// <param name="LongestWarmUp">For how long at most, where that is not enough calls for the JIT to optimise what is called.</param>
/// <param name="Turn">For how long a contestant is called before the next has its turn.</param>
/// <param name="Rounds">How many turns each contestant has.</param>
sealed record Effort(TimeSpan WarmUp, TimeSpan LongestWarmUp, TimeSpan Turn, int Rounds)
{
    /// <summary>Enough turns that some of them meet an undisturbed machine.</summary>
    public static readonly Effort Full = new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(20), 40);

    /// <summary>A look at what a command shows; its figures are rough.</summary>
    public static readonly Effort Quick = new(TimeSpan.FromSeconds(0.05), TimeSpan.FromSeconds(0.5), TimeSpan.FromMilliseconds(4), 4);
}
