namespace Generated.Kernels.Benchmarks;

/// <summary>What was measured of one layer of a series.</summary>
/// <param name="N">The number in which the layers differ.</param>
/// <param name="MultiplyAdds">The layer's multiply-adds.</param>
/// <param name="Milliseconds">The generated kernel's time.</param>
/// <param name="StreamingMs">How long memory needs for the layer's data.</param>
sealed record GrowthPoint(int N, long MultiplyAdds, double Milliseconds, double StreamingMs)
{
    /// <summary>In picoseconds per multiply-add.</summary>
    public double Cost => 1e9 * Milliseconds / MultiplyAdds;

    /// <summary>In picoseconds per multiply-add.</summary>
    public double StreamingCost => 1e9 * StreamingMs / MultiplyAdds;
}

/// <summary>A series as measured.</summary>
/// <param name="Series">The series' name.</param>
/// <param name="Threads">How many threads the kernel had.</param>
/// <param name="Peak">The measured peak of multiply-adds, in GFLOP/s.</param>
/// <param name="Points">The layers.</param>
sealed record GrowthResult(string Series, int Threads, double Peak, GrowthPoint[] Points)
{
    /// <summary>Picoseconds per multiply-add at the peak.</summary>
    public double PeakCost => 2000 / Peak;

    /// <summary>How many times the cheapest multiply-add's cost the dearest has where the roofline is flat.</summary>
    public double Spread
    {
        get
        {
            double[] costs = [.. Points.Where(IsFlat).Select(point => point.Cost)];
            return costs is [] ? 1 : costs.Max() / costs.Min();
        }
    }

    /// <summary>Picoseconds per multiply-add, were it bound by the peak or by memory alone.</summary>
    public double RooflineCost(GrowthPoint point) => Math.Max(PeakCost, point.StreamingCost);

    /// <summary>Whether the roofline is flat at this point: multiply-adds bound it, not memory.</summary>
    public bool IsFlat(GrowthPoint point) => point.StreamingCost <= PeakCost;
}
