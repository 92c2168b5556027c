namespace Generated.Kernels.CompilerServices;

/// <summary>The slices of the input that an output slice reads, each through a slice of the kernel; in two dimensions the only one.</summary>
readonly ref struct ColumnSlices
{
    /// <summary>The taps that lie inside the image.</summary>
    public required ReadOnlySpan<Tap> Taps { get; init; }

    /// <summary>What their shifts are counted from.</summary>
    public required int Block { get; init; }

    /// <summary>From the weights of one slice of the kernel to those of the next.</summary>
    public required int WeightStep { get; init; }
}
