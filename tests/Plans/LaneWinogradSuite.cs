using System.Numerics;
using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The Winograd plan with phases along the lanes: where it is chosen, and wherever it could be.</summary>
static class LaneWinogradSuite
{
    /// <summary>The scratch memory that a thread may use.</summary>
    const int MostScratch = 1024 * 1024;

    public static Report Run()
    {
        var report = new Report();
        Layer[] layers = Vector512.IsHardwareAccelerated ? [.. LaneWinogradCases.Chosen, .. LaneWinogradCases.Served] : [LaneWinogradCases.Chosen[0]];
        var checks = new FusedChecks(layers.Select(layer => layer.Geometry));
        int served = 0, joined = 0, severalBlocks = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            if (i < LaneWinogradCases.Chosen.Length && Vector512.IsHardwareAccelerated && !Processor.DoesTwoWide)
                report.Add($"{layer} follows the plan", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).Winograd?.AlongPhases is null ? "another" : null);
            var plans = DriverChoice.Plan(checks.Plain(layer)).LaneWinograd(sizeof(float));
            served += plans.Length > 0 ? 1 : 0;
            for (int plan = 0; plan < plans.Length; plan++)
            {
                if (!plans[plan].Lanes.Serves(layer.OutChannels / layer.Geometry.Groups))
                    continue;
                bool joins = (plan + i) % 2 == 0;
                foreach (var kernel in checks.Kernels(layer))
                {
                    foreach (bool hasResidual in (bool[])[false, true])
                    {
                        var layout = DriverChoice.ForceLaneWinograd(kernel, layer, hasResidual, plan, joins);
                        report.Add($"{layer}, plan {plan} serves", layout.Serves ? null : "not");
                        report.Add($"{layer}, scratch memory", layout.Scratch * sizeof(float) > MostScratch ? $"{layout.Scratch} elements" : null);
                        joined += layout.Joins ? 1 : 0;
                        severalBlocks += layout.Blocks > 1 ? 1 : 0;
                    }
                }
                checks.Run(layer with { Name = $"{layer.Name}, plan {plan}{(joins ? ", rows joined" : "")}" }, new Random(i), report);
            }
        }
        report.Add("with vectors of 512 bits all layers are served, with others none", served == (Vector512.IsHardwareAccelerated ? layers.Length : 0) ? null : $"{served} of {layers.Length}");
        if (Vector512.IsHardwareAccelerated)
        {
            report.Add("some layers join rows, some have several blocks of tiles", joined > 0 && severalBlocks > 0 ? null : $"{joined}, {severalBlocks}");
            CheckActivations<float>(LaneWinogradCases.Chosen[1], relative: 2e-6, absolute: 1.2e-7, report);
            CheckActivations<double>(LaneWinogradCases.Chosen[2], relative: 1e-13, absolute: 2.3e-16, report);
        }
        return report;
    }

    /// <summary>All activations, of which register tiles apply some.</summary>
    static void CheckActivations<T>(Layer layer, double relative, double absolute, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
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
            report.Add($"{layer} is served", DriverChoice.ForceLaneWinograd(kernel, layer, hasResidual: false, plan: 0, joins: true).Serves ? null : "not");
            ActivationChecks.Check($"{layer}, {typeof(T).Name}", ActivationChecks.Formulas[i], sums, layer.OutputLength,
                output => kernel.Raw!(input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1),
                o => o, relative, absolute, report);
        }
    }
}
