namespace Generated.Kernels.Benchmarks;

/// <summary>Contestants that need a large native library.</summary>
static partial class OptionalContestants
{
#if LIBTORCH
    /// <summary>libtorch; null where its native library does not load.</summary>
    public static Contestant? LibTorch(Workload work, int threads) => LibTorchStatus == Loaded ? new LibTorch(work, threads) : null;
#else
    /// <summary>libtorch; null in a build without it.</summary>
    public static Contestant? LibTorch(Workload work, int threads) => null;

    /// <summary>Whether libtorch takes part, or why not.</summary>
    public static string LibTorchStatus => "not built in (-p:LibTorch=true)";
#endif
}
