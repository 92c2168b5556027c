using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Benchmarks;

/// <summary>Has the JIT list the machine code of a kernel's register tile, in a child process with the settings for that.</summary>
static class Disassembler
{
    /// <summary>The command of the child process.</summary>
    public const string ChildCommand = "disasm-child";

    /// <summary>The widest vectors of this machine.</summary>
    public static int WidestVectors => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The listing of the register tile of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="bits">The width of the vectors.</param>
    /// <param name="channels">How many output channels the tile has: a number, <c>single</c> for the only channel of a group.</param>
    public static string List(EmittedKernel kernel, int bits, string channels)
    {
        string folder = Directory.CreateTempSubdirectory("disasm").FullName;
        try
        {
            string assembly = Path.Combine(folder, "Inspected.dll"), listing = Path.Combine(folder, "listing.txt");
            kernel.Save(assembly);
            var start = Child(ChildCommand, assembly, bits.ToString(CultureInfo.InvariantCulture), channels);
            start.Environment["DOTNET_TieredCompilation"] = "0";
            start.Environment["DOTNET_JitDisasm"] = $"Tile{bits}*";
            start.Environment["DOTNET_JitStdOutFile"] = listing;
            if (bits < 512)
                start.Environment["DOTNET_EnableAVX512"] = "0";
            if (bits < 256)
                start.Environment["DOTNET_EnableAVX2"] = "0";
            using var child = Process.Start(start)!;
            string errors = child.StandardError.ReadToEnd();
            child.WaitForExit();
            return child.ExitCode == 0
                ? File.Exists(listing) ? File.ReadAllText(listing) : ""
                : throw new InvalidOperationException($"The child process failed.\n{errors}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>In the child process: has the JIT compile the tile, without calling it.</summary>
    public static void CompileTile(string assembly, int bits, string channels)
    {
        var kernel = Assembly.LoadFrom(assembly).GetTypes().Single(type => type.Namespace == "Generated.Kernels.Emitted");
        var type = channels switch
        {
            "single" => typeof(FewOf<OneChannel>),
            "1" => typeof(OneChannel),
            "2" => typeof(TwoChannels),
            "3" => typeof(ThreeChannels),
            "4" => typeof(FourChannels),
            "5" => typeof(FiveChannels),
            "6" => typeof(SixChannels),
            _ => throw new FormatException($"There is no tile of '{channels}' channels."),
        };
        foreach (var method in kernel.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (method.Name.StartsWith($"Tile{bits}", StringComparison.Ordinal))
                RuntimeHelpers.PrepareMethod(method.MethodHandle, [type.TypeHandle]);
        }
    }

    static ProcessStartInfo Child(params string[] arguments)
    {
        // Started as 'dotnet program.dll', the process is dotnet and needs the name of the program again.
        string process = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(process) == "dotnet";
        return new ProcessStartInfo(process, isHost ? [typeof(Disassembler).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardError = true,
        };
    }
}
