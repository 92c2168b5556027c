using System.Text;

namespace Generated.Kernels.Benchmarks;

/// <summary>The suite's result as Markdown.</summary>
static class SuiteTable
{
    public static string Format(SuiteResult result)
    {
        var text = new StringBuilder();
        text.AppendLine($"## Layers of published networks, {result.Threads} thread{(result.Threads == 1 ? "" : "s")}");
        text.AppendLine();
        text.AppendLine(result.Machine);
        text.AppendLine();
        text.AppendLine(Table(result).ToString());
        text.AppendLine();
        text.AppendLine("Times are minima / medians in milliseconds, ratios those of the minima. GFLOP/s count two per input element and kernel element; " +
            "so many % of them reach outputs, and the padding cuts off the others.");
        text.AppendLine();
        text.AppendLine($"* ONNX Runtime / generated: lowest {result.LowestOnnxRuntimeOverGenerated:f2}× ({result.LowestOnnxRuntimeOverGeneratedAt}), geometric mean {result.MeanOnnxRuntimeOverGenerated:f2}×");
        text.AppendLine($"* generic / generated: geometric mean {result.MeanGenericOverGenerated:f2}×; ONNX Runtime / generic: geometric mean {result.MeanOnnxRuntimeOverGeneric:f2}×");
        text.AppendLine($"* share of the roofline: lowest {100 * result.LowestShareOfRoofline:f0} % ({result.LowestShareOfRooflineAt})");
        if (result.LowestSpeedUp is { } speedUp)
            text.AppendLine($"* speed-up over one thread: lowest {speedUp:f2}×");
        text.AppendLine($"* FMA peak: {result.Peak:f1} GFLOP/s; libtorch: {result.LibTorch}");
        text.AppendLine($"* managed memory that a call of a generated kernel allocates: {result.Layers.Max(layer => layer.Allocated)} bytes at most");
        string[] wrong = [.. result.Layers.Where(layer => !layer.Agrees).Select(layer => layer.Layer)];
        text.Append($"* largest difference from ONNX Runtime's outputs: {result.Layers.Max(layer => layer.Difference):0.0e-0} ({(wrong is [] ? "ok" : "WRONG: " + string.Join(", ", wrong))})");
        return text.ToString();
    }

    static MarkdownTable Table(SuiteResult result)
    {
        bool libTorch = result.Layers.Any(layer => layer.LibTorch is not null);
        bool threads = result.Threads > 1;
        var columns = new List<(string Heading, Func<Measured, string> Cell)>
        {
            ("layer", layer => layer.Layer),
            ("network", layer => layer.Network),
            ("generic", layer => Times(layer.Generic)),
            ("ONNX Runtime", layer => Times(layer.OnnxRuntime)),
            ("generated", layer => Times(layer.Generated)),
            ("ONNX Runtime / generated", layer => $"{layer.OnnxRuntimeOverGenerated:f2}×"),
            ("generic / generated", layer => $"{layer.GenericOverGenerated:f2}×"),
            ("GFLOP/s", layer => $"{layer.Rate:f1}"),
            ("% of peak", layer => $"{100 * layer.ShareOfPeak:f0}"),
            ("% of roofline", layer => $"{100 * layer.ShareOfRoofline:f0}"),
            ("% reaching", layer => $"{100 * layer.ReachingPart:f0}"),
        };
        if (threads)
            columns.Insert(7, ("speed-up", layer => layer.SpeedUp is { } speedUp ? $"{speedUp:f2}×" : ""));
        if (libTorch)
        {
            columns.Insert(4, ("libtorch", layer => layer.LibTorch is { } times ? Times(times) : ""));
            columns.Insert(7, ("libtorch / generated", layer => layer.LibTorchOverGenerated is { } ratio ? $"{ratio:f2}×" : ""));
        }

        var table = new MarkdownTable([.. columns.Select(column => column.Heading)]) { TextColumns = 2 };
        foreach (var layer in result.Layers)
            table.Add([.. columns.Select(column => column.Cell(layer))]);
        return table;
    }

    static string Times(CallTimes times) => $"{times.Minimum:f3} / {times.Median:f3}";
}
