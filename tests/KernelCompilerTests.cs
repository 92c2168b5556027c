namespace Generated.Kernels.Tests;

/// <summary>The tests' own tools: what they count as specialised is.</summary>
public sealed class KernelCompilerTests
{
    [Fact]
    public void FallbacksAreRecognisedWithTheirReason()
    {
        var kernels = KernelCompiler.Compile<float>(
            [new(new ConvTransposeGeometry(2, 2)), new(new ConvTransposeGeometry([new(1), new(9000)]))]);
        Assert.True(kernels[0].IsSpecialised);
        Assert.False(kernels[1].IsSpecialised);
        Assert.Contains("8192 kernel elements", kernels[1].FallbackReason, StringComparison.Ordinal);
    }
}
