namespace Generated.Kernels.Benchmarks;

/// <summary>Kernels of three spatial axes: the generator writes the methods' bodies.</summary>
static partial class VolumeKernels
{
    public static readonly Kernel K2S2 = Kernel.OfVolume(new(k: 2, s: 2, rank: 3), PackK2S2, RunK2S2);

    [ConvTranspose(k: 2, s: 2, Rank = 3)]
    public static partial void RunK2S2(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int depth, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 2, s: 2, Rank = 3)]
    public static partial PackedWeights<float> PackK2S2(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);
}
