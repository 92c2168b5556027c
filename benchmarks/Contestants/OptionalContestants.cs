namespace Generated.Kernels.Benchmarks;

/// <summary>Contestants that need a large native library.</summary>
static class OptionalContestants
{
#if LIBTORCH
    /// <summary>Whether libtorch takes part, or why not.</summary>
    public static string LibTorchStatus => Benchmarks.LibTorch.Problem is "" ? "takes part" : $"not loaded: {Benchmarks.LibTorch.Problem}";

    /// <summary>libtorch; null where its native library does not load.</summary>
    public static Contestant? LibTorch(Workload work, int threads) => Benchmarks.LibTorch.Problem is "" ? new LibTorch(work, threads) : null;
#else
    /// <summary>Whether libtorch takes part, or why not.</summary>
    public static string LibTorchStatus => "not built in (-p:LibTorch=true)";

    /// <summary>libtorch; null in a build without it.</summary>
    public static Contestant? LibTorch(Workload work, int threads) => null;
#endif
}
