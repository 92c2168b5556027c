using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>Layers with known results: the ONNX node tests and the golden layers that libtorch computed. Exact.</summary>
static class GoldenForward
{
    public static Report OnnxNodes()
    {
        var report = new Report();
        Run<float>(CaseFiles.OnnxNodes(), report);
        Run<double>(CaseFiles.OnnxNodes(), report);
        return report;
    }

    public static Report Golden()
    {
        var report = new Report();
        var cases = CaseFiles.Golden();
        Run<float>(cases, report);
        Run<double>([.. cases.Where((_, i) => i % 4 == 0)], report);
        return report;
    }

    static void Run<T>(IReadOnlyList<GoldenCase> cases, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var kernels = KernelCompiler.Compile<T>([.. cases.Select(c => KernelDeclaration.For(c.Layer, bias: c.Bias.Length > 0))]);
        int runs = 0;
        for (int i = 0; i < cases.Count; i++)
        {
            var (layer, input, weight, bias, expected) = cases[i];
            foreach (var (name, call) in Ways.All(layer.Geometry, kernels[i]))
            {
                report.Add($"{layer}, {typeof(T).Name}, {name}", LayerRun.Compare(
                    call, layer, TestData.Convert<T>(input), TestData.Convert<T>(weight), TestData.Convert<T>(bias), TestData.Convert<T>(expected)));
                runs++;
            }
        }
        report.Note($"{typeof(T).Name}: {cases.Count} cases, {runs} runs, {kernels.Count(k => k is { IsSpecialised: true })} on a specialised plan, " +
            $"{kernels.Count(k => k is { IsSpecialised: false })} on the generic path");
    }
}
