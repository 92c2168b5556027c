using System.Globalization;
using Generated.Kernels.Tests.Budgets;

namespace Generated.Kernels.Tests;

/// <summary>
/// The entry point of the test assembly as a child process: <c>dotnet exec Generated.Kernels.Tests.dll numeric</c>, to run
/// the numeric suite with environment variables such as <c>DOTNET_EnableAVX512=0</c>; and the commands <c>speed</c>, which prints what Native AOT costs, and <c>budgets</c>, which prints
/// what kernels cost in text, IL, native code and JIT time. The test runner does not use it.
/// </summary>
static class Program
{
    static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["speed"]:
                return PackageSpeed.RunAndPrint(Console.Out);
            case ["budgets"]:
                Console.WriteLine(JitCosts.Measure(runs: 5).ToMarkdown());
                return 0;
            case [JitCosts.ChildCommand, var image]:
                JitCosts.RunChild(image);
                return 0;
            case ["numeric", ..]:
                return NumericSuite.RunAndPrint(Options(arguments), Console.Out);
        }
        Console.Error.WriteLine("usage: speed | budgets | numeric [seed=<n>] [geometries=<n>] [calls=<n>] [peers=<multiply-adds>] [widths=<n>] [every=<n>] [part=<name>] [trace=true]");
        return 2;
    }

    static SuiteOptions Options(string[] arguments)
    {
        var options = new SuiteOptions();
        foreach (string argument in arguments[1..])
        {
            string[] parts = argument.Split('=');
            string value = parts[1];
            options = parts[0] switch
            {
                "seed" => options with { Seed = Number(value) },
                "geometries" => options with { Geometries = Number(value) },
                "calls" => options with { Calls = Number(value) },
                "peers" => options with { PeerMultiplyAdds = Number(value) },
                "widths" => options with { Widths = Number(value) },
                "every" => options with { EveryShape = Number(value) },
                "part" => options with { Part = value },
                "trace" => options with { Trace = bool.Parse(value) },
                _ => throw new ArgumentException($"unknown option {parts[0]}"),
            };
        }
        return options;

        static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
    }
}
