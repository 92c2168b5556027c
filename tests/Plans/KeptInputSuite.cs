using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>Inputs that the first pass over a tile keeps for the others, in either order.</summary>
static class KeptInputSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(KeptInputCases.All.Select(layer => layer.Geometry));
        foreach (var order in (InputOrder[])[InputOrder.Planes, InputOrder.Rows])
        {
            for (int i = 0; i < KeptInputCases.All.Length; i++)
            {
                var layer = KeptInputCases.All[i];
                foreach (var (kernel, hasResidual) in checks.Variants(layer))
                {
                    var layout = DriverChoice.ForceKept(kernel, layer, hasResidual, order);
                    report.Add($"{layer} keeps its input in {order}", layout.KeepsInput == Vector512.IsHardwareAccelerated && layout.Tiles > 1 ? null : $"{layout.KeepsInput}, {layout.Tiles} tiles");
                }
                checks.Run(layer, new Random(i), report);
            }
        }
        return report;
    }
}
