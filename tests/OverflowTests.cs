using System.Numerics.Tensors;

namespace Generated.Kernels.Tests;

/// <summary>Sizes whose products wrap around to what a span does have, in 32 or 64 bits, are refused by name.</summary>
public sealed partial class OverflowTests
{
    /// <summary>The number of elements of a plane, of channels or of images whose product with itself is 0 in 32 bits.</summary>
    const int Large = 1 << 16;

    static readonly ConvTransposeGeometry Geometry = new(4, 2, 1);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int batch, int inChannels, int outChannels, int height, int width);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial void UpPacked(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 1, s: 4000)]
    private static partial Tensor<float> Spread(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight);

    public static TheoryData<string, int, int, int, int, int> Products => new()
    {
        // 2³², 2⁶⁴ and more than any span's elements without wrapping around.
        { "input", Large, Large, 1, 1, 1 },
        { "input", 1 << 30, Large, 1, 1 << 14, 1 << 4 },
        { "input", int.MaxValue, 2, 3, 1 << 29, 1 << 29 },
        { "weight", 0, Large, 1 << 12, 1, 1 },
        { "weight", 0, 1 << 30, 1 << 30, 1, 1 },
        { "output", 1, 1, Large, 128, 128 },
        { "output", 1 << 8, 1, Large, 16, 8 },
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void ProductsThatWrapAroundAreRefused(string parameter, int batch, int inChannels, int outChannels, int height, int width)
    {
        // As many elements as the products have, or as they appear to have in 32 bits.
        var input = new float[parameter == "output" ? batch * inChannels * height * width : 0];
        var weight = new float[parameter == "weight" ? 0 : inChannels * outChannels * 16];
        Refused(parameter, () => Up(input, weight, [], batch, inChannels, outChannels, height, width));
        Refused(parameter, () => ConvTranspose.Invoke<float>(Geometry, input, weight, [], [], batch, inChannels, outChannels, [height, width]));
        Refused(parameter, () => ConvTransposeReference.ScatterAdd<float>(Geometry, input, weight, [], [], batch, inChannels, outChannels, [height, width]));
        Refused(parameter, () => ConvTransposeReference.AsConvolution<float>(Geometry, input, weight, [], [], batch, inChannels, outChannels, [height, width]));
        if (parameter == "weight")
        {
            Refused(parameter, () => PackUp([], [], inChannels, outChannels));
            Refused(parameter, () => ConvTranspose.Pack<float>(Geometry, [], [], inChannels, outChannels));
            return;
        }
        var packed = PackUp(weight, [], inChannels, outChannels);
        Refused(parameter, () => UpPacked(input, packed, [], batch, height, width));
        var generic = ConvTranspose.Pack<float>(Geometry, weight, [], inChannels, outChannels);
        Refused(parameter, () => ConvTranspose.Invoke<float>(Geometry, input, generic, [], batch, [height, width]));
    }

    [Fact]
    public void OutputsThatWrapAroundIn64BitsAreRefused()
    {
        // 65536 outputs along each axis, in as many channels, from one element.
        var geometry = new ConvTransposeGeometry(1, op: Large - 1, rank: 3);
        Refused("output", () => ConvTranspose.Invoke<float>(geometry, new float[1], new float[Large], [], [], 1, 1, Large, [1, 1, 1]));
    }

    [Fact]
    public void ResultsThatNoTensorHoldsAreRefused()
    {
        var weight = Tensor.CreateFromShape<float>([1, 1, 1, 1]);
        Refused("input", () => Spread(Tensor.CreateFromShape<float>([1, 13, 13]), weight));
        Refused("input", () => Spread(Tensor.CreateFromShape<float>([1, 1, 600_000]), weight));
    }

    [Fact]
    public void AxesLongerThanAnIntAreRefused() =>
        Refused("input", () => Spread(new ReadOnlyTensorSpan<float>([0f], [1, unchecked((nint)int.MaxValue + 1), 1], [0, 0, 0]), Tensor.CreateFromShape<float>([1, 1, 1, 1])));

    [Fact]
    public void KernelsThatNoSpanHoldsAreRefused()
    {
        Refused("axes", () => new ConvTransposeGeometry(Large));
        Refused("axes", () => new ConvTransposeGeometry(1 << 11, rank: 3));
        Refused("axes", () => new ConvTransposeGeometry(3, d: 1 << 30));
    }

    [Fact]
    public void WeightsAreCheckedBeforeTheirKernelElementsAreListed()
    {
        var geometry = new ConvTransposeGeometry(int.MaxValue, rank: 1);
        Refused("weight", () => ConvTranspose.Invoke<float>(geometry, new float[1], new float[2], [], [], 1, 1, 1, [1]));
        Refused("weight", () => ConvTranspose.Pack<float>(geometry, new float[2], [], 1, 1));
        Refused("weights", () => ConvTranspose.Invoke<float>(geometry, new float[1], PackUp(new float[16], [], 1, 1), [], 1, [1]));
    }

    /// <summary>Taps so far apart that a tile with all that they reach would have more elements than 64 bits can count.</summary>
    [Theory]
    [InlineData(1073741823, 127, 8388607, 8)]
    [InlineData(2047, 1073741823, 8388607, 1)]
    [InlineData(1073741823, 1073741823, 1073741823, 4)]
    public void TapsThatReachFarAreComputed(int depth, int height, int width, int channels)
    {
        var geometry = new ConvTransposeGeometry([new(2, PEnd: depth, D: depth), new(2, PEnd: height, D: height), new(2, PEnd: width, D: width)]);
        float[] input = [.. Enumerable.Range(1, channels)], weight = [.. Enumerable.Range(1, 8 * channels)], output = new float[1];
        ConvTranspose.Invoke<float>(geometry, input, weight, [], output, 1, channels, 1, [1, 1, 1]);
        Assert.Equal(input.Select((value, channel) => value * weight[8 * channel]).Sum(), output[0]);
    }

#pragma warning disable GK0016 // the outputs past the last tap are what makes it so long
    [ConvTranspose(k: 3, op: int.MaxValue - 52, Rank = 1)]
#pragma warning restore GK0016
    private static partial void Lengthen(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int inChannels, int outChannels, int length);

    [Fact]
    public void OutputsAsLongAsASpanHaveAPlan() =>
        Refused("output", () => Lengthen(new float[50], new float[3], new float[1], 1, 1, 50));

    [Fact]
    public void AnyDegreeComputesAllOutputs()
    {
        float[] input = [.. Enumerable.Range(0, 4 * 64)], weight = new float[4 * 64 * 16];
        Array.Fill(weight, 1);
        var expected = new float[64 * 16 * 16];
        ConvTranspose.Invoke<float>(Geometry, input, weight, [], expected, 1, 4, 64, [8, 8]);
        foreach (int degree in (int[])[1000, 1_000_000, 1_100_000_000, 1_200_000_000, 1_500_000_000, int.MaxValue])
        {
            var output = new float[expected.Length];
            output.AsSpan().Fill(float.NaN);
            ConvTranspose.Invoke<float>(Geometry, input, weight, [], output, 1, 4, 64, [8, 8], maxDegreeOfParallelism: degree);
            Assert.Equal(expected, output);
        }
    }

    [Fact]
    public void StridesThatGiveTooManyPhasesAreRefused()
    {
        // 2³² row phases, which are 0 in 32 bits.
        var geometry = new ConvTransposeGeometry(1, Large, rank: 3);
        Refused("geometry", () => ConvTranspose.Invoke<float>(geometry, new float[1], new float[1], [], new float[1], 1, 1, 1, [1, 1, 1]));
    }

    static void Refused(string parameter, Action call) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
}
