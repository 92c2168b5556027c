using Xunit.Abstractions;

namespace Generated.Kernels.Tests.Budgets;

/// <summary>The JIT compiler optimises every method of a kernel, rather than give up on its size.</summary>
public sealed class JitCostTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryMethodIsOptimised()
    {
        var costs = JitCosts.Measure();
        output.WriteLine(costs.ToMarkdown());
        foreach (var cost in costs.Kernels)
        {
            // A kernel has a register tile of at least one width, and the driver is compiled for it.
            Assert.True(cost.Methods.Count > 5, $"{cost.Geometry}: {cost.Methods.Count} methods");
            Assert.All(cost.Methods, method => Assert.Equal("FullOpts", method.Tier));
        }
    }
}
