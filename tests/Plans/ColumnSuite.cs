using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>The columns plan.</summary>
static class ColumnSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(ColumnCases.All.Select(layer => layer.Geometry));
        int severalParts = 0;
        for (int i = 0; i < ColumnCases.All.Length; i++)
        {
            var layer = ColumnCases.All[i];
            var chosen = DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).Columns;
            if (Vector512.IsHardwareAccelerated)
                report.Add($"{layer} follows the plan", chosen is null ? "tiles or lanes" : null);
            if (chosen is { } layout && (layout.KernelRows < layer.Geometry.Axes[0].K || layout.Channels < layer.OutChannels / layer.Geometry.Groups))
                severalParts++;
            checks.Run(layer, new Random(i), report);
        }
        if (Vector512.IsHardwareAccelerated)
            report.Add("some layers compute a part of the kernel or of the channels at once", severalParts >= 2 ? null : $"{severalParts}");
        return report;
    }
}
