using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.Benchmarks;

/// <summary>
/// How many multiply-adds the cores can do: a loop of independent ones that never leaves the registers. Twelve sums cover a
/// latency of up to six cycles on two units.
/// </summary>
static class FmaPeak
{
    const int Sums = 12;
    const int Iterations = 200_000;
    const int Runs = 20;

    /// <summary>The best rate of some threads together over the vector widths that kernels may use here, in GFLOP/s, two per
    /// multiply-add.</summary>
    public static double Measure(int threads)
    {
        double best = 0;
        if (Vector512.IsHardwareAccelerated)
            best = Math.Max(best, Rate<Lanes16>(threads));
        if (Vector256.IsHardwareAccelerated)
            best = Math.Max(best, Rate<Lanes8>(threads));
        if (Vector128.IsHardwareAccelerated)
            best = Math.Max(best, Rate<Lanes4>(threads));
        return best;
    }

    static double Rate<TVector>(int threads)
        where TVector : struct, IVector<TVector>
    {
        double best = 0;
        for (int run = 0; run < Runs; run++)
        {
            double seconds = Team.Seconds(threads, _ => Spin<TVector>(0.5f));
            best = Math.Max(best, 2.0 * TVector.Count * Sums * Iterations * threads / seconds / 1e9);
        }
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static TVector Spin<TVector>(float value)
        where TVector : struct, IVector<TVector>
    {
        TVector x = TVector.Create(value), s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x, s10 = x, s11 = x;
        for (int i = 0; i < Iterations; i++)
        {
            s0 = TVector.MultiplyAdd(s0, x, x);
            s1 = TVector.MultiplyAdd(s1, x, x);
            s2 = TVector.MultiplyAdd(s2, x, x);
            s3 = TVector.MultiplyAdd(s3, x, x);
            s4 = TVector.MultiplyAdd(s4, x, x);
            s5 = TVector.MultiplyAdd(s5, x, x);
            s6 = TVector.MultiplyAdd(s6, x, x);
            s7 = TVector.MultiplyAdd(s7, x, x);
            s8 = TVector.MultiplyAdd(s8, x, x);
            s9 = TVector.MultiplyAdd(s9, x, x);
            s10 = TVector.MultiplyAdd(s10, x, x);
            s11 = TVector.MultiplyAdd(s11, x, x);
        }
        // All sums take part in the result, so that none is dropped.
        s0 = TVector.MultiplyAdd(s0, s1, TVector.MultiplyAdd(s2, s3, s4));
        s5 = TVector.MultiplyAdd(s5, s6, TVector.MultiplyAdd(s7, s8, s9));
        return TVector.MultiplyAdd(s0, s5, TVector.MultiplyAdd(s10, s11, x));
    }

    /// <summary>A vector of floats; the JIT keeps it in a register.</summary>
    interface IVector<TSelf>
        where TSelf : struct, IVector<TSelf>
    {
        static abstract int Count { get; }

        static abstract TSelf Create(float value);

        /// <summary>One instruction where the machine has it.</summary>
        static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);
    }

    readonly record struct Lanes16(Vector512<float> Value) : IVector<Lanes16>
    {
        public static int Count => Vector512<float>.Count;

        public static Lanes16 Create(float value) => new(Vector512.Create(value));

        public static Lanes16 MultiplyAdd(Lanes16 a, Lanes16 b, Lanes16 c) => new(Vector512.MultiplyAddEstimate(a.Value, b.Value, c.Value));
    }

    readonly record struct Lanes8(Vector256<float> Value) : IVector<Lanes8>
    {
        public static int Count => Vector256<float>.Count;

        public static Lanes8 Create(float value) => new(Vector256.Create(value));

        public static Lanes8 MultiplyAdd(Lanes8 a, Lanes8 b, Lanes8 c) => new(Vector256.MultiplyAddEstimate(a.Value, b.Value, c.Value));
    }

    readonly record struct Lanes4(Vector128<float> Value) : IVector<Lanes4>
    {
        public static int Count => Vector128<float>.Count;

        public static Lanes4 Create(float value) => new(Vector128.Create(value));

        public static Lanes4 MultiplyAdd(Lanes4 a, Lanes4 b, Lanes4 c) => new(Vector128.MultiplyAddEstimate(a.Value, b.Value, c.Value));
    }
}
