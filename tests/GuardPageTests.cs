using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>No kernel touches memory outside its spans, not even to read.</summary>
public sealed class GuardPageTests(ITestOutputHelper output)
{
    [Fact]
    public void KernelsStayInsideTheirSpans() => NumericTests.Expect(output, GuardPages.Run());
}
