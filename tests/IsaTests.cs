using System.Diagnostics;
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
    static readonly string[] Reduced = [$"seed={new SuiteOptions().Seed}", "calls=3000", "peers=100000", "widths=40"];

    [Fact]
    public void NumericSuitePassesWith256Bits() =>
        RunChild("DOTNET_EnableAVX512", "Vector512 False", Vector256.IsHardwareAccelerated ? "Vector256 True" : "Vector256 False");

    [Fact]
    public void NumericSuitePassesWith128Bits() =>
        RunChild("DOTNET_EnableAVX2", "Vector512 False", "Vector256 False", Vector128.IsHardwareAccelerated ? "Vector128 True" : "Vector128 False");

    [Fact]
    public void NumericSuitePassesWithoutVectors() =>
        RunChild("DOTNET_EnableHWIntrinsic", "Vector512 False", "Vector256 False", "Vector128 False");

    void RunChild(string knob, params string[] expected)
    {
        bool isX86 = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
        if (!isX86 && knob != "DOTNET_EnableHWIntrinsic")
        {
            output.WriteLine($"{knob} is a knob of x86 processors: nothing was run");
            return;
        }
        var start = new ProcessStartInfo(Host(), ["exec", typeof(IsaTests).Assembly.Location, "numeric", .. Reduced])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [knob] = "0", [CompiledImages.FolderVariable] = CompiledImages.Folder },
        };
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        string text = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        output.WriteLine($"{knob}=0\n{text}{errors.Result}");

        string instructionSets = text.Split('\n')[0];
        foreach (string part in expected)
            Assert.True(instructionSets.Contains(part, StringComparison.Ordinal), $"{knob}=0 should give {part}, but the child reports: {instructionSets}");
        Assert.True(child.ExitCode == 0, $"{knob}=0: exit code {child.ExitCode}\n{Tail(text)}\n{Tail(errors.Result)}");
    }

    /// <summary>The dotnet command that runs this process, which under a test runner's own executable is another one.</summary>
    static string Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path
        : "dotnet";

    static string Tail(string text) => text.Length <= 6000 ? text : "…" + text[^6000..];
}
