using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>The Winograd plan: where it is chosen, and wherever it could be, with each width of vectors.</summary>
static class WinogradSuite
{
    public static Report Run()
    {
        var report = new Report();
        Layer[] layers = [.. WinogradCases.Chosen, .. WinogradCases.Served];
        var checks = new FusedChecks(layers.Select(layer => layer.Geometry));
        int[] widths = Vector512.IsHardwareAccelerated ? [512, 256] : Vector256.IsHardwareAccelerated ? [256] : [128];
        int served = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            if (i < WinogradCases.Chosen.Length && Vector128.IsHardwareAccelerated)
                report.Add($"{layer} follows the plan", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).Winograd is null ? "another" : null);
            foreach (int bits in widths)
            {
                bool serves = checks.Kernels(layer).All(kernel => DriverChoice.ForceWinograd(kernel, layer, hasResidual: false, bits) & DriverChoice.ForceWinograd(kernel, layer, hasResidual: true, bits));
                served += serves ? 1 : 0;
                if (serves)
                    checks.Run(layer, new Random(i), report);
            }
        }
        report.Note($"{served} of {layers.Length * widths.Length} layers and widths are served");
        if (Vector128.IsHardwareAccelerated)
            report.Add("most layers are served", served >= (layers.Length - 1) * widths.Length ? null : $"{served} of {layers.Length * widths.Length}");
        return report;
    }
}
