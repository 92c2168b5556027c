using System.Diagnostics;

namespace Generated.Kernels.Benchmarks;

/// <summary>Threads that do the same work at the same time.</summary>
static class Team
{
    /// <summary>Calls <paramref name="work"/> once on each thread.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="work">The work, given the thread's number.</param>
    /// <returns>The seconds from when all were there to when the last had done its work.</returns>
    public static double Seconds(int threads, Action<int> work)
    {
        long firstStart = long.MaxValue, lastStop = 0;
        using var barrier = new Barrier(threads);
        var gate = new Lock();
        var others = Enumerable.Range(1, threads - 1).Select(number => new Thread(() => Take(number))).ToList();
        others.ForEach(thread => thread.Start());
        Take(0);
        others.ForEach(thread => thread.Join());
        return (double)(lastStop - firstStart) / Stopwatch.Frequency;

        void Take(int number)
        {
            barrier.SignalAndWait();
            long start = Stopwatch.GetTimestamp();
            work(number);
            long stop = Stopwatch.GetTimestamp();
            lock (gate)
                (firstStart, lastStop) = (Math.Min(firstStart, start), Math.Max(lastStop, stop));
        }
    }
}
