using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Generated.Kernels.CompilerServices.Interleave;

namespace Generated.Kernels.CompilerServices;

/// <summary>Turns outputs whose channels lie side by side into a row for each channel.</summary>
static unsafe class Turn
{
    const int Block = 4;

    /// <summary>Stores rows.</summary>
    /// <param name="from"><c>[output][channel]</c></param>
    /// <param name="outputStep">From one output to the next in <paramref name="from"/>.</param>
    /// <param name="to">The first channel's row.</param>
    /// <param name="channelStep">From one channel's row to the next.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="outputs">How many outputs each.</param>
    /// <param name="residual">Added to the outputs, with the steps of <paramref name="to"/>; or null.</param>
    public static void Store<T>(T* from, nint outputStep, T* to, nint channelStep, int channels, int outputs, T* residual)
        where T : unmanaged, INumberBase<T>
    {
        int channel = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported && outputs >= 2 * Block && residual == null)
        {
            for (; channel + 2 * Block <= channels; channel += 2 * Block, from += 2 * Block, to += 2 * Block * channelStep)
            {
                for (int output = 0; output < outputs - 2 * Block; output += 2 * Block)
                    Eight((float*)from + output * outputStep, outputStep, (float*)to + output, channelStep);

                // The last outputs together with some that are already there.
                int last = outputs - 2 * Block;
                Eight((float*)from + last * outputStep, outputStep, (float*)to + last, channelStep);
            }
        }
        if (typeof(T) == typeof(float) && outputs >= Block && residual == null)
        {
            for (; channel + Block <= channels; channel += Block, from += Block, to += Block * channelStep)
            {
                for (int output = 0; output < outputs - Block; output += Block)
                    Four((float*)from + output * outputStep, outputStep, (float*)to + output, channelStep);

                // The last outputs together with some that are already there.
                int last = outputs - Block;
                Four((float*)from + last * outputStep, outputStep, (float*)to + last, channelStep);
            }
        }
        for (; channel < channels; channel++, from++, to += channelStep)
        {
            for (int output = 0; output < outputs; output++)
                to[output] = residual == null ? from[output * outputStep] : from[output * outputStep] + residual[channel * channelStep + output];
        }
    }

    /// <summary>Turns four rows of four elements into columns.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="fromStep">From one row to the next.</param>
    /// <param name="to">Where the first column goes, as a row.</param>
    /// <param name="toStep">From there to where the next one goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(float* from, nint fromStep, float* to, nint toStep)
    {
        var a = Vector128.Load(from);
        var b = Vector128.Load(from + fromStep);
        var c = Vector128.Load(from + 2 * fromStep);
        var d = Vector128.Load(from + 3 * fromStep);
        var acLower = Lower(a, c);
        var acUpper = Upper(a, c);
        var bdLower = Lower(b, d);
        var bdUpper = Upper(b, d);
        Lower(acLower, bdLower).Store(to);
        Upper(acLower, bdLower).Store(to + toStep);
        Lower(acUpper, bdUpper).Store(to + 2 * toStep);
        Upper(acUpper, bdUpper).Store(to + 3 * toStep);
    }

    /// <summary>Turns eight rows of eight elements into columns.</summary>
    /// <inheritdoc cref="Four"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Eight(float* from, nint fromStep, float* to, nint toStep)
    {
        Pairs(from, fromStep, out var a0, out var a1, out var a2, out var a3);
        Pairs(from + 4 * fromStep, fromStep, out var b0, out var b1, out var b2, out var b3);
        Avx.Permute2x128(a0, b0, 0x20).Store(to);
        Avx.Permute2x128(a1, b1, 0x20).Store(to + toStep);
        Avx.Permute2x128(a2, b2, 0x20).Store(to + 2 * toStep);
        Avx.Permute2x128(a3, b3, 0x20).Store(to + 3 * toStep);
        to += 4 * toStep;
        Avx.Permute2x128(a0, b0, 0x31).Store(to);
        Avx.Permute2x128(a1, b1, 0x31).Store(to + toStep);
        Avx.Permute2x128(a2, b2, 0x31).Store(to + 2 * toStep);
        Avx.Permute2x128(a3, b3, 0x31).Store(to + 3 * toStep);

        // Four rows: columns 0 and 4 in one vector, 1 and 5, 2 and 6, 3 and 7.
        static void Pairs(float* from, nint step, out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
        {
            var r0 = Vector256.Load(from);
            var r1 = Vector256.Load(from + step);
            var r2 = Vector256.Load(from + 2 * step);
            var r3 = Vector256.Load(from + 3 * step);
            var low01 = Avx.UnpackLow(r0, r1);
            var high01 = Avx.UnpackHigh(r0, r1);
            var low23 = Avx.UnpackLow(r2, r3);
            var high23 = Avx.UnpackHigh(r2, r3);
            c0 = Avx.Shuffle(low01, low23, 0x44);
            c1 = Avx.Shuffle(low01, low23, 0xEE);
            c2 = Avx.Shuffle(high01, high23, 0x44);
            c3 = Avx.Shuffle(high01, high23, 0xEE);
        }
    }
}
