namespace Generated.Kernels.Benchmarks;

/// <summary>A call's times, in microseconds.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="WithoutParameter">A kernel without the parameter <c>maxDegreeOfParallelism</c>.</param>
/// <param name="OneThread"><c>maxDegreeOfParallelism: 1</c></param>
/// <param name="AllProcessors"><c>maxDegreeOfParallelism: -1</c></param>
/// <param name="AtPeak">The time of the multiply-adds alone, at the measured peak.</param>
/// <param name="Allocated">The managed memory that a call on one thread allocates, in bytes.</param>
sealed record OverheadResult(string Layer, double WithoutParameter, double OneThread, double AllProcessors, double AtPeak, long Allocated)
{
    /// <summary>What a call on one thread costs beyond its multiply-adds.</summary>
    public double Overhead => Math.Max(WithoutParameter, OneThread) - AtPeak;
}
