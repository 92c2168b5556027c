using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>
/// The numeric suite with narrower vectors, in child processes: the knobs of the .NET runtime that switch instruction sets
/// off are read when a process starts. Each test makes sure, by what the child prints, that its knob took effect.
/// </summary>
public sealed class IsaTests(ITestOutputHelper output)
{
    /// <summary>A part of the suite that fits into a few seconds even without vectors, on the kernels that this process
    /// compiles anyway.</summary>
    static readonly string[] Reduced = [$"seed={new SuiteOptions().Seed}", "calls=3000", "peers=100000", "widths=40", "trace=true"];

    /// <summary>Where 512 bits cannot be switched off, the widest vectors have their turn in this process, part by part.</summary>
    [SkippableFact]
    public void NumericSuitePassesWith256Bits()
    {
        if (!Vector512.IsHardwareAccelerated)
            throw new SkipException("there are no vectors of 512 bits to switch off");
        RunChild("DOTNET_EnableAVX512", "Vector512 False", "Vector256 True");
    }

    [SkippableFact]
    public void NumericSuitePassesWith128Bits() =>
        RunChild("DOTNET_EnableAVX2", "Vector512 False", "Vector256 False", Vector128.IsHardwareAccelerated ? "Vector128 True" : "Vector128 False");

    /// <summary>There are no register tiles whose edges to meet: few of the shapes between protected pages are enough.</summary>
    [SkippableFact]
    public void NumericSuitePassesWithoutVectors() =>
        RunChild("DOTNET_EnableHWIntrinsic", [.. Reduced, "every=4"], "Vector512 False", "Vector256 False", "Vector128 False");

    void RunChild(string knob, params string[] expected) => RunChild(knob, Reduced, expected);

    void RunChild(string knob, string[] options, params string[] expected)
    {
        bool isX86 = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
        if (!isX86 && knob != "DOTNET_EnableHWIntrinsic")
            throw new SkipException($"{knob} is a knob of x86 processors");
        var child = SuiteProcess.Run(new Dictionary<string, string> { [knob] = "0" }, ["numeric", .. options]);
        output.WriteLine($"{knob}=0\n{child.StandardOutput}");

        string instructionSets = child.StandardOutput.Split('\n')[0];
        foreach (string part in expected)
            Assert.True(instructionSets.Contains(part, StringComparison.Ordinal), $"{knob}=0 should give {part}, but the child reports: {instructionSets}");
        Assert.True(child.ExitCode == 0, $"{knob}=0: {child.Describe()}");
    }
}
