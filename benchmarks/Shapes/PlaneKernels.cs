namespace Generated.Kernels.Benchmarks;

/// <summary>Kernels of two spatial axes: the generator writes the methods' bodies.</summary>
static partial class PlaneKernels
{
    public static readonly Kernel K2S2 = Kernel.OfPlane(new(k: 2, s: 2), PackK2S2, RunK2S2);
    public static readonly Kernel K4S2P1 = Kernel.OfPlane(new(k: 4, s: 2, p: 1), PackK4S2P1, RunK4S2P1);
    public static readonly Kernel K4S2P1G21 = Kernel.OfPlane(new(k: 4, s: 2, p: 1, g: 21), PackK4S2P1G21, RunK4S2P1G21);
    public static readonly Kernel K3S2P1Op1 = Kernel.OfPlane(new(k: 3, s: 2, p: 1, op: 1), PackK3S2P1Op1, RunK3S2P1Op1);
    public static readonly Kernel K3S1P1 = Kernel.OfPlane(new(k: 3, s: 1, p: 1), PackK3S1P1, RunK3S1P1);
    public static readonly Kernel K9S2P4Op1 = Kernel.OfPlane(new(k: 9, s: 2, p: 4, op: 1), PackK9S2P4Op1, RunK9S2P4Op1);
    public static readonly Kernel K9S3P4Op2 = Kernel.OfPlane(new(k: 9, s: 3, p: 4, op: 2), PackK9S3P4Op2, RunK9S3P4Op2);
    public static readonly Kernel K9S4P4Op3 = Kernel.OfPlane(new(k: 9, s: 4, p: 4, op: 3), PackK9S4P4Op3, RunK9S4P4Op3);
    public static readonly Kernel K16S8P4 = Kernel.OfPlane(new(k: 16, s: 8, p: 4), PackK16S8P4, RunK16S8P4);
    public static readonly Kernel K64S32P16 = Kernel.OfPlane(new(k: 64, s: 32, p: 16), PackK64S32P16, RunK64S32P16);

    [ConvTranspose(k: 2, s: 2)]
    public static partial void RunK2S2(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 2, s: 2)]
    public static partial PackedWeights<float> PackK2S2(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    public static partial void RunK4S2P1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    public static partial PackedWeights<float> PackK4S2P1(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 4, s: 2, p: 1, g: 21)]
    public static partial void RunK4S2P1G21(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 4, s: 2, p: 1, g: 21)]
    public static partial PackedWeights<float> PackK4S2P1G21(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 3, s: 2, p: 1, op: 1)]
    public static partial void RunK3S2P1Op1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 3, s: 2, p: 1, op: 1)]
    public static partial PackedWeights<float> PackK3S2P1Op1(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 3, s: 1, p: 1)]
    public static partial void RunK3S1P1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 3, s: 1, p: 1)]
    public static partial PackedWeights<float> PackK3S1P1(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 9, s: 2, p: 4, op: 1)]
    public static partial void RunK9S2P4Op1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 9, s: 2, p: 4, op: 1)]
    public static partial PackedWeights<float> PackK9S2P4Op1(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 9, s: 3, p: 4, op: 2)]
    public static partial void RunK9S3P4Op2(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 9, s: 3, p: 4, op: 2)]
    public static partial PackedWeights<float> PackK9S3P4Op2(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 9, s: 4, p: 4, op: 3)]
    public static partial void RunK9S4P4Op3(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 9, s: 4, p: 4, op: 3)]
    public static partial PackedWeights<float> PackK9S4P4Op3(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 16, s: 8, p: 4)]
    public static partial void RunK16S8P4(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 16, s: 8, p: 4)]
    public static partial PackedWeights<float> PackK16S8P4(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 64, s: 32, p: 16)]
    public static partial void RunK64S32P16(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 64, s: 32, p: 16)]
    public static partial PackedWeights<float> PackK64S32P16(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);
}
