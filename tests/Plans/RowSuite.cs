using System.Runtime.Intrinsics;

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
            var choice = DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false);
            bool together = DriverChoice.Plan(checks.Plain(layer)).RowsTogether(1) > 1 && !choice.Layout.Flat && choice is { Lanes: null, Columns: null, Products: null, Depthwise: null };
            if (Vector512.IsHardwareAccelerated && i < RowCases.All.Length)
                report.Add($"{layer} computes rows together", together ? null : "another plan, or one row at a time");
            checks.Run(layer, new Random(i), report);
        }
        return report;
    }
}
