using System.Diagnostics;

namespace Generated.Kernels.Benchmarks;

/// <summary>How long the generator takes for 1, 10 and 100 annotated methods.</summary>
static class GeneratorTable
{
    const int WarmUps = 200;
    const int Calls = 100;

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
            warmUp.ColdIdle();
            warmUp.AfterUnrelatedEdit();
            warmUp.AfterUnrelatedEditIdle();
            warmUp.ParseEmitted();
        }
        Thread.Sleep(2000); // the JIT compiles in the background what was called often

        var table = new MarkdownTable("annotated methods", "cold ms", "per method", "idle generator, cold ms", "after an unrelated edit ms",
            "idle generator, after the edit ms", "files emitted after the edit", "KiB emitted per method", "parsing them ms");
        foreach (int methods in (int[])[1, 10, 100])
        {
            var run = new GeneratorRun(methods);
            double[] times = Time(() => run.Cold(), () => run.ColdIdle(), () => run.AfterUnrelatedEdit(), () => run.AfterUnrelatedEditIdle(), run.ParseEmitted);
            table.Add($"{methods}", $"{times[0]:f2}", $"{times[0] / methods:f2}", $"{times[1]:f2}", $"{times[2]:f2}", $"{times[3]:f2}",
                $"{run.OutputsAfterUnrelatedEdit()}", $"{run.EmittedCharacters / 1024.0 / methods:f1}", $"{times[4]:f2}");
        }
        Console.WriteLine(table);
        Console.WriteLine();
        Console.WriteLine(
            $"""
            Minima of {Calls} calls after JIT warm-up, interleaved. Cold: a new driver and a compilation in which nothing is bound yet, as when a
            project is opened. The idle generator looks for the same attribute and does nothing: the difference is this generator's. After an
            edit the compiler has every generator look at its annotated methods again; nothing is emitted. Parsing the emitted files is the
            compiler's work, once per file.
            """);
    }

    static double[] Time(params Action[] calls)
    {
        double[] best = [.. calls.Select(_ => double.MaxValue)];
        for (int round = 0; round < Calls; round++)
        {
            for (int i = 0; i < calls.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                calls[i]();
                best[i] = Math.Min(best[i], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        return best;
    }
}
