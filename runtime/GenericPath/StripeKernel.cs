using System.Numerics;
using System.Runtime.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// The inner loops of <see cref="TilePath{T}"/>: the sums of one phase at all positions of a tile, for four output channels
/// or for one. A stripe of positions stays in registers while all input channels and taps pass by.
/// </summary>
/// <remarks>
/// Twelve accumulators for four channels, because the fused multiply-add of today's processors needs eight to ten in flight,
/// and with three input vectors and one weight they just fit the sixteen registers of AVX2. The last stripe is moved back so
/// that it ends with the tile: some sums are then computed twice, with the same result.
/// </remarks>
internal static unsafe class StripeKernel<T>
    where T : unmanaged
{
    /// <summary>Output channels of the wider of the two loops.</summary>
    public const int ChannelBlock = 4;

    /// <summary>Positions of the widest stripe: what a tile must have room for.</summary>
    public static int MaxStripe => 6 * Vector<T>.Count;

    /// <summary>Four output channels.</summary>
    /// <param name="input">The tile's first input, without shift.</param>
    /// <param name="channelPitch">From one input channel of the tile to the next.</param>
    /// <param name="channels">The number of input channels.</param>
    /// <param name="offsets">For each tap, its distance in the tile.</param>
    /// <param name="taps">The number of taps.</param>
    /// <param name="weights"><c>[channels, taps, 4]</c></param>
    /// <param name="bias"><c>[4]</c></param>
    /// <param name="sums"><c>[4, positions]</c> with <paramref name="sumsPitch"/> between channels.</param>
    /// <param name="sumsPitch">From one output channel's sums to the next.</param>
    /// <param name="positions">The number of positions.</param>
    public static void Four(T* input, int channelPitch, int channels, int* offsets, int taps, T* weights, T* bias, T* sums, int sumsPitch, int positions)
    {
        int width = Vector<T>.Count;
        int last = Math.Max(0, positions - 3 * width);
        for (int position = 0; ; position = Math.Min(position + 3 * width, last))
        {
            var a0 = Vector.Create(bias[0]);
            var b0 = Vector.Create(bias[1]);
            var c0 = Vector.Create(bias[2]);
            var d0 = Vector.Create(bias[3]);
            Vector<T> a1 = a0, a2 = a0, b1 = b0, b2 = b0, c1 = c0, c2 = c0, d1 = d0, d2 = d0;
            T* w = weights;
            T* x = input + position;
            for (int channel = 0; channel < channels; channel++, x += channelPitch)
            {
                for (int tap = 0; tap < taps; tap++, w += 4)
                {
                    T* at = x + offsets[tap];
                    var x0 = Vector.Load(at);
                    var x1 = Vector.Load(at + width);
                    var x2 = Vector.Load(at + 2 * width);
                    var weight = Vector.Create(w[0]);
                    (a0, a1, a2) = (MultiplyAdd(weight, x0, a0), MultiplyAdd(weight, x1, a1), MultiplyAdd(weight, x2, a2));
                    weight = Vector.Create(w[1]);
                    (b0, b1, b2) = (MultiplyAdd(weight, x0, b0), MultiplyAdd(weight, x1, b1), MultiplyAdd(weight, x2, b2));
                    weight = Vector.Create(w[2]);
                    (c0, c1, c2) = (MultiplyAdd(weight, x0, c0), MultiplyAdd(weight, x1, c1), MultiplyAdd(weight, x2, c2));
                    weight = Vector.Create(w[3]);
                    (d0, d1, d2) = (MultiplyAdd(weight, x0, d0), MultiplyAdd(weight, x1, d1), MultiplyAdd(weight, x2, d2));
                }
            }
            T* to = sums + position;
            Store(to, a0, a1, a2);
            Store(to + sumsPitch, b0, b1, b2);
            Store(to + 2 * sumsPitch, c0, c1, c2);
            Store(to + 3 * sumsPitch, d0, d1, d2);
            if (position == last)
                return;
        }
    }

    /// <summary>One output channel; the parameters are those of <see cref="Four"/>.</summary>
    public static void One(T* input, int channelPitch, int channels, int* offsets, int taps, T* weights, T* bias, T* sums, int positions)
    {
        int width = Vector<T>.Count;
        int last = Math.Max(0, positions - 6 * width);
        for (int position = 0; ; position = Math.Min(position + 6 * width, last))
        {
            var a0 = Vector.Create(bias[0]);
            Vector<T> a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
            T* w = weights;
            T* x = input + position;
            for (int channel = 0; channel < channels; channel++, x += channelPitch)
            {
                for (int tap = 0; tap < taps; tap++, w++)
                {
                    T* at = x + offsets[tap];
                    var weight = Vector.Create(*w);
                    a0 = MultiplyAdd(weight, Vector.Load(at), a0);
                    a1 = MultiplyAdd(weight, Vector.Load(at + width), a1);
                    a2 = MultiplyAdd(weight, Vector.Load(at + 2 * width), a2);
                    a3 = MultiplyAdd(weight, Vector.Load(at + 3 * width), a3);
                    a4 = MultiplyAdd(weight, Vector.Load(at + 4 * width), a4);
                    a5 = MultiplyAdd(weight, Vector.Load(at + 5 * width), a5);
                }
            }
            Store(sums + position, a0, a1, a2);
            Store(sums + position + 3 * width, a3, a4, a5);
            if (position == last)
                return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(T* to, Vector<T> first, Vector<T> second, Vector<T> third)
    {
        first.Store(to);
        second.Store(to + Vector<T>.Count);
        third.Store(to + 2 * Vector<T>.Count);
    }

    // Fused where the hardware does that in one instruction, two instructions elsewhere: never a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> c)
    {
        if (typeof(T) == typeof(float))
            return Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
        return a * b + c;
    }
}
