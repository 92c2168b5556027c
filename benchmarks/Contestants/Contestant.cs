namespace Generated.Kernels.Benchmarks;

/// <summary>One way to compute a layer, ready to run: what can be prepared once, such as packed weights, is prepared.</summary>
abstract class Contestant : IDisposable
{
    protected Contestant(Workload work)
        : this(new float[work.Shape.OutputLength])
    {
    }

    /// <param name="output">The memory for the result.</param>
    protected Contestant(float[] output)
    {
        Output = output;
        Array.Fill(Output, float.NaN); // what is not written shows
    }

    /// <summary>The result of the last run.</summary>
    public virtual float[] Output { get; }

    /// <summary>How long to leave the processors to themselves after a turn: threads that wait actively for the next call would
    /// disturb the others.</summary>
    public virtual TimeSpan Rest => TimeSpan.Zero;

    public abstract void Run();

    /// <summary>The managed memory that a call allocates on its own thread, the average of some.</summary>
    public long AllocatedBytes()
    {
        const int Calls = 10;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < Calls; call++)
            Run();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    public virtual void Dispose()
    {
    }

    /// <summary>The largest difference between two results; NaN where one of them is no number.</summary>
    public static double LargestDifference(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(one.Length, other.Length);
        double largest = 0;
        for (int i = 0; i < one.Length; i++)
            largest = Math.Max(largest, Math.Abs((double)one[i] - other[i])); // Max hands on NaN
        return largest;
    }
}
