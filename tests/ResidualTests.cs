namespace Generated.Kernels.Tests;

/// <summary>The fused residual: added before the activation, wherever a kernel stores its outputs.</summary>
public sealed partial class ResidualTests
{
    delegate void Kernel(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> residual, Span<float> output, int inChannels, int outChannels, int height, int width);

    // The phases in memory order, and stored directly where a row is long enough.
    [ConvTranspose(k: 4, s: 2, p: 1, Activation = Activation.Relu)]
    private static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> residual, Span<float> output, int inChannels, int outChannels, int height, int width);

    // Each phase apart.
    [ConvTranspose(k: 9, s: 3, p: 4, op: 2, Activation = Activation.Relu)]
    private static partial void Upscale(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> residual, Span<float> output, int inChannels, int outChannels, int height, int width);

    // On the generic path.
    [ConvTranspose(k: [1, 2000], p: [0, 999], Activation = Activation.Relu)]
    private static partial void Smear(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> residual, Span<float> output, int inChannels, int outChannels, int height, int width);

    public static TheoryData<string, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, int, int>();
            foreach (string name in (string[])["Up", "Upscale", "Smear"])
            {
                foreach (int width in (int[])[1, 4, 7, 16, 31, 64, 67])
                    shapes.Add(name, 3, width);
            }
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ResidualIsAddedBeforeTheActivation(string name, int height, int width)
    {
        var (kernel, geometry) = Get(name);
        int[] size = [height, width];
        int[] outSize = geometry.OutputShape(size);
        var random = new Random(width);
        foreach (int channels in (int[])[1, 5, 7])
        {
            var input = TestData.Integers<float>(2 * height * width, random);
            var weight = TestData.Integers<float>(2 * channels * geometry.KernelElements, random);
            var residual = TestData.Integers<float>(channels * outSize[0] * outSize[1], random);
            var expected = new float[residual.Length];
            ConvTransposeReference.ScatterAdd<float>(geometry, input, weight, default, expected, 1, 2, channels, size);
            for (int i = 0; i < expected.Length; i++)
                expected[i] = Math.Max(expected[i] + residual[i], 0);

            var output = new float[residual.Length];
            kernel(input, weight, residual, output, 2, channels, height, width);
            Assert.Equal(expected, output);

            kernel(input, weight, residual, residual, 2, channels, height, width); // in place
            Assert.Equal(expected, residual);
        }
    }

    [Fact]
    public void WrongResidualsAreRefused()
    {
        var output = new float[17];
        foreach (int length in (int[])[0, 15, 17])
            Assert.Equal("residual", Assert.Throws<ArgumentException>(() => Up(new float[4], new float[16], new float[length], output.AsSpan(0, 16), 1, 1, 2, 2)).ParamName);
        Assert.Equal("residual", Assert.Throws<ArgumentException>(() => Up(new float[4], new float[16], output.AsSpan(1, 16), output.AsSpan(0, 16), 1, 1, 2, 2)).ParamName);
        Assert.All(output, value => Assert.Equal(0, value));
    }

    static (Kernel Kernel, ConvTransposeGeometry Geometry) Get(string name) => name switch
    {
        "Up" => (Up, new(4, 2, 1)),
        "Upscale" => (Upscale, new(9, 3, 4, op: 2)),
        _ => (Smear, new([new(1), new(2000, 1, 999, 999)])),
    };
}
