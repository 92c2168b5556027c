using Generated.Kernels.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>The lanes plan against ONNX Runtime, with residuals, also in place, and with activations. Exact.</summary>
static class LaneSuite
{
    public static Report Run()
    {
        var report = new Report();
        var geometries = LaneCases.All.Select(one => one.Layer.Geometry).Distinct().ToList();
        var plain = Compile(Activation.None);
        var activated = Compile(Activation.Relu);
        int followed = 0, flat = 0, tall = 0;
        for (int i = 0; i < LaneCases.All.Length; i++)
        {
            var (kind, layer) = LaneCases.All[i];
            var kernel = plain[layer.Geometry];
            var (chosen, layout) = LaneChoice.Of(kernel, layer, hasResidual: false);
            if (chosen is not null)
            {
                followed++;
                flat += layout.Flat ? 1 : 0;
                tall += layout.LaneForm == LaneForm.Tall ? 1 : 0;
            }
            if (Vector512.IsHardwareAccelerated && (kind == LaneKind.Phases || layer.OutChannels >= Vector512<float>.Count))
                report.Add($"{layer} follows the plan", chosen is null ? "tiles" : chosen.AlongPhases == (kind == LaneKind.Phases) ? null : "the other form of it");
            Check(layer, kernel, activated[layer.Geometry], new Random(i), report);
        }
        report.Note($"{followed} of {LaneCases.All.Length} layers follow the lanes plan, {flat} across the ends of rows, {tall} with many positions of one vector");
        if (Vector256.IsHardwareAccelerated)
            report.Add("most layers follow the plan", 2 * followed > LaneCases.All.Length ? null : $"{followed} of {LaneCases.All.Length}");
        if (Vector256.IsHardwareAccelerated)
            report.Add("both forms of tiles run across the ends of rows", tall > 0 && flat > tall ? null : $"{tall} of {flat}");
        return report;

        Dictionary<ConvTransposeGeometry, CompiledKernel<float>> Compile(Activation activation) =>
            geometries.Zip(KernelCompiler.Compile<float>([.. geometries.Select(geometry => new KernelDeclaration(geometry, Activation: activation) { Forms = KernelForms.All })]))
                .ToDictionary(pair => pair.First, pair => pair.Second);
    }

    static void Check(Layer layer, CompiledKernel<float> kernel, CompiledKernel<float> activated, Random random, Report report)
    {
        var input = TestData.Integers<float>(layer.InputLength, random);
        var weight = TestData.Integers<float>(layer.WeightLength, random);
        var bias = TestData.Integers<float>(layer.OutChannels, random);
        var residual = TestData.Integers<float>(layer.OutputLength, random);
        var expected = PeerComparison.Compute(layer, input, weight, bias, out string? refusal);
        report.Add($"{layer}, ONNX Runtime", refusal);
        var rectified = Array.ConvertAll(expected, value => Math.Max(value, 0));
        float[] sums = [.. expected.Zip(residual, (sum, added) => sum + added)];
        var rectifiedSums = Array.ConvertAll(sums, value => Math.Max(value, 0));

        foreach (var (name, call) in Ways.Generated(kernel))
            report.Add($"{layer}, {name}", LayerRun.Compare<float>(call, layer, input, weight, bias, expected));
        foreach (var (name, call) in Ways.Generated(activated))
            report.Add($"{layer}, {name}, Relu", LayerRun.Compare<float>(call, layer, input, weight, bias, rectified));
        foreach (var (compiled, result, name) in new[] { (kernel, sums, "residual"), (activated, rectifiedSums, "residual, Relu") })
        {
            foreach (var (way, call) in Ways.WithResidual(layer.Geometry, compiled, residual).Skip(1)) // not the generic path
                report.Add($"{layer}, {way}, {name}", LayerRun.Compare<float>(call, layer, input, weight, bias, result));
            var inPlace = residual.ToArray();
            compiled.Residual!(input, weight, bias, inPlace, inPlace, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1);
            report.Add($"{layer}, {name}, in place", LayerRun.Difference<float>(inPlace, result, 0, layer));
        }
    }
}
