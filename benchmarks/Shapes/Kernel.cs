namespace Generated.Kernels.Benchmarks;

/// <summary>Packs weights for a generated kernel.</summary>
delegate PackedWeights<float> PackMethod(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

/// <summary>Calls a generated kernel, whatever the number of its spatial axes.</summary>
delegate void KernelMethod(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, ReadOnlySpan<int> size, int maxDegreeOfParallelism);

/// <summary>A generated kernel of one spatial axis.</summary>
delegate void RowMethod(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int length, int maxDegreeOfParallelism);

/// <summary>A generated kernel of two spatial axes.</summary>
delegate void PlaneMethod(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

/// <summary>A generated kernel of three spatial axes.</summary>
delegate void VolumeMethod(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int depth, int height, int width, int maxDegreeOfParallelism);

/// <summary>A generated kernel with the packing method of its geometry.</summary>
/// <param name="Geometry">The geometry that both are annotated with.</param>
/// <param name="Pack">The packing method.</param>
/// <param name="Call">The kernel.</param>
sealed record Kernel(ConvTransposeGeometry Geometry, PackMethod Pack, KernelMethod Call)
{
    /// <summary>A kernel of one spatial axis.</summary>
    public static Kernel OfRow(ConvTransposeGeometry geometry, PackMethod pack, RowMethod call) =>
        new(geometry, pack, (input, weights, output, batch, size, threads) =>
            call(input, weights, output, batch, size[0], threads));

    /// <summary>A kernel of two spatial axes.</summary>
    public static Kernel OfPlane(ConvTransposeGeometry geometry, PackMethod pack, PlaneMethod call) =>
        new(geometry, pack, (input, weights, output, batch, size, threads) =>
            call(input, weights, output, batch, size[0], size[1], threads));

    /// <summary>A kernel of three spatial axes.</summary>
    public static Kernel OfVolume(ConvTransposeGeometry geometry, PackMethod pack, VolumeMethod call) =>
        new(geometry, pack, (input, weights, output, batch, size, threads) =>
            call(input, weights, output, batch, size[0], size[1], size[2], threads));
}
