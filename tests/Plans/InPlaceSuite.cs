using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>Inputs that are read from where they lie: those of several tiles of a sequence, and images whose last register tile is computed once more
/// together with what lies before it.</summary>
static class InPlaceSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(InPlaceCases.All.Concat(InPlaceCases.Images).Select(layer => layer.Geometry));
        for (int i = 0; i < InPlaceCases.All.Length; i++)
        {
            var layer = InPlaceCases.All[i];
            if (Vector512.IsHardwareAccelerated && !Processor.DoesTwoWide)
                report.Add($"{layer} follows the plan", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false) is { Lanes: null, Columns: null, Products: null, Depthwise: null } ? null : "another");
            foreach (var (kernel, hasResidual) in checks.Variants(layer))
            {
                var layout = DriverChoice.ForceTiles(kernel, layer, hasResidual);
                if (Vector512.IsHardwareAccelerated && (!Processor.DoesTwoWide || InPlaceCases.HasPhasesTogether(layer)))
                    report.Add($"{layer} is read in place", layout is { InPlace: true, TilesWidth: > 2 } ? null : $"{layout.InPlace}, {layout.TilesWidth} tiles");
            }
            checks.Run(layer, new Random(i), report);
        }
        foreach (var layer in InPlaceCases.Images)
        {
            foreach (var (kernel, hasResidual) in checks.Variants(layer))
            {
                var layout = DriverChoice.ForceTiles(kernel, layer, hasResidual);
                if (Processor.DoesOneWide)
                    report.Add($"{layer} is read in place across the ends of rows", layout is { InPlace: true, Flat: true } ? null : $"{layout.InPlace}, {layout.Flat}");
            }
            checks.Run(layer, new Random(layer.Size[0]), report);
        }
        return report;
    }
}
