using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>Kernels need little stack, to be compiled as well as to run.</summary>
public sealed class SmallStackTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("1")]
    [InlineData("0")] // with all optimisations from the first call on, which is then compiled on the small stack
    public void KernelsNeedLittleStack(string tieredCompilation)
    {
        var child = SuiteProcess.Run(new Dictionary<string, string> { ["DOTNET_TieredCompilation"] = tieredCompilation }, "numeric", "part=small stack");
        output.WriteLine(child.StandardOutput);
        Assert.True(child.ExitCode == 0, child.Describe());
    }
}
