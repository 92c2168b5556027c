using System.Diagnostics;

namespace Generated.Kernels.Benchmarks;

/// <summary>The times of the calls of one contestant, in milliseconds.</summary>
readonly record struct CallTimes(double Minimum, double Median, int Calls);

/// <summary>
/// Times contestants in one process, taking turns, so that a change of the machine's speed meets all of them. The minimum is
/// the figure to compare: what disturbs a call only ever adds to its time.
/// </summary>
static class Interleaved
{
    /// <summary>The JIT optimises what was called thirty times.</summary>
    const int CallsToOptimise = 32;

    const int WarmUpCalls = 64;

    /// <summary>Warms up and times what needs no rest after its turn.</summary>
    public static CallTimes[] Measure(Effort effort, params ReadOnlySpan<Action> actions)
    {
        var turns = new (Action, TimeSpan)[actions.Length];
        for (int i = 0; i < actions.Length; i++)
            turns[i] = (actions[i], TimeSpan.Zero);
        return Measure(effort, turns);
    }

    /// <summary>Warms contestants up and times them.</summary>
    public static CallTimes[] Measure(Effort effort, IEnumerable<Contestant> contestants) =>
        Measure(effort, [.. contestants.Select(contestant => ((Action)contestant.Run, contestant.Rest))]);

    static CallTimes[] Measure(Effort effort, (Action Run, TimeSpan RestAfter)[] contestants)
    {
        // Twice, with a pause in which the JIT compiles what was called often.
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (var (run, _) in contestants)
            {
                int calls = Repeat(run, effort.WarmUp, WarmUpCalls, null);
                if (pass == 0)
                    Repeat(run, effort.LongestWarmUp - effort.WarmUp, CallsToOptimise - calls, null);
            }
            Thread.Sleep(150);
        }

        var times = Array.ConvertAll(contestants, _ => new List<double>());
        for (int round = 0; round < effort.Rounds; round++)
        for (int i = 0; i < contestants.Length; i++)
        {
            Repeat(contestants[i].Run, effort.Turn, int.MaxValue, times[i]);
            Thread.Sleep(contestants[i].RestAfter);
        }
        return Array.ConvertAll(times, Summary);
    }

    /// <summary>Calls until the time is over or the number of calls is reached.</summary>
    /// <returns>The number of calls.</returns>
    static int Repeat(Action contestant, TimeSpan time, int atMost, List<double>? times)
    {
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        int calls = 0;
        while (calls < atMost)
        {
            long start = Stopwatch.GetTimestamp();
            contestant();
            long stop = Stopwatch.GetTimestamp();
            times?.Add((stop - start) * 1000.0 / Stopwatch.Frequency);
            calls++;
            if (stop >= end)
                break;
        }
        return calls;
    }

    static CallTimes Summary(List<double> times)
    {
        times.Sort();
        return new CallTimes(times[0], times[times.Count / 2], times.Count);
    }
}
