using System.Globalization;
using System.Runtime;
using System.Text;
using System.Text.RegularExpressions;

namespace Generated.Kernels.Tests.Budgets;

/// <summary>What a kernel costs when it is compiled: by the C# compiler, and by the JIT compiler when it is called.</summary>
/// <param name="Geometry">The kernel's geometry.</param>
/// <param name="Text">Bytes of emitted text.</param>
/// <param name="LargestMethod">Bytes of IL of its largest method.</param>
/// <param name="Methods">The methods that the JIT compiler made for it, the driver's included, with the optimisation that each got and
/// its native code in bytes.</param>
/// <param name="FirstCall">What the JIT compiler took in a call with 64 output channels.</param>
/// <param name="Total">What it took for every number of output channels and every tail.</param>
sealed record JitCost(
    ConvTransposeGeometry Geometry, int Text, int LargestMethod, IReadOnlyList<(string Tier, int Bytes)> Methods, TimeSpan FirstCall, TimeSpan Total)
{
    public int NativeCode => Methods.Sum(method => method.Bytes);
}

/// <summary>
/// The costs of some kernels. The JIT compiler's are those of a child process without tiered compilation, so that each method is
/// compiled once and with all optimisations, and counted by what the .NET runtime says that it compiles.
/// </summary>
sealed partial record JitCosts(IReadOnlyList<JitCost> Kernels)
{
    public const string ChildCommand = "budgets-of-image";

    /// <summary>The first one brings what all kernels share, and is not reported.</summary>
    static readonly KernelDeclaration[] Declarations =
    [
        .. ((ConvTransposeGeometry[])
        [
            new(5, 3, 1, rank: 1),
            new(2, 2), new(4, 2, 1), new(3, 1, 1), new(3, 2, 1, op: 1), new(9, 3, 4, op: 2), new(16, 8, 4), new(64, 32, 16), new(2, 2, rank: 3),
            new(16, 8, 4, rank: 1), new(48, 1, rank: 1), new(1024, 8, 508, rank: 1), new(1024, 256, 384, rank: 1),
        ]).Select(geometry => new KernelDeclaration(geometry) { Forms = KernelForms.Packed }),
    ];

    /// <summary>Measures them.</summary>
    /// <param name="runs">In how many processes; the times are minima.</param>
    public static JitCosts Measure(int runs = 1)
    {
        var indices = Enumerable.Range(0, Declarations.Length);
        var (generated, image) = KernelCompiler.Emit(Declarations, indices, "float");
        var texts = generated.Results.SelectMany(result => result.GeneratedSources)
            .ToLookup(source => IndexIn(source.HintName), source => Encoding.UTF8.GetByteCount(source.SourceText.ToString()));
        var bodies = MethodBody.ReadAll(image).ToLookup(body => IndexIn(body.Name), body => body.Bytes);

        var folder = Directory.CreateTempSubdirectory("generated-kernels-jit-");
        try
        {
            string assembly = Path.Combine(folder.FullName, "kernels.dll"), log = Path.Combine(folder.FullName, "methods.txt");
            File.WriteAllBytes(assembly, image);
            var times = Enumerable.Range(0, runs).Select(_ => JitTimes(assembly, log)).ToList();
            var methods = File.ReadLines(log).Select(line => Method().Match(line)).Where(match => match.Success)
                .ToLookup(match => IndexIn(match.Value), match => (match.Groups["tier"].Value, Number(match.Groups["bytes"].Value)));
            return new([.. indices.Skip(1).Select(index => new JitCost(
                Declarations[index].Geometry, texts[index].Max(), bodies[index].Max(), [.. methods[index]],
                times.Min(run => run[index].First), times.Min(run => run[index].Total)))]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the JIT compiler takes for each kernel of an assembly in a process of its own, which writes to a log what it compiles.</summary>
    static List<(TimeSpan First, TimeSpan Total)> JitTimes(string assembly, string log)
    {
        File.Delete(log);
        var child = SuiteProcess.Run(
            new Dictionary<string, string> { ["DOTNET_TieredCompilation"] = "0", ["DOTNET_JitStdOutFile"] = log, ["DOTNET_JitDisasmSummary"] = "1" },
            ChildCommand, assembly);
        if (child.ExitCode != 0)
            throw new InvalidOperationException(child.Describe());
        return [.. child.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(ticks => (Ticks(ticks[0]), Ticks(ticks[1])))];

        static TimeSpan Ticks(string text) => TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture));
    }

    /// <summary>Calls the kernels of an assembly and prints, for each, the ticks that the JIT compiler took in the first call and in all.</summary>
    public static void RunChild(string image)
    {
        foreach (var kernel in KernelCompiler.Load<float>(File.ReadAllBytes(image), Declarations, Enumerable.Range(0, Declarations.Length)))
        {
            var start = JitInfo.GetCompilationTime(currentThread: true);
            Call(kernel, outChannels: 64, width: 100);
            var first = JitInfo.GetCompilationTime(currentThread: true) - start;
            for (int outChannels = 1; outChannels <= 7; outChannels++)
            {
                foreach (int width in (int[])[1, 20, 100])
                    Call(kernel, outChannels, width);
            }
            Console.WriteLine($"{first.Ticks} {(JitInfo.GetCompilationTime(currentThread: true) - start).Ticks}");
        }
    }

    /// <summary>A table for the README.</summary>
    public string ToMarkdown()
    {
        var table = new StringBuilder("| geometry | emitted text KiB | IL of the largest method | native code KiB | JIT ms, first call | JIT ms, all |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var cost in Kernels)
        {
            table.Append(CultureInfo.InvariantCulture,
                $"| {cost.Geometry} | {cost.Text / 1024.0:f0} | {cost.LargestMethod:n0} | {cost.NativeCode / 1024.0:f0} | {cost.FirstCall.TotalMilliseconds:f0} | {cost.Total.TotalMilliseconds:f0} |\n");
        }
        return table.ToString();
    }

    static void Call(CompiledKernel<float> kernel, int outChannels, int width)
    {
        var geometry = kernel.Declaration.Geometry;
        var layer = new Layer("", geometry, 1, 1, outChannels, [.. Enumerable.Repeat(2, geometry.Rank - 1), width]);
        kernel.PackAndRun(new float[layer.InputLength], new float[layer.WeightLength], [], new float[layer.OutputLength], 1, 1, outChannels, layer.Size, 1);
    }

    /// <summary>The number of the declaration whose kernel a file, type or method is, or -1.</summary>
    static int IndexIn(string name) => Index().Match(name) is { Success: true } index ? Number(index.Groups[1].Value) : -1;

    static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Packed(\d+)(?:Kernel|\.g)")]
    private static partial Regex Index();

    [GeneratedRegex(@"JIT compiled .*Packed\d+Kernel.* \[(?<tier>[^,\]]+), .*code size=(?<bytes>\d+)")]
    private static partial Regex Method();
}
