namespace Generated.Kernels.Benchmarks;

/// <summary>Layers that differ in one number.</summary>
/// <param name="Name">What they are; <c>n</c> stands for the number.</param>
/// <param name="Values">The numbers.</param>
/// <param name="Shape">The layer of a number.</param>
sealed record GrowthSeries(string Name, int[] Values, Func<int, Shape> Shape);
