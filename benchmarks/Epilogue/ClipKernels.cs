namespace Generated.Kernels.Benchmarks;

/// <summary>The kernels of <see cref="PlaneKernels"/> with a Clip to 0..6 in their epilogue. Activations do not change how weights are packed.</summary>
static partial class ClipKernels
{
    public static readonly Kernel[] All =
    [
        Kernel.OfPlane(PlaneKernels.K2S2.Geometry, PlaneKernels.K2S2.Pack, K2S2),
        Kernel.OfPlane(PlaneKernels.K4S2P1.Geometry, PlaneKernels.K4S2P1.Pack, K4S2P1),
        Kernel.OfPlane(PlaneKernels.K4S2P1G21.Geometry, PlaneKernels.K4S2P1G21.Pack, K4S2P1G21),
        Kernel.OfPlane(PlaneKernels.K3S2P1Op1.Geometry, PlaneKernels.K3S2P1Op1.Pack, K3S2P1Op1),
        Kernel.OfPlane(PlaneKernels.K3S1P1.Geometry, PlaneKernels.K3S1P1.Pack, K3S1P1),
        Kernel.OfPlane(PlaneKernels.K9S2P4Op1.Geometry, PlaneKernels.K9S2P4Op1.Pack, K9S2P4Op1),
        Kernel.OfPlane(PlaneKernels.K9S3P4Op2.Geometry, PlaneKernels.K9S3P4Op2.Pack, K9S3P4Op2),
        Kernel.OfPlane(PlaneKernels.K9S4P4Op3.Geometry, PlaneKernels.K9S4P4Op3.Pack, K9S4P4Op3),
        Kernel.OfPlane(PlaneKernels.K16S8P4.Geometry, PlaneKernels.K16S8P4.Pack, K16S8P4),
        Kernel.OfPlane(PlaneKernels.K64S32P16.Geometry, PlaneKernels.K64S32P16.Pack, K64S32P16),
    ];

    [ConvTranspose(k: 2, s: 2, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K2S2(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 4, s: 2, p: 1, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K4S2P1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 4, s: 2, p: 1, g: 21, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K4S2P1G21(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 3, s: 2, p: 1, op: 1, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K3S2P1Op1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 3, s: 1, p: 1, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K3S1P1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 9, s: 2, p: 4, op: 1, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K9S2P4Op1(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 9, s: 3, p: 4, op: 2, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K9S3P4Op2(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 9, s: 4, p: 4, op: 3, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K9S4P4Op3(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 16, s: 8, p: 4, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K16S8P4(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);

    [ConvTranspose(k: 64, s: 32, p: 16, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
    private static partial void K64S32P16(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width, int maxDegreeOfParallelism);
}
