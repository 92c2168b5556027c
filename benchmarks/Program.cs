using System.Text;
using Generated.Kernels.Benchmarks;

Console.OutputEncoding = Encoding.UTF8;

// Without arguments: everything there is to see, in about a minute.
if (args is [])
{
    Console.WriteLine(Machine.Description);
    Console.WriteLine();
    bool ok = WorkedExamples.Print();
    Console.WriteLine();
    ok &= TextDetection.Run();
    Console.WriteLine();
    ok &= ComparisonTable.Print(ShapeList.Handful);
    return ok ? 0 : 1;
}

// Options belong to BenchmarkDotNet.
if (args[0].StartsWith('-'))
{
    InstructionSets.RunBenchmarks(args);
    return 0;
}

// What the generator writes, what becomes of it, and how long it takes.
if (GeneratorCommands.Run(args) is { } exitCode)
    return exitCode;

Func<Options, bool>? command = args[0] switch
{
    "suite" => SuiteCommand.Run,
    "awkward" => AwkwardSizes.Run,
    "growth" => GrowthCommand.Run,
    "epilogue" => EpilogueCost.Run,
    "overhead" => CallOverhead.Run,
    _ => null,
};
try
{
    if (command is null)
        throw new UsageException($"Unknown command: {args[0]}");
    return command(Options.Parse(args.AsSpan(1))) ? 0 : 1;
}
catch (UsageException problem)
{
    Console.Error.WriteLine(
        $"""
        {problem.Message}

        usage:
          (no arguments)      worked examples, text detection, comparison table
          --filter '*'        BenchmarkDotNet, with any of its options
          suite               layers of published networks, all contestants
          awkward             image sizes that no vector width divides
          growth              the cost of a multiply-add as layers grow
          epilogue            the cost of activations
          overhead            the cost of a call
        {GeneratorCommands.Usage}

        options of the commands:
        {Options.Usage}
        """);
    return 2;
}
