using BenchmarkDotNet.Attributes;

namespace Generated.Kernels.Benchmarks;

/// <summary>The machine code of two generated kernels. They are called directly: BenchmarkDotNet follows calls down to the
/// register tiles, but not through delegates.</summary>
[MemoryDiagnoser]
[DisassemblyDiagnoser(maxDepth: 12)]
public class MachineCodeBenchmarks
{
    static readonly Workload doubling = new(new Shape(PlaneKernels.K2S2, 24, 24, [160, 160]));
    static readonly Workload generator = new(new Shape(PlaneKernels.K4S2P1, 128, 64, [32, 32]));

    readonly PackedWeights<float> doublingWeights = PlaneKernels.PackK2S2(doubling.Weight, doubling.Bias, 24, 24);
    readonly PackedWeights<float> generatorWeights = PlaneKernels.PackK4S2P1(generator.Weight, generator.Bias, 128, 64);
    readonly float[] doubled = new float[doubling.Shape.OutputLength];
    readonly float[] generated = new float[generator.Shape.OutputLength];

    [Benchmark]
    public void K2S2() => PlaneKernels.RunK2S2(doubling.Input, doublingWeights, doubled, 1, 160, 160, maxDegreeOfParallelism: 1);

    [Benchmark]
    public void K4S2P1() => PlaneKernels.RunK4S2P1(generator.Input, generatorWeights, generated, 1, 32, 32, maxDegreeOfParallelism: 1);
}
