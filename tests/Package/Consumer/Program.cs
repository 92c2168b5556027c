using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Consumer;

/// <summary>Says what it runs on and whether every form of kernel is right; with <c>speed</c>, how fast one is.</summary>
static class Program
{
    static int Main(string[] arguments) => Run(arguments);

    /// <summary>The program.</summary>
    public static int Run(string[] arguments)
    {
        Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, Vector512 {Vector512.IsHardwareAccelerated}, Vector256 {Vector256.IsHardwareAccelerated}, Vector128 {Vector128.IsHardwareAccelerated}");
        if (arguments is ["speed"])
        {
            Console.WriteLine($"{Speed.Measure()} GFLOP/s");
            return 0;
        }
        var wrong = Forms.Wrong();
        Console.WriteLine(wrong.Count == 0 ? $"all {Forms.Count} forms are right" : $"WRONG: {string.Join("; ", wrong)}");
        return wrong.Count == 0 ? 0 : 1;
    }
}
