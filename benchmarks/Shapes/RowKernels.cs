namespace Generated.Kernels.Benchmarks;

/// <summary>Kernels of one spatial axis: the generator writes the methods' bodies.</summary>
static partial class RowKernels
{
    public static readonly Kernel K4S2 = Kernel.OfRow(new(k: 4, s: 2, rank: 1), PackK4S2, RunK4S2);
    public static readonly Kernel K4S2P1 = Kernel.OfRow(new(k: 4, s: 2, p: 1, rank: 1), PackK4S2P1, RunK4S2P1);
    public static readonly Kernel K16S8P4 = Kernel.OfRow(new(k: 16, s: 8, p: 4, rank: 1), PackK16S8P4, RunK16S8P4);

    [ConvTranspose(k: 4, s: 2, Rank = 1)]
    public static partial void RunK4S2(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int length, int maxDegreeOfParallelism);

    [ConvTranspose(k: 4, s: 2, Rank = 1)]
    public static partial PackedWeights<float> PackK4S2(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 4, s: 2, p: 1, Rank = 1)]
    public static partial void RunK4S2P1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int length, int maxDegreeOfParallelism);

    [ConvTranspose(k: 4, s: 2, p: 1, Rank = 1)]
    public static partial PackedWeights<float> PackK4S2P1(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 16, s: 8, p: 4, Rank = 1)]
    public static partial void RunK16S8P4(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int length, int maxDegreeOfParallelism);

    [ConvTranspose(k: 16, s: 8, p: 4, Rank = 1)]
    public static partial PackedWeights<float> PackK16S8P4(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);
}
