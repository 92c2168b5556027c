using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>Rows of one output channel that a register tile computes together.</summary>
static class RowSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(RowCases.All.Select(layer => layer.Geometry));
        for (int i = 0; i < RowCases.All.Length; i++)
        {
            var layer = RowCases.All[i];
            var choice = DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false);
            bool together = DriverChoice.Plan(checks.Plain(layer)).RowsTogether(1) > 1 && !choice.Layout.Flat && choice is { Lanes: null, Columns: null, Winograd: null };
            if (Vector512.IsHardwareAccelerated)
                report.Add($"{layer} computes rows together", together ? null : "another plan, or one row at a time");
            checks.Run(layer, new Random(i), report);
        }
        return report;
    }
}
