using System.Globalization;
using System.Text.RegularExpressions;

namespace Generated.Kernels.Tests;

/// <summary>What Native AOT costs: the consumer's <c>speed</c> under the JIT with 256-bit vectors, and as native programs.
/// <c>dotnet run -c Release --project tests -- speed</c> prints it; no test asserts a time.</summary>
static partial class PackageSpeed
{
    /// <summary>Packs, builds, measures and prints.</summary>
    /// <returns>The exit code.</returns>
    public static int RunAndPrint(TextWriter output)
    {
        using var workshop = new PackageWorkshop();
        try
        {
            NativeTools.RequireNative();
            Expect(workshop.DotNet("build", "Consumer", "-c", "Release"));
            string assembly = Path.Combine(workshop.ProjectFolder("Consumer"), "bin", "Release", "net10.0", "Consumer.dll");
            string plain = Publish(workshop);
            string wide = Publish(workshop, "-p:IlcInstructionSet=x86-64-v3");

            (string Name, Func<double> Measure)[] contestants =
            [
                ("JIT, 256 bits", () => Read(ChildProcess.Run(ChildProcess.DotNet, [assembly, "speed"], ("DOTNET_EnableAVX512", "0")))),
                ("Native AOT, default", () => Read(ChildProcess.Run(plain, ["speed"]))),
                ("Native AOT, x86-64-v3", () => Read(ChildProcess.Run(wide, ["speed"]))),
            ];
            double[] best = new double[contestants.Length];
            for (int round = 0; round < 3; round++)
            {
                for (int i = 0; i < best.Length; i++)
                    best[i] = Math.Max(best[i], contestants[i].Measure());
            }
            output.WriteLine("k2s2 64→64 @64×64, packed weights, one thread, best of three processes each:");
            for (int i = 0; i < best.Length; i++)
                output.WriteLine($"{contestants[i].Name,-22} {best[i],6:f1} GFLOP/s  {100 * best[i] / best[0],4:f0} %");
            return 0;
        }
        catch (SkipException missing)
        {
            output.WriteLine(missing.Message);
            return 2;
        }
    }

    static string Publish(PackageWorkshop workshop, params string[] arguments)
    {
        var (build, folder) = workshop.PublishNative("Consumer", "linux-x64", arguments);
        Expect(build);
        return Path.Combine(folder, "Consumer");
    }

    static double Read(ChildResult run)
    {
        Expect(run);
        return double.Parse(Figure().Match(run.Output).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    static void Expect(ChildResult result)
    {
        if (result.ExitCode != 0)
            throw new InvalidOperationException(result.Output);
    }

    [GeneratedRegex(@"([\d.]+) GFLOP/s")]
    private static partial Regex Figure();
}
