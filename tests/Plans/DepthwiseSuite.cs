using System.Numerics;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>The depthwise plan.</summary>
static class DepthwiseSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(DepthwiseCases.All.Select(layer => layer.Geometry));
        int staged = 0, severalParts = 0, repeats = 0;
        for (int i = 0; i < DepthwiseCases.All.Length; i++)
        {
            var layer = DepthwiseCases.All[i];
            foreach (bool hasResidual in (bool[])[false, true])
            {
                var choice = DriverChoice.Of(checks.Plain(layer), layer, hasResidual);
                if (Vector128.IsHardwareAccelerated)
                    report.Add($"{layer} follows the plan", choice.Depthwise is null ? "another" : null);
                staged += choice.Depthwise is { Staged: > 0 } ? 1 : 0;
                severalParts += choice.Depthwise is { Parts: > 1 } ? 1 : 0;
                repeats += choice.Depthwise is { Repeats: true } ? 1 : 0;
            }
            checks.Run(layer, new Random(i), report);
        }
        if (Vector128.IsHardwareAccelerated)
            report.Add("some layers stage the ends of rows, some compute outputs twice, some have several parts", staged > 0 && repeats > 0 && severalParts > 0 ? null : $"{staged}, {repeats}, {severalParts}");
        CheckActivations<float>(relative: 2e-6, absolute: 1.2e-7, report);
        CheckActivations<double>(relative: 1e-13, absolute: 2.3e-16, report);
        return report;
    }

    /// <summary>All activations, with ends of rows that are staged and such that are not.</summary>
    static void CheckActivations<T>(double relative, double absolute, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var layer in (Layer[])[new("depthwise", new(4, 2, 1), 1, 1, 1, [6, 37]), new("depthwise", new(3, 2, 1), 1, 1, 1, [6, 37])])
        {
            var random = new Random(7);
            var input = TestData.Integers<T>(layer.InputLength, random);
            T[] weight = [.. TestData.Integers<T>(layer.WeightLength, random).Select(value => value / T.CreateChecked(64))], bias = TestData.Integers<T>(layer.OutChannels, random);
            var kernels = KernelCompiler.Compile<T>(
                [.. ActivationChecks.Formulas.Select(f => new KernelDeclaration(layer.Geometry, true, f.Activation, f.Alpha, f.Beta) { Forms = KernelForms.Raw })]);
            var sums = new T[layer.OutputLength];
            ConvTranspose.Invoke<T>(layer.Geometry, input, weight, bias, sums, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size);
            for (int i = 0; i < kernels.Length; i++)
            {
                var kernel = kernels[i];
                ActivationChecks.Check($"{layer}, {typeof(T).Name}", ActivationChecks.Formulas[i], sums, layer.OutputLength,
                    output => kernel.Raw!(input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1),
                    o => o, relative, absolute, report);
            }
        }
    }
}
