using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The orders of a tile's input.</summary>
static class InputOrders
{
    public static Report Run()
    {
        var report = new Report();
        // Without vectors the large layers would take a minute.
        Layer[] layers = [.. InputOrderCases.All.Where(layer => Vector128.IsHardwareAccelerated || layer.MultiplyAdds < 4_000_000)];
        var checks = new FusedChecks(layers.Select(layer => layer.Geometry));
        var orders = new List<InputOrder>();
        for (int i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            var layout = DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).Layout;
            orders.Add(layout.Order);
            report.Note($"{layer}: {layout.Order}, {layout.Tiles} tiles");
            checks.Run(layer, new Random(i), report);
        }
        if (Vector512.IsHardwareAccelerated)
        {
            foreach (var order in Enum.GetValues<InputOrder>())
                report.Add($"{order} occurs", orders.Contains(order) ? null : "not at all");
            report.Add("the channels of each row lie together in half of the layers", 2 * orders.Count(order => order == InputOrder.Rows) >= orders.Count ? null : string.Join(", ", orders));
        }
        return report;
    }
}
