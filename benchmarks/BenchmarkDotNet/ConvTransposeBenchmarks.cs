using BenchmarkDotNet.Attributes;

namespace Generated.Kernels.Benchmarks;

/// <summary>The contestants of the suite under BenchmarkDotNet, which gives each a process of its own. A layer is chosen with
/// <c>--filter</c> as well: <c>--filter '*k4s2p1*'</c>.</summary>
[MemoryDiagnoser]
public class ConvTransposeBenchmarks
{
    GenericPath generic = null!;
    GeneratedKernel generated = null!;
    OnnxRuntime onnxRuntime = null!;

    public static IEnumerable<string> Layers => ShapeList.Suite.Select(shape => shape.Name);

    [ParamsSource(nameof(Layers))]
    public string Layer { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var work = new Workload(ShapeList.Suite.First(shape => shape.Name == Layer));
        generic = new GenericPath(work, threads: 1);
        generated = new GeneratedKernel(work, threads: 1);
        onnxRuntime = new OnnxRuntime(work, threads: 1);
    }

    [GlobalCleanup]
    public void Release() => onnxRuntime.Dispose();

    [Benchmark]
    public void Generated() => generated.Run();

    [Benchmark]
    public void Generic() => generic.Run();

    [Benchmark(Baseline = true)]
    public void OnnxRuntime() => onnxRuntime.Run();
}
