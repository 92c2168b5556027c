using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The columns plan.</summary>
static class ColumnSuite
{
    public static Report Run()
    {
        var report = new Report();
        var checks = new FusedChecks(ColumnCases.All.Select(layer => layer.Geometry));
        int severalParts = 0, channelParts = 0;
        for (int i = 0; i < ColumnCases.All.Length; i++)
        {
            var layer = ColumnCases.All[i];
            if (Vector512.IsHardwareAccelerated && !Processor.DoesTwoWide)
                report.Add($"{layer} follows the plan", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).Columns is null ? "another" : null);
            foreach (var (kernel, hasResidual) in checks.Variants(layer))
            {
                var layout = DriverChoice.ForceColumns(kernel, layer, hasResidual);
                report.Add($"{layer} is served", layout.Serves == Vector128.IsHardwareAccelerated ? null : $"{layout.Serves}");
                severalParts += layout.Serves && (layout.KernelRows < layer.Geometry.Axes[0].K || layout.Channels < layer.OutChannels / layer.Geometry.Groups) ? 1 : 0;
                channelParts += layout.ChannelParts > 1 ? 1 : 0;
            }
            checks.Run(layer, new Random(i), report);
        }
        if (Vector128.IsHardwareAccelerated)
            report.Add("some layers compute a part of the kernel or of the channels at once", severalParts >= 2 ? null : $"{severalParts}");
        if (Vector256.IsHardwareAccelerated)
            report.Add("some layers sum the input channels in parts", channelParts >= 2 ? null : $"{channelParts}");
        return report;
    }
}
