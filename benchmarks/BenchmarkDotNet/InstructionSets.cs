using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Generated.Kernels.Benchmarks;

/// <summary>
/// Hands over to BenchmarkDotNet, which runs each benchmark three times: with all instructions of the machine, without AVX-512
/// and without AVX2. ONNX Runtime does not listen to these switches.
/// </summary>
static class InstructionSets
{
    /// <summary>Runs BenchmarkDotNet with its own command line.</summary>
    public static void RunBenchmarks(string[] arguments)
    {
        // BenchmarkDotNet would add the job of the command line to ours; here it is what ours are made from.
        var options = arguments.ToList();
        var job = Job.Default;
        if (options.FindIndex(option => option is "--job" or "-j") is >= 0 and var index && index + 1 < options.Count && Named(options[index + 1]) is { } named)
        {
            job = named;
            options.RemoveRange(index, 2);
        }
        BenchmarkSwitcher.FromAssembly(typeof(InstructionSets).Assembly).Run([.. options], Configuration(job));
    }

    static Job? Named(string name) => name.ToUpperInvariant() switch
    {
        "DEFAULT" => Job.Default,
        "DRY" => Job.Dry,
        "SHORT" => Job.ShortRun,
        "MEDIUM" => Job.MediumRun,
        "LONG" => Job.LongRun,
        "VERYLONG" => Job.VeryLongRun,
        _ => null,
    };

    static IConfig Configuration(Job job) => DefaultConfig.Instance
        .AddJob(job.WithId("all instructions"))
        .AddJob(job.WithEnvironmentVariable("DOTNET_EnableAVX512", "0").WithId("no AVX-512"))
        .AddJob(job.WithEnvironmentVariable("DOTNET_EnableAVX2", "0").WithId("no AVX2"))
        .HideColumns("Error", "EnvironmentVariables", "IterationCount", "LaunchCount", "WarmupCount", "RunStrategy", "UnrollFactor", "InvocationCount")
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
}
