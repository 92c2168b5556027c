using BenchmarkDotNet.Attributes;

namespace Generated.Kernels.Benchmarks;

/// <summary>The generator under BenchmarkDotNet: <c>--filter '*GeneratorBenchmarks*'</c>.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    GeneratorRun run = null!;

    [Params(1, 10, 100)]
    public int Methods { get; set; }

    [GlobalSetup]
    public void Prepare() => run = new GeneratorRun(Methods);

    /// <summary>A new driver, a compilation in which nothing is bound.</summary>
    [Benchmark]
    public object Cold() => run.Cold();

    /// <summary>After an edit outside the annotated methods.</summary>
    [Benchmark]
    public object AfterUnrelatedEdit() => run.AfterUnrelatedEdit();
}
