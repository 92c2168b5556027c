using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>Inputs of several tiles that are read from where they lie.</summary>
static class InPlaceSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(InPlaceCases.All.Select(layer => layer.Geometry));
        for (int i = 0; i < InPlaceCases.All.Length; i++)
        {
            var layer = InPlaceCases.All[i];
            var choice = DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false);
            bool inPlace = choice.Layout is { InPlace: true, TilesWidth: > 2 } && choice is { Lanes: null, Columns: null, Products: null, Depthwise: null };
            if (Vector512.IsHardwareAccelerated)
                report.Add($"{layer} is read in place", inPlace ? null : $"another plan, or {choice.Layout.TilesWidth} tiles that are copied");
            checks.Run(layer, new Random(i), report);
        }
        return report;
    }
}
