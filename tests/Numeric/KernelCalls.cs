namespace Generated.Kernels.Tests;

/// <summary>A transposed convolution from weights in their original order, whatever computes it.</summary>
delegate void ConvTransposeCall<T>(
    ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output,
    int batch, int inChannels, int outChannels, ReadOnlySpan<int> size, int maxDegreeOfParallelism)
    where T : unmanaged;

/// <summary>A transposed convolution with a residual that is added before the activation.</summary>
delegate void ResidualCall<T>(
    ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, ReadOnlySpan<T> residual, Span<T> output,
    int batch, int inChannels, int outChannels, ReadOnlySpan<int> size, int maxDegreeOfParallelism)
    where T : unmanaged;

/// <summary>Packs weights.</summary>
delegate PackedWeights<T> PackCall<T>(ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, int inChannels, int outChannels)
    where T : unmanaged;

/// <summary>A transposed convolution from packed weights.</summary>
delegate void PackedCall<T>(
    ReadOnlySpan<T> input, PackedWeights<T> weights, Span<T> output, int batch, ReadOnlySpan<int> size, int maxDegreeOfParallelism)
    where T : unmanaged;

/// <summary>The methods that the generator wrote for one declaration; those of forms not asked for are null.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Raw">The kernel on weights in their original order.</param>
/// <param name="Pack">The packing method.</param>
/// <param name="Packed">The kernel on packed weights.</param>
/// <param name="Residual">The kernel with a residual, on weights in their original order.</param>
/// <param name="FallbackReason">Why the kernel is a call of the generic path, or null: it is specialised.</param>
sealed record CompiledKernel<T>(
    KernelDeclaration Declaration, ConvTransposeCall<T>? Raw, PackCall<T>? Pack, PackedCall<T>? Packed, ResidualCall<T>? Residual, string? FallbackReason)
    where T : unmanaged
{
    public bool IsSpecialised => FallbackReason is null;

    /// <summary>Packs and computes in one call.</summary>
    public void PackAndRun(
        ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output,
        int batch, int inChannels, int outChannels, ReadOnlySpan<int> size, int maxDegreeOfParallelism) =>
        Packed!(input, Pack!(weight, bias, inChannels, outChannels), output, batch, size, maxDegreeOfParallelism);
}
