using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>The numeric checks as plain methods, so that they run inside the test runner and, with other instruction sets,
/// inside a child process.</summary>
static class NumericSuite
{
    /// <summary>The parts of the suite. Without vectors there are no plans to follow.</summary>
    public static IReadOnlyList<(string Name, Func<Report> Run)> Parts(SuiteOptions options) =>
    [
        ("worked examples", WorkedExamples.Run),
        ("ONNX node tests", GoldenForward.OnnxNodes),
        ("golden layers", GoldenForward.Golden),
        ("width sweep", () => WidthSweep.Run(options)),
        ("random geometries", () => RandomGeometries.Run(options)),
        ("peers' layers", () => PeerComparison.Run(options)),
        ("adjointness", Adjointness.Run),
        ("activations", ActivationChecks.Run),
        .. SuiteOptions.HasPlans ? ofPlans : [],
        ("alignments", Alignments.Run),
        ("special values", SpecialValues.Run),
        ("threads", () => Parallelism.Run(options)),
        ("small stack", SmallStack.Run),
        ("protected pages", () => GuardPages.Run(options)),
    ];

    static readonly (string Name, Func<Report> Run)[] ofPlans =
    [
        ("lanes", LaneSuite.Run),
        ("activations of lanes", LaneActivations.Run),
        ("columns", ColumnSuite.Run),
        ("Winograd", WinogradSuite.Run),
        ("Winograd along phases", LaneWinogradSuite.Run),
        ("row filters", RowFilterSuite.Run),
        ("overlapping rows", RowSuite.Run),
        ("depthwise", DepthwiseSuite.Run),
        ("input orders", InputOrders.Run),
        ("in place", InPlaceSuite.Run),
        ("kept input", KeptInputSuite.Run),
    ];

    /// <summary>Which vector widths the process computes with; the first line that a child process prints.</summary>
    public static string InstructionSets =>
        $"Vector512 {Vector512.IsHardwareAccelerated}, Vector256 {Vector256.IsHardwareAccelerated}, Vector128 {Vector128.IsHardwareAccelerated}";

    /// <summary>Runs the suite and prints what it finds.</summary>
    /// <returns>The exit code: 0 if everything passed.</returns>
    public static int RunAndPrint(SuiteOptions options, TextWriter output)
    {
        output.WriteLine(InstructionSets);
        int passed = 0;
        int failed = 0;
        foreach (var (name, run) in Parts(options).Where(part => options.Part.Length == 0 || part.Name == options.Part))
        {
            var watch = Stopwatch.StartNew();
            Report report;
            try
            {
                report = run();
            }
            catch (Exception exception)
            {
                report = new Report();
                report.Add(name, exception.ToString());
            }
            foreach (string note in report.Notes)
                output.WriteLine($"{name}: {note}");
            foreach (var failure in report.Failures)
                output.WriteLine($"FAILED {name}: {failure.Name}: {failure.Detail}");
            output.WriteLine($"{name}: {report.Passed} passed, {report.Failures.Count} failed, {watch.Elapsed.TotalSeconds:f1} s");
            passed += report.Passed;
            failed += report.Failures.Count;
        }
        output.WriteLine($"total: {passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
