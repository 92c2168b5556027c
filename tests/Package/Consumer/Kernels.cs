using System.Numerics.Tensors;
using Generated.Kernels;

namespace Consumer;

/// <summary>Kernels of every form, as a user declares them.</summary>
public static partial class Kernels
{
    /// <summary>Spans, one image, no bias.</summary>
    [ConvTranspose(k: 3, s: 1, p: 1, InChannels = 2, OutChannels = 3)]
    public static partial void Smooth(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int height, int width);

    /// <summary>Spans with everything that a call can be told.</summary>
    [ConvTranspose(k: 3, s: 2, p: 1, op: 1, g: 2, Activation = Activation.LeakyRelu, Alpha = 0.5)]
    public static partial void Decode(
        ReadOnlySpan<double> input, ReadOnlySpan<double> weight, ReadOnlySpan<double> bias, ReadOnlySpan<double> residual, Span<double> output,
        int batch, int inChannels, int outChannels, int height, int width, int maxDegreeOfParallelism);

    /// <summary>Packed weights, with an activation.</summary>
    [ConvTranspose(k: 2, s: 2, Activation = Activation.Relu)]
    public static partial void Up(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

    /// <summary>Weights for <see cref="Up"/>.</summary>
    [ConvTranspose(k: 2, s: 2)]
    public static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    /// <summary>One dimension, packed.</summary>
    [ConvTranspose(k: 16, s: 8, p: 4, Rank = 1)]
    public static partial void Upsample(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int length);

    /// <summary>Weights for <see cref="Upsample"/>.</summary>
    [ConvTranspose(k: 16, s: 8, p: 4, Rank = 1)]
    public static partial PackedWeights<float> PackUpsample(ReadOnlySpan<float> weight, int inChannels, int outChannels);

    /// <summary>Three dimensions, each with its own numbers.</summary>
    [ConvTranspose(k: [1, 4, 3], s: [1, 2, 2], p: [0, 1, 0, 0, 1, 1], Activation = Activation.Clip, Alpha = -20, Beta = 20)]
    public static partial void Grow(
        ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output,
        int inChannels, int outChannels, int depth, int height, int width);

    /// <summary>Tensors that bring their sizes along.</summary>
    [ConvTranspose(k: 4, s: 2, p: 1)]
    public static partial void Enlarge(
        in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias, in TensorSpan<float> output);

    /// <summary>Tensors, packed weights, and an output that the kernel allocates.</summary>
    [ConvTranspose(k: 4, s: 2, p: 1)]
    public static partial Tensor<float> Enlarge(in ReadOnlyTensorSpan<float> input, PackedWeights<float> weights);

    /// <summary>Weights for <c>Enlarge</c>.</summary>
    [ConvTranspose(k: 4, s: 2, p: 1)]
    public static partial PackedWeights<float> PackEnlarge(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    /// <summary>Too many taps to list: the generic path.</summary>
    [ConvTranspose(k: 9000, p: 4499, Rank = 1)]
    public static partial void Smear(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int inChannels, int outChannels, int length);
}
