using System.Text.RegularExpressions;
using Generated.Kernels.Engines;
using Microsoft.ML.OnnxRuntime;

namespace Generated.Kernels.Tests;

/// <summary>The layers of other projects' tests and of published networks, with real numbers, against ONNX Runtime.</summary>
static partial class PeerComparison
{
    /// <summary>Layers with more multiply-adds take too long here.</summary>
    const long LargestMultiplyAdds = 100_000_000;

    public static Report Run(SuiteOptions options)
    {
        var report = new Report();
        var all = CaseFiles.Peers().Where(layer => layer.MultiplyAdds <= LargestMultiplyAdds).ToList();
        // Rows that share a geometry share a kernel. What is compiled does not depend on the options, so that child
        // processes find it compiled.
        var distinct = all.Select(layer => KernelDeclaration.For(layer)).DistinctBy(declaration => declaration.Geometry)
            .Select((declaration, i) => declaration with { Forms = i % 2 == 0 ? KernelForms.Raw : KernelForms.Packed }).ToList();
        var kernels = distinct.Zip(KernelCompiler.Compile<float>(distinct)).ToDictionary(pair => pair.First.Geometry, pair => pair.Second);

        var layers = all.Where(layer => layer.MultiplyAdds <= options.PeerMultiplyAdds).ToList();
        var rows = layers.Select(layer => kernels[KernelDeclaration.For(layer).Geometry]).ToList();
        var refusals = new List<string>();
        double worst = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            var random = new Random(i);
            var input = TestData.Reals<float>(layer.InputLength, random);
            var weight = TestData.Reals<float>(layer.WeightLength, random);
            var bias = TestData.Reals<float>(layer.OutChannels, random);
            var expected = Compute(layer, input, weight, bias, out string? refusal);
            if (refusal is not null)
            {
                refusals.Add(refusal);
                expected = Array.ConvertAll(
                    Ways.Reference(layer, TestData.ToDouble(input), TestData.ToDouble(weight), TestData.ToDouble(bias)), value => (float)value);
            }
            // Both sides round each of their additions of products below 1.
            double tolerance = 1.2e-7 * (layer.Terms + 4);
            foreach (var (name, call) in Ways.Generated(rows[i]).Prepend(("generic path", Ways.Generic<float>(layer.Geometry))))
                report.Add($"{layer}, {name}", LayerRun.Compare<float>(call, layer, input, weight, bias, expected, tolerance));
            worst = Math.Max(worst, tolerance);
        }

        report.Note($"{layers.Count} rows with at most {options.PeerMultiplyAdds:n0} multiply-adds, {rows.Distinct().Count()} kernels, tolerance at most {worst:g2}; " +
            $"ONNX Runtime {OnnxRuntimeEngine.Version} refuses {refusals.Count} of them, which are compared with the reference");
        foreach (var refusal in refusals.GroupBy(refusal => refusal).OrderByDescending(group => group.Count()))
            report.Note($"  ONNX Runtime refuses {refusal.Count()} rows: {refusal.Key}");
        int specialised = rows.Count(kernel => kernel.IsSpecialised);
        report.Note($"rows on a specialised plan: {specialised} ({100.0 * specialised / rows.Count:f1} %), on the generic path: {rows.Count - specialised}");
        foreach (var reason in rows.OfType<CompiledKernel<float>>().Where(kernel => !kernel.IsSpecialised).GroupBy(kernel => kernel.FallbackReason!))
            report.Note($"  generic path for {reason.Count()} rows: {reason.Key}");
        return report;
    }

    /// <summary>The layer as ONNX Runtime computes it, or why it refuses the layer.</summary>
    public static float[] Compute(Layer layer, float[] input, float[] weight, float[] bias, out string? refusal)
    {
        var axes = layer.Geometry.Axes.ToArray();
        int groups = layer.Geometry.Groups;
        long[] inputShape = [layer.Batch, layer.InChannels, .. layer.Size.Select(n => (long)n)];
        long[] weightShape = [layer.InChannels, layer.OutChannels / groups, .. axes.Select(axis => (long)axis.K)];
        long[] outputShape = [layer.Batch, layer.OutChannels, .. layer.OutputSize.Select(n => (long)n)];
        byte[] model = new OnnxModel()
            .Input<float>("x", inputShape)
            .Initializer<float>("w", weight, weightShape)
            .Initializer<float>("b", bias, layer.OutChannels)
            .ConvTranspose(["x", "w", "b"], "y", [.. axes.Select(axis => axis.K)], [.. axes.Select(axis => axis.S)],
                [.. axes.Select(axis => axis.PBegin), .. axes.Select(axis => axis.PEnd)], [.. axes.Select(axis => axis.Op)],
                [.. axes.Select(axis => axis.D)], groups)
            .Output<float>("y", outputShape)
            .ToArray();
        var output = new float[layer.OutputLength];
        try
        {
            using var engine = new OnnxRuntimeEngine(model);
            engine.BindInput("x", input, inputShape).BindOutput("y", output, outputShape).Run();
        }
        catch (OnnxRuntimeException exception)
        {
            // The message begins with where in its source it was thrown; numbers differ from row to row.
            refusal = Numbers().Replace(exception.Message.ReplaceLineEndings(" ")[^Math.Min(exception.Message.Length, 100)..], "#");
            return output;
        }
        refusal = null;
        return output;
    }

    [GeneratedRegex(@"-?\d+")]
    private static partial Regex Numbers();
}
