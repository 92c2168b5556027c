using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Generated.Kernels.Engines;

namespace Generated.Kernels.Benchmarks;

/// <summary>What a figure depends on beside the code: it stands above every table.</summary>
static class Machine
{
    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} processors{Load}; {RuntimeInformation.OSDescription.Trim()}; " +
        $"{RuntimeInformation.FrameworkDescription}, vectors of {VectorBits} bits; ONNX Runtime {OnnxRuntimeEngine.Version}";

    /// <summary>The vectors that kernels may use in this process, such as <c>128 and 256</c>. Switches such as
    /// <c>DOTNET_EnableAVX512=0</c> take some away from .NET, and from nobody else.</summary>
    static string VectorBits
    {
        get
        {
            (int Bits, bool Accelerated)[] widths =
                [(128, Vector128.IsHardwareAccelerated), (256, Vector256.IsHardwareAccelerated), (512, Vector512.IsHardwareAccelerated)];
            var bits = widths.Where(width => width.Accelerated).Select(width => width.Bits).DefaultIfEmpty(0);
            return string.Join(" and ", bits);
        }
    }

    /// <summary>The processor's name where the system tells it.</summary>
    static string Processor
    {
        get
        {
            const string Information = "/proc/cpuinfo";
            string? name = File.Exists(Information)
                ? File.ReadLines(Information).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
                : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
            return name ?? $"{RuntimeInformation.ProcessArchitecture} processor";
        }
    }

    /// <summary>How busy the machine was in the last minute: others at work make every figure worse.</summary>
    static string Load
    {
        get
        {
            const string Average = "/proc/loadavg";
            return File.Exists(Average) ? $" (load {File.ReadAllText(Average).Split(' ')[0]})" : "";
        }
    }
}
