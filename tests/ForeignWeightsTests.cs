namespace Generated.Kernels.Tests;

/// <summary>Packed weights that are none, or those of another kernel. Weights of another element type do not compile, and there are
/// no empty ones: nothing but a packing method makes them.</summary>
public sealed partial class ForeignWeightsTests
{
    const float Untouched = -12345.75f;

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial void Up(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

    [ConvTranspose(k: 4, s: 2, p: 1, InChannels = 4, OutChannels = 6)]
    private static partial void UpFixed(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

    // Too many taps to list: the generic path.
    [ConvTranspose(k: [1, 9000])]
    private static partial void Smear(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 4, s: 2, p: 1, g: 2)]
    private static partial PackedWeights<float> PackInGroups(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: [4, 4], s: [2, 2], p: [1, 1, 1, 0])]
    private static partial PackedWeights<float> PackWithOtherPadding(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 16, s: 2, p: 1, Rank = 1)]
    private static partial PackedWeights<float> PackLine(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    static readonly ConvTransposeGeometry Geometry = new(4, 2, 1);

    /// <summary>Weights of kernels that differ in one respect. All have as many elements as the right ones.</summary>
    static readonly Dictionary<string, Func<PackedWeights<float>?>> Foreign = new()
    {
        ["none"] = () => null,
        ["groups"] = () => PackInGroups(new float[384], [], 4, 12),
        ["padding at the end"] = () => PackWithOtherPadding(new float[384], [], 4, 6),
        ["rank"] = () => PackLine(new float[384], [], 4, 6),
    };

    public static TheoryData<string> Kinds => [.. Foreign.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OtherWeightsAreRefused(string kind)
    {
        var weights = Foreign[kind]()!;
        Refused("weights", output => Up(new float[60], weights, output, 3, 5));
        Refused("weights", output => UpFixed(new float[60], weights, output, 3, 5));
        Refused("weights", output => Smear(new float[60], weights, output, 3, 5));
        Refused("weights", output => ConvTranspose.Invoke(Geometry, new float[60], weights, output, 1, [3, 5]));
    }

    [Fact]
    public void WeightsOfOtherChannelsAreRefused()
    {
        // 2·12·16 = 4·6·16: only the numbers of channels tell the two apart.
        var weights = PackUp(new float[384], [], 2, 12);
        Refused("input", output => Up(new float[60], weights, output, 3, 5));
        Refused("output", output => Up(new float[30], weights, output, 3, 5));
    }

    [Fact]
    public void ChannelsThatTheMethodFixesAreThoseOfTheWeights()
    {
        var weights = PackUp(new float[384], [], 2, 12);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => UpFixed(new float[30], weights, new float[12 * 60], 3, 5)).ParamName);
    }

    [Fact]
    public void ThoseOfAnotherPlanOfTheGeometryAreRefused()
    {
        Refused("weights", output => Up(new float[60], ConvTranspose.Pack<float>(Geometry, new float[384], [], 4, 6), output, 3, 5));
        Refused("weights", output => ConvTranspose.Invoke(Geometry, new float[60], PackUp(new float[384], [], 4, 6), output, 1, [3, 5]));
    }

    delegate void Call(Span<float> output);

    static void Refused(string parameter, Call call)
    {
        var output = new float[6 * 6 * 10];
        output.AsSpan().Fill(Untouched);
        Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(() => call(output)).ParamName);
        Assert.DoesNotContain(output, value => value != Untouched);
    }
}
