using System.Runtime.InteropServices;

namespace Generated.Kernels.Tests;

/// <summary>What Native AOT needs beside the SDK: a linker for the target, and for another target an emulator.</summary>
static class NativeTools
{
    const string ArmCompiler = "aarch64-linux-gnu-gcc", ArmObjCopy = "aarch64-linux-gnu-objcopy", ArmEmulator = "qemu-aarch64-static";

    /// <summary>Skips the test unless this machine can link for itself.</summary>
    public static void RequireNative()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new SkipException("Native AOT is tested on Linux x64");
        if (!ChildProcess.Exists("clang") && !ChildProcess.Exists("gcc"))
            throw new SkipException("Native AOT needs clang or gcc to link");
    }

    /// <summary>Skips the test unless this machine can link for Arm64 and run what comes out.</summary>
    public static void RequireArm()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new SkipException("Arm64 is tested by emulation on Linux x64");
        string[] missing = [.. new[] { ArmCompiler, ArmObjCopy, ArmEmulator }.Where(tool => !ChildProcess.Exists(tool))];
        if (missing.Length > 0)
            throw new SkipException($"not installed: {string.Join(", ", missing)} (Debian: gcc-aarch64-linux-gnu, libc6-dev-arm64-cross, qemu-user-static)");
    }

    /// <summary>Runs an Arm64 program.</summary>
    public static ChildResult RunArm(string program, params string[] arguments) =>
        ChildProcess.Run(ArmEmulator, ["-L", "/usr/aarch64-linux-gnu", program, .. arguments]);

    /// <summary>The properties that name the linker where it is not the SDK's choice, clang.</summary>
    /// <param name="runtimeIdentifier">The target.</param>
    /// <param name="folder">Where a script can be put.</param>
    public static string[] Linker(string runtimeIdentifier, string folder)
    {
        if (runtimeIdentifier != "linux-arm64")
            return ChildProcess.Exists("clang") ? [] : ["-p:CppCompilerAndLinker=gcc"];

        // A cross compiler of GCC has its target in its name, and refuses the argument by which clang is told.
        string script = Path.Combine(folder, "arm64-linker.sh");
        File.WriteAllText(script, $"#!/bin/bash\nexec {ArmCompiler} \"${{@/#--target=*/-pipe}}\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return [$"-p:CppCompilerAndLinker={script}", $"-p:ObjCopyName={ArmObjCopy}", "-p:LinkerFlavor=bfd"];
    }
}
