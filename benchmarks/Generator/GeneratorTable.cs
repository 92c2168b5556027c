using System.Diagnostics;

namespace Generated.Kernels.Benchmarks;

/// <summary>How long the generator takes for 1, 10 and 100 annotated methods.</summary>
static class GeneratorTable
{
    const int WarmUps = 30;
    const int Calls = 60;

    /// <summary>Measures and prints the table.</summary>
    public static void Print()
    {
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        // What is measured first would pay for the JIT otherwise.
        var warmUp = new GeneratorRun(20);
        for (int i = 0; i < WarmUps; i++)
        {
            warmUp.Cold();
            warmUp.AfterUnrelatedEdit();
        }
        Thread.Sleep(300); // the JIT compiles in the background what was called often

        var table = new MarkdownTable("annotated methods", "cold ms", "cold ms per method", "after an unrelated edit ms", "files emitted after it", "an idle generator cold ms", "KiB emitted per method");
        foreach (int methods in (int[])[1, 10, 100])
        {
            var run = new GeneratorRun(methods);
            var (cold, edit, idle) = (Time(() => run.Cold()), Time(() => run.AfterUnrelatedEdit()), Time(() => run.WithoutGenerator()));
            table.Add($"{methods}", $"{cold:f2}", $"{cold / methods:f2}", $"{edit:f3}", $"{run.OutputsAfterUnrelatedEdit()}", $"{idle:f2}", $"{run.EmittedCharacters / 1024.0 / methods:f1}");
        }
        Console.WriteLine(table);
        Console.WriteLine();
        Console.WriteLine($"Minima of {Calls} calls after JIT warm-up. Cold: a new driver and a compilation in which nothing is bound yet, as when a project is opened; parsing the emitted files is part of it.");
    }

    static double Time(Action call)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Calls; i++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return best;
    }
}
