using System.Runtime.ExceptionServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>Work that consists of independent items.</summary>
interface IItems
{
    /// <summary>The number of items.</summary>
    long Items { get; }

    /// <summary>Does the items from <paramref name="first"/> up to but not including <paramref name="end"/>.</summary>
    void Run(long first, long end);
}

/// <summary>
/// Cuts a call into equal parts, the same whenever it is repeated. The calling thread does one after another; threads of the pool
/// take those that it has not begun when they come. Once warm, nothing is allocated.
/// </summary>
sealed class ParallelParts<TWork> : IThreadPoolWorkItem
    where TWork : struct, IItems
{
    /// <summary>A call does not call back: each thread needs one at a time.</summary>
    [ThreadStatic]
    static ParallelParts<TWork>? ofThisThread;

    readonly ManualResetEventSlim done = new();
    TWork work;
    int parts, unfinished;
    Exception? failure;

    /// <summary>The parts that nobody has begun. Who takes one may read the other fields until it is finished.</summary>
    int left;

    /// <summary>How often this waits in the pool's queue. What a call leaves there helps the next one.</summary>
    int queued;

    /// <summary>Does all items.</summary>
    /// <param name="work">The work.</param>
    /// <param name="degree">How many threads may work at once.</param>
    public static void Run(in TWork work, int degree)
    {
        int parts = (int)Math.Min(degree, work.Items);
        if (parts <= 1)
            work.Run(0, work.Items);
        else
            (ofThisThread ??= new()).DoAll(work, parts);
    }

    void DoAll(in TWork work, int parts)
    {
        this.work = work;
        this.parts = parts;
        unfinished = parts;
        failure = null;
        done.Reset();
        Volatile.Write(ref left, parts);
        while (Volatile.Read(ref queued) < parts - 1)
        {
            Interlocked.Increment(ref queued);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        while (DoNext())
        {
        }
        WaitForOthers();
        this.work = default;
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Waits until all parts are finished, also where the thread is interrupted meanwhile: the others work in the caller's memory.</summary>
    void WaitForOthers()
    {
        bool isInterrupted = false;
        while (true)
        {
            try
            {
                done.Wait();
                break;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }
        if (isInterrupted)
            Thread.CurrentThread.Interrupt();
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Decrement(ref queued);
        DoNext();
    }

    bool DoNext()
    {
        int part;
        do
        {
            part = Volatile.Read(ref left) - 1;
            if (part < 0)
                return false;
        }
        while (Interlocked.CompareExchange(ref left, part, part + 1) != part + 1);
        try
        {
            work.Run(work.Items * part / parts, work.Items * (part + 1) / parts);
        }
        catch (Exception exception)
        {
            failure = exception;
        }
        if (Interlocked.Decrement(ref unfinished) == 0)
            done.Set();
        return true;
    }
}
