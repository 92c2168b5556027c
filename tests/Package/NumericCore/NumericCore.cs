using System.Diagnostics;
using System.Globalization;

namespace Generated.Kernels.Tests;

/// <summary>The consumer's program, and after its forms the numeric suite: <c>[speed | [widths=&lt;n&gt;] [every=&lt;n&gt;]]</c>.</summary>
static class NumericCore
{
    static (string Name, Func<Report> Run)[] Parts(SuiteOptions options) =>
    [
        ("worked examples", WorkedExamples.Run),
        ("ONNX node tests", GoldenForward.OnnxNodes),
        ("golden layers", GoldenForward.Golden),
        ("width sweep", () => WidthSweep.Run(options)),
        ("adjointness", Adjointness.Run),
        ("activations", ActivationChecks.Run),
        ("threads", () => Parallelism.Run(options)),
        ("protected pages", () => GuardPages.Run(options)),
    ];

    static int Main(string[] arguments)
    {
        int exitCode = Consumer.Program.Run(arguments);
        if (arguments is ["speed"] || exitCode != 0)
            return exitCode;
        var options = new SuiteOptions { EveryGeometry = CompiledIn.EveryGeometry };
        foreach (string argument in arguments)
        {
            int value = int.Parse(argument.AsSpan(argument.IndexOf('=') + 1), CultureInfo.InvariantCulture);
            options = argument.Split('=')[0] switch
            {
                "widths" => options with { Widths = value },
                "every" => options with { EveryShape = value },
                _ => throw new ArgumentException($"unknown option {argument}"),
            };
        }
        int failed = 0;
        foreach (var (name, run) in Parts(options))
        {
            KernelCompiler.ResetCount();
            var watch = Stopwatch.StartNew();
            var report = run();
            foreach (var failure in report.Failures.Take(30))
                Console.WriteLine($"FAILED {name}: {failure.Name}: {failure.Detail}");
            var (asked, found) = KernelCompiler.Count;
            Console.WriteLine($"{name}: {report.Passed} passed, {report.Failures.Count} failed, {found} of {asked} generated kernels, {watch.Elapsed.TotalSeconds:f1} s");
            failed += report.Failures.Count;
        }
        Console.WriteLine(failed == 0 ? "the numeric suite passed" : "the numeric suite FAILED");
        return failed == 0 ? 0 : 1;
    }
}
