using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The lanes plan, in all its forms.</summary>
static class LaneSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(LaneCases.All.Select(one => one.Layer.Geometry));
        int followed = 0, flat = 0, tall = 0, leavesOut = 0;
        for (int i = 0; i < LaneCases.All.Length; i++)
        {
            var (kind, layer) = LaneCases.All[i];
            var choice = DriverChoice.KeepLanes(checks.Plain(layer), layer, hasResidual: false);
            DriverChoice.KeepLanes(checks.Kernels(layer)[1], layer, hasResidual: false);
            var (chosen, layout) = (choice.Lanes, choice.Layout);
            if (chosen is not null)
            {
                followed++;
                flat += layout.Flat ? 1 : 0;
                tall += layout.LaneForm == LaneForm.Tall ? 1 : 0;
                leavesOut += chosen.LeavesOutPositions(new(layer.Geometry, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size), layout) ? 1 : 0;
            }
            if (kind == LaneKind.HalfChannels)
            {
                if (Processor.DoesOneWide)
                    report.Add($"{layer} follows the plan", chosen is { HasHalfChannels: true } ? null : "another");
            }
            else if (Vector512.IsHardwareAccelerated && (kind == LaneKind.Phases || layer.OutChannels >= Vector512<float>.Count))
                report.Add($"{layer} follows the plan", chosen is null ? "tiles" : chosen.AlongPhases == (kind == LaneKind.Phases) ? null : "the other form of it");
            checks.Run(layer, new Random(i), report);
        }
        report.Note($"{followed} of {LaneCases.All.Length} layers follow the lanes plan, {flat} across the ends of rows, {tall} with many positions of one vector, {leavesOut} leave out positions whose input lies beside the image");
        if (Vector256.IsHardwareAccelerated)
        {
            report.Add("most layers follow the plan", 2 * followed > LaneCases.All.Length ? null : $"{followed} of {LaneCases.All.Length}");
            report.Add("both forms of tiles run across the ends of rows", tall > 0 && flat > tall ? null : $"{tall} of {flat}");
        }
        if (Vector512.IsHardwareAccelerated)
            report.Add("some layers leave out positions", leavesOut >= 6 ? null : $"{leavesOut}");
        return report;
    }
}
