using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The plan of row filters: where it is chosen, and wherever it could be.</summary>
static class RowFilterSuite
{
    /// <summary>The scratch memory that a thread may use.</summary>
    const int MostScratch = 1024 * 1024;

    public static Report Run()
    {
        var report = new Report();
        Layer[] layers = [.. RowFilterCases.Chosen, .. RowFilterCases.Served];
        var checks = new FusedChecks(layers.Select(layer => layer.Geometry));
        int severalParts = 0, folded = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            if (i < RowFilterCases.Chosen.Length && Vector512.IsHardwareAccelerated && !Processor.DoesTwoWide)
                report.Add($"{layer} follows the plan", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).RowFilter is null ? "another" : null);
            foreach (var (kernel, hasResidual) in checks.Variants(layer))
            {
                var layout = DriverChoice.ForceRowFilter(kernel, layer, hasResidual);
                report.Add($"{layer} is served", layout.Serves == Vector128.IsHardwareAccelerated ? null : $"{layout.Serves}");
                report.Add($"{layer}, scratch memory", layout.Scratch * sizeof(float) > MostScratch ? $"{layout.Scratch} elements" : null);
                severalParts += layout.Parts > 1 ? 1 : 0;
                folded += layout.FoldsRows ? 1 : 0;
            }
            checks.Run(layer, new Random(i), report);
        }
        if (Vector128.IsHardwareAccelerated)
            report.Add("some images are cut into parts, some layers fold rows", severalParts > 0 && folded > 0 ? null : $"{severalParts}, {folded}");
        CheckActivations(report);
        return report;
    }

    /// <summary>Activations that register tiles apply to outputs are not to be applied to products.</summary>
    static void CheckActivations(Report report)
    {
        var layer = RowFilterCases.Chosen[0];
        var random = new Random(7);
        var input = TestData.Integers<float>(layer.InputLength, random);
        float[] weight = [.. TestData.Integers<float>(layer.WeightLength, random).Select(value => value / 64)], bias = [1.5f];
        var sums = PeerComparison.Compute(layer, input, weight, bias, out string? refusal);
        report.Add($"{layer}, ONNX Runtime", refusal);
        var kernels = KernelCompiler.Compile<float>(
            [.. ActivationChecks.Formulas.Select(f => new KernelDeclaration(layer.Geometry, true, f.Activation, f.Alpha, f.Beta) { Forms = KernelForms.Raw })]);
        for (int i = 0; i < kernels.Length; i++)
        {
            DriverChoice.ForceRowFilter(kernels[i], layer, hasResidual: false);
            var kernel = kernels[i];
            ActivationChecks.Check($"{layer}", ActivationChecks.Formulas[i], sums, layer.OutputLength,
                output => kernel.Raw!(input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1),
                o => o, relative: 2e-6, absolute: 1.2e-7, report);
        }
    }
}
