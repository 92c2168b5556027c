using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Generated.Kernels.Benchmarks;

/// <summary>
/// How long memory needs for a layer's data: reads as many numbers as input and weights have and writes as many as the output
/// has, in vectors, and computes next to nothing. Both are done again and again on the same memory, so that what fits a cache
/// comes from that cache, as it does for the contestants.
/// </summary>
sealed class Streaming(Shape shape, int threads)
{
    const int Runs = 10;

    /// <summary>Enough for a run to be much longer than what it takes to start and stop a clock.</summary>
    const long BytesPerRun = 32L << 20;

    readonly float[] read = new float[shape.InputLength + shape.WeightLength];
    readonly float[] written = new float[shape.OutputLength];
    readonly float[] sums = new float[threads];

    /// <summary>The shortest time for going through the data once, in milliseconds.</summary>
    public double Milliseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>Takes the time, some more times.</summary>
    public void Measure()
    {
        int passes = (int)Math.Max(1, BytesPerRun / shape.Bytes);
        for (int run = 0; run < Runs; run++)
            Milliseconds = Math.Min(Milliseconds, 1000 * Team.Seconds(threads, thread => Stream(thread, passes)) / passes);
    }

    void Stream(int thread, int passes)
    {
        var from = Share(read, thread);
        var to = Share(written, thread);
        for (int pass = 0; pass < passes; pass++)
        {
            sums[thread] += Sum(from);
            Fill(to, pass);
        }
    }

    Span<float> Share(float[] all, int thread) =>
        all.AsSpan((int)((long)all.Length * thread / threads)..(int)((long)all.Length * (thread + 1) / threads));

    /// <summary>Four sums, so that loads do not wait for additions. Less than four vectors at the end are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Sum(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var (sum0, sum1, sum2, sum3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        for (; vectors.Length >= 4; vectors = vectors[4..])
        {
            sum0 += vectors[0];
            sum1 += vectors[1];
            sum2 += vectors[2];
            sum3 += vectors[3];
        }
        return Vector.Sum(sum0 + sum1 + (sum2 + sum3));
    }

    /// <summary>Less than four vectors at the end are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Fill(Span<float> values, float value)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var vector = new Vector<float>(value);
        for (; vectors.Length >= 4; vectors = vectors[4..])
        {
            vectors[0] = vector;
            vectors[1] = vector;
            vectors[2] = vector;
            vectors[3] = vector;
        }
    }
}
