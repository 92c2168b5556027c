using Generated.Kernels.Benchmarks;

namespace Generated.Kernels.Tests.Inspection;

/// <summary>The words in which declarations are given on the command line.</summary>
public class KernelWordsTests
{
    [Theory]
    [InlineData("k:4 s:2 p:1", "[ConvTranspose(k: 4, s: 2, p: 1)]",
        "ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, int inChannels, int outChannels, int height, int width")]
    [InlineData("packed, k:16, s:8, p:4, rank:1", "[ConvTranspose(k: 16, s: 8, p: 4, Rank = 1)]",
        "ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int length")]
    [InlineData("k:3x3x3 s:2 d:1 g:2 type:double packed residual", "[ConvTranspose(k: [3, 3, 3], s: [2, 2, 2], d: [1, 1, 1], g: 2)]",
        "ReadOnlySpan<double> input, PackedWeights<double> weights, ReadOnlySpan<double> residual, Span<double> output, int depth, int height, int width")]
    [InlineData("k:2 p:0x0x1x1 packed", "[ConvTranspose(k: [2, 2], p: [0, 0, 1, 1])]",
        "ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width")]
    [InlineData("k:4 s:1x2 op:0 packed activation:clip alpha:-1.5 beta:6", "[ConvTranspose(k: [4, 4], s: [1, 2], op: [0, 0], Activation = Activation.Clip, Alpha = -1.5, Beta = 6)]",
        "ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width")]
    public void WordsStandForADeclarationThatIsEmitted(string words, string attribute, string parameters)
    {
        string source = KernelWords.ToSource(words);
        Assert.Contains($"    {attribute}\n    public static partial void Up({parameters});\n", source, StringComparison.Ordinal);
        var kernel = EmittedKernel.Create(source);
        Assert.Contains("partial void Up(", kernel.Text, StringComparison.Ordinal);
        Assert.NotNull(kernel.Channels(512));
    }

    [Theory]
    [InlineData("s:2", "There is no kernel size 'k'")]
    [InlineData("k:4 q:1", "'q:1' is not understood")]
    [InlineData("k:4 residual:1", "'residual:1' is not understood")]
    [InlineData("k:4 k:3", "'k' is given twice")]
    [InlineData("k:four", "'k:four' is no number")]
    [InlineData("k:4 type:half", "'type:half' is neither float nor double")]
    [InlineData("k:4 activation:softmax", "There is no activation 'softmax'")]
    [InlineData("k:0", "GK0014: 'k' is 0; it must be at least 1")]
    [InlineData("k:4 rank:4", "GK0012: Rank is 4")]
    public void MistakesAreNamed(string words, string message) => Assert.StartsWith(
        message, Assert.Throws<FormatException>(() => EmittedKernel.Create(KernelWords.ToSource(words))).Message, StringComparison.Ordinal);

    [Fact]
    public void GenericPathHasNoTile() => Assert.Null(EmittedKernel.Create(KernelWords.ToSource("k:9000")).Channels(512));
}
