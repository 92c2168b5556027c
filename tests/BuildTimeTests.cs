namespace Generated.Kernels.Tests;

/// <summary>Annotated methods of this project: the generator runs in the build, as it does for its users.</summary>
public sealed partial class BuildTimeTests
{
    [ConvTranspose(k: 2, s: 2, p: 0, Activation = Activation.Relu)]
    private static partial void Up(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

    [ConvTranspose(k: 2, s: 2, p: 0)]
    private static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 3, s: 1, p: 1, InChannels = 1, OutChannels = 1)]
    private static partial void Smooth(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int height, int width);

    [Fact]
    public void PackedKernelOfThisProject()
    {
        var output = new float[16];
        Up([0, 1, 2, 3], PackUp([0, 1, 2, 3], [-4], 1, 1), output, 2, 2);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 5], output);
    }

    [Fact]
    public void KernelWithFixedChannels()
    {
        var output = new float[16];
        Smooth([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [1, 1, 1, 1, 0, 0, 0, 0, 0], output, 4, 4);
        Assert.Equal([10, 17, 21, 13, 22, 33, 37, 21, 34, 49, 53, 29, 13, 14, 15, 0], output);
    }
}
