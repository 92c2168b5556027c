using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>Rows of one output channel that a register tile computes together.</summary>
static class RowSuite
{
    public static Report Run()
    {
        var report = new Report();
        Layer[] layers = [.. RowCases.All, .. RowCases.Narrow];
        var checks = new FusedChecks(layers.Select(layer => layer.Geometry));
        for (int i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            if (Vector512.IsHardwareAccelerated && !Processor.DoesTwoWide && i < RowCases.All.Length)
                report.Add($"{layer} follows the plan", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false) is { Lanes: null, Columns: null, Products: null, Depthwise: null } ? null : "another");
            foreach (var (kernel, hasResidual) in checks.Variants(layer))
            {
                var layout = DriverChoice.ForceTiles(kernel, layer, hasResidual);
                if (Vector512.IsHardwareAccelerated && i < RowCases.All.Length)
                    report.Add($"{layer} computes rows together", DriverChoice.Plan(kernel).RowsTogether(1) > 1 && !layout.Flat ? null : "one row at a time");
            }
            checks.Run(layer, new Random(i), report);
        }
        return report;
    }
}
