using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>How much of the suite to run.</summary>
sealed record SuiteOptions
{
    static readonly int SeedOfThisRun = Environment.GetEnvironmentVariable("GENERATED_KERNELS_SEED") is { Length: > 0 } seed
        ? int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    /// <summary>Whether calls follow plans; without vectors all are left to one path.</summary>
    public static bool HasPlans => Vector128.IsHardwareAccelerated;

    /// <summary>What the random parts draw from; printed, so that a failure can be repeated.</summary>
    public int Seed { get; init; } = SeedOfThisRun;

    /// <summary>How many random geometries are compiled.</summary>
    public int Geometries { get; init; } = 300;

    /// <summary>How many random calls are made on them.</summary>
    public int Calls { get; init; } = 12_000;

    /// <summary>The largest layer of other projects' tests that is compared with ONNX Runtime; 0: none.</summary>
    public long PeerMultiplyAdds { get; init; } = 100_000_000;

    /// <summary>The widest image of the width sweep.</summary>
    public int Widths { get; init; } = 70;

    /// <summary>Of the awkward shapes between protected pages, and of the layers of several threads, one in so many is computed.</summary>
    public int EveryShape { get; init; } = 1;

    /// <summary>Of the geometries that only the protected pages have, one in so many is computed.</summary>
    public int EveryGeometry { get; init; } = 1;

    /// <summary>The only part to run; empty: all.</summary>
    public string Part { get; init; } = "";

    /// <summary>Whether to print each call between protected pages before it is made, for a process that ends there.</summary>
    public bool Trace { get; init; }
}
