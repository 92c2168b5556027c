using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>The consumer and the numeric suite as native programs: the instruction sets of any x64 processor, those of this
/// machine, and Arm64's under an emulator.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class NativeAotTests(PackageWorkshop workshop, ITestOutputHelper output)
{
    [SkippableFact]
    public void DefaultInstructionSetHas128Bits()
    {
        NativeTools.RequireNative();
        var (build, folder) = workshop.PublishNative("Consumer", "linux-x64");
        // The hint is shown, once, and no error even though the project treats warnings as errors; and nothing else is.
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("GK1001", Assert.Single(Warnings(build)), StringComparison.Ordinal);
        AssertRight(ChildProcess.Run(Path.Combine(folder, "Consumer"), []), "X64, Vector512 False, Vector256 False, Vector128 True");
    }

    [SkippableFact]
    public void InstructionSetV3Has256Bits()
    {
        NativeTools.RequireNative();
        if (!Avx2.IsSupported || !Fma.IsSupported)
            throw new SkipException("this processor has no x86-64-v3");
        var (build, folder) = workshop.PublishNative("NumericCore", "linux-x64", "-p:IlcInstructionSet=x86-64-v3");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(Warnings(build));
        AssertPassed(ChildProcess.Run(Path.Combine(folder, "NumericCore"), ["every=3"]), "X64, Vector512 False, Vector256 True, Vector128 True");
    }

    [SkippableFact]
    public void Arm64Has128Bits()
    {
        NativeTools.RequireArm();
        var (build, folder) = workshop.PublishNative("NumericCore", "linux-arm64");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Empty(Warnings(build));
        // Widths past the widest tile of 128-bit vectors, and some of the shapes between protected pages: the emulator takes its time.
        AssertPassed(NativeTools.RunArm(Path.Combine(folder, "NumericCore"), "widths=36", "every=6"), "Arm64, Vector512 False, Vector256 False, Vector128 True");
    }

    void AssertRight(ChildResult run, string firstLine)
    {
        output.WriteLine(run.Output);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.StartsWith(firstLine, run.Output, StringComparison.Ordinal);
        Assert.Contains("all 9 forms are right", run.Output, StringComparison.Ordinal);
    }

    void AssertPassed(ChildResult run, string firstLine)
    {
        AssertRight(run, firstLine);
        Assert.Contains("the numeric suite passed", run.Output, StringComparison.Ordinal);
        // These parts ran on generated kernels alone, not only on the generic path.
        foreach (string part in (string[])["width sweep", "protected pages"])
        {
            var counts = Counts().Matches(run.Output).Single(match => match.Groups["part"].Value == part);
            Assert.NotEqual("0", counts.Groups["found"].Value);
            Assert.Equal(counts.Groups["asked"].Value, counts.Groups["found"].Value);
        }
    }

    static string[] Warnings(ChildResult build) => [.. build.Output.Split('\n').Where(line => line.Contains("warning ", StringComparison.Ordinal))];

    [GeneratedRegex(@"^(?<part>[^:\n]+): \d+ passed, 0 failed, (?<found>\d+) of (?<asked>\d+) generated kernels", RegexOptions.Multiline)]
    private static partial Regex Counts();
}
