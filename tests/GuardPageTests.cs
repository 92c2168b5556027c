using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>No kernel touches memory outside its spans, not even to read. In a process of its own, which an access outside
/// ends; narrower vectors have their turn in <see cref="IsaTests"/>.</summary>
public sealed class GuardPageTests(ITestOutputHelper output)
{
    [Fact]
    public void KernelsStayInsideTheirSpans()
    {
        var child = SuiteProcess.Run(new Dictionary<string, string>(), "numeric", "part=protected pages", "trace=true");
        output.WriteLine(child.StandardOutput);
        Assert.True(child.ExitCode == 0, child.Describe());
    }
}
