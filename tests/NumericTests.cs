using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>The parts of the numeric suite with the instruction set of this machine. Classes run in parallel, so the long parts
/// have one of their own.</summary>
public sealed class NumericTests(ITestOutputHelper output)
{
    /// <summary>Parts that a child process runs: <see cref="GuardPageTests"/> and <see cref="SmallStackTests"/>.</summary>
    static readonly string[] elsewhere = ["protected pages", "small stack"];

    static readonly string[] longOnes = ["random geometries", "peers' layers", "lanes", "Winograd", "depthwise"];

    public static TheoryData<string> ShortParts => [.. Parts.Except(longOnes).Except(elsewhere)];

    public static TheoryData<string> LongParts => [.. Parts.Intersect(longOnes)];

    static IEnumerable<string> Parts => NumericSuite.Parts(new()).Select(part => part.Name);

    [Theory]
    [MemberData(nameof(ShortParts))]
    public void PartPasses(string name) => Run(name, output);

    internal static void Run(string name, ITestOutputHelper output)
    {
        var report = NumericSuite.Parts(new()).Single(part => part.Name == name).Run();
        output.WriteLine(report.ToString());
        Assert.True(report.Failures.Count == 0, report.ToString());
        Assert.NotEqual(0, report.Passed);
    }
}

/// <summary>The parts that take longest.</summary>
public sealed class LongNumericTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(NumericTests.LongParts), MemberType = typeof(NumericTests))]
    public void PartPasses(string name) => NumericTests.Run(name, output);
}
