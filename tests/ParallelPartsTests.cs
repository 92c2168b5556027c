using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>Parts that fail: the call ends with the exception of one of them, once all others have ended, and the next call is as any
/// other.</summary>
public sealed class ParallelPartsTests
{
    /// <summary>Long enough for a machine that is busy with other things.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(7, 2)]
    [InlineData(7, 7)]
    [InlineData(20, 3)]
    public void ExceptionOfAnyPartSurfaces(int items, int degree)
    {
        for (int failing = 0; failing < items; failing++)
        {
            var failure = new InvalidOperationException();
            int culprit = failing;
            Assert.Same(failure, Record.Exception(() => Run(items, degree, item => { if (item == culprit) throw failure; })));
            AssertDoesAll(items, degree);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ExceptionSurfacesOnTheCallingThread(bool failsInThePool)
    {
        using var bothBegun = new Barrier(2);
        int caller = Environment.CurrentManagedThreadId;
        var failure = new InvalidOperationException();
        int succeeded = 0;
        var surfaced = Record.Exception(() => Run(2, 2, _ =>
        {
            // Each thread waits for the other: neither does both parts.
            if (!bothBegun.SignalAndWait(Patience))
                throw new TimeoutException();
            if (Environment.CurrentManagedThreadId == caller != failsInThePool)
                throw failure;
            Thread.Sleep(20);
            Interlocked.Increment(ref succeeded);
        }));
        Assert.Same(failure, surfaced);
        Assert.Equal(1, succeeded);
        AssertDoesAll(2, 2);
    }

    [Fact]
    public void OneOfManyExceptionsSurfaces()
    {
        Assert.IsType<InvalidOperationException>(Record.Exception(() => Run(9, 9, _ => throw new InvalidOperationException())));
        AssertDoesAll(9, 9);
    }

    /// <summary>A call whose thread is interrupted waits for the other parts, which work in its memory, and leaves the interrupt to the caller.</summary>
    [Fact]
    public void InterruptedCallsWaitForAllParts()
    {
        using var begun = new Barrier(2);
        using var mayEnd = new ManualResetEventSlim();
        int ended = 0, endedAtReturn = 0;
        bool wasInterrupted = false;
        var caller = new Thread(() =>
        {
            int self = Environment.CurrentManagedThreadId;
            Run(2, 2, _ =>
            {
                begun.SignalAndWait(Patience);
                if (Environment.CurrentManagedThreadId != self)
                    mayEnd.Wait(Patience);
                Interlocked.Increment(ref ended);
            });
            endedAtReturn = Volatile.Read(ref ended);
            wasInterrupted = Record.Exception(() => Thread.Sleep(Patience)) is ThreadInterruptedException;
        });
        caller.Start();
        SpinWait.SpinUntil(() => Volatile.Read(ref ended) == 1 && (caller.ThreadState & ThreadState.WaitSleepJoin) != 0, Patience);
        caller.Interrupt();
        Thread.Sleep(50);
        mayEnd.Set();
        Assert.True(caller.Join(Patience));
        Assert.Equal(2, endedAtReturn);
        Assert.True(wasInterrupted);
    }

    static void AssertDoesAll(int items, int degree)
    {
        var done = new int[items];
        Run(items, degree, item => Interlocked.Increment(ref done[item]));
        Assert.All(done, times => Assert.Equal(1, times));
    }

    static void Run(int items, int degree, Action<long> body) => ParallelParts<Bodies>.Run(new Bodies(items, body), degree);

    readonly struct Bodies(int items, Action<long> body) : IItems
    {
        public long Items => items;

        public void Run(long first, long end)
        {
            for (long item = first; item < end; item++)
                body(item);
        }
    }
}
