namespace Generated.Kernels.Benchmarks;

/// <summary>The mean to use for ratios.</summary>
static class Means
{
    /// <summary>The number whose power is the product of all.</summary>
    public static double GeometricMean(this IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));
}
