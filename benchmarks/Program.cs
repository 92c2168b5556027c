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

Console.Error.WriteLine(
    $"""
    Unknown command: {args[0]}

    usage:
      (no arguments)  worked examples, text detection, comparison table
      --filter '*'    BenchmarkDotNet, with any of its options

    {GeneratorCommands.Usage}
    """);
return 2;
