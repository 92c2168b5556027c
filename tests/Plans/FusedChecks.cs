namespace Generated.Kernels.Tests;

/// <summary>Generated kernels of some geometries against ONNX Runtime, with residuals, also in place, and with an activation. Exact.</summary>
sealed class FusedChecks
{
    readonly Dictionary<ConvTransposeGeometry, CompiledKernel<float>> plain, leaky;

    /// <summary>A slope of LeakyRelu that keeps integers exact, and shows where it is applied twice or to part of a sum.</summary>
    const double Slope = 2;

    public FusedChecks(IEnumerable<ConvTransposeGeometry> geometries)
    {
        ConvTransposeGeometry[] distinct = [.. geometries.Distinct()];
        plain = Compile(distinct, Activation.None, double.NaN);
        leaky = Compile(distinct, Activation.LeakyRelu, Slope);
    }

    /// <summary>The kernel of a layer without an activation.</summary>
    public CompiledKernel<float> Plain(Layer layer) => plain[layer.Geometry];

    /// <summary>The kernels of a layer, without an activation and with one.</summary>
    public CompiledKernel<float>[] Kernels(Layer layer) => [plain[layer.Geometry], leaky[layer.Geometry]];

    /// <summary>These, each without a residual and with one: emitted kernels of their own, for which plans are chosen apart.</summary>
    public IEnumerable<(CompiledKernel<float> Kernel, bool HasResidual)> Variants(Layer layer) =>
        Kernels(layer).SelectMany(kernel => (bool[])[false, true], (kernel, hasResidual) => (kernel, hasResidual));

    static Dictionary<ConvTransposeGeometry, CompiledKernel<float>> Compile(ConvTransposeGeometry[] geometries, Activation activation, double alpha) =>
        geometries.Zip(KernelCompiler.Compile<float>([.. geometries.Select(geometry => new KernelDeclaration(geometry, Activation: activation, Alpha: alpha) { Forms = KernelForms.All })]))
            .ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Checks a layer.</summary>
    public void Run(Layer layer, Random random, Report report)
    {
        var (kernel, activated) = (plain[layer.Geometry], leaky[layer.Geometry]);
        var input = TestData.Integers<float>(layer.InputLength, random);
        var weight = TestData.Integers<float>(layer.WeightLength, random);
        var bias = TestData.Integers<float>(layer.OutChannels, random);
        var residual = TestData.Integers<float>(layer.OutputLength, random);
        var expected = PeerComparison.Compute(layer, input, weight, bias, out string? refusal);
        report.Add($"{layer}, ONNX Runtime", refusal);
        var leakyOutputs = Array.ConvertAll(expected, Leaky);
        float[] sums = [.. expected.Zip(residual, (sum, added) => sum + added)];
        var leakySums = Array.ConvertAll(sums, Leaky);

        foreach (var (name, call) in Ways.Generated(kernel))
            report.Add($"{layer}, {name}", LayerRun.Compare<float>(call, layer, input, weight, bias, expected));
        foreach (var (name, call) in Ways.Generated(activated))
            report.Add($"{layer}, {name}, LeakyRelu", LayerRun.Compare<float>(call, layer, input, weight, bias, leakyOutputs));
        foreach (var (compiled, result, name) in new[] { (kernel, sums, "residual"), (activated, leakySums, "residual, LeakyRelu") })
        {
            foreach (var (way, call) in Ways.WithResidual(layer.Geometry, compiled, residual).Skip(1)) // not the generic path
                report.Add($"{layer}, {way}, {name}", LayerRun.Compare<float>(call, layer, input, weight, bias, result));
            var inPlace = residual.ToArray();
            compiled.Residual!(input, weight, bias, inPlace, inPlace, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1);
            report.Add($"{layer}, {name}, in place", LayerRun.Difference<float>(inPlace, result, 0, layer));
        }
    }

    static float Leaky(float value) => value < 0 ? (float)Slope * value : value;
}
