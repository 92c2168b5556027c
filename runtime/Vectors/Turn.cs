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
        if (residual == null)
            Store(from, outputStep, to, channelStep, channels, outputs, adds: false, residual);
        else
            Store(from, outputStep, to, channelStep, channels, outputs, adds: true, residual);
    }

    // The steps as above; 'adds' says whether there is a residual, and is a constant wherever this is inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<T>(T* from, nint outputStep, T* to, nint channelStep, int channels, int outputs, bool adds, T* residual)
        where T : unmanaged, INumberBase<T>
    {
        int channel = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported && outputs >= 2 * Block)
        {
            for (; channel + 2 * Block <= channels; channel += 2 * Block, from += 2 * Block, to += 2 * Block * channelStep, residual += 2 * Block * channelStep)
            {
                int output = 0, last = outputs - 2 * Block;
                for (; output <= last; output += 2 * Block)
                    Eight((float*)from + output * outputStep, outputStep, (float*)to + output, channelStep, adds, (float*)residual + output);

                // The last outputs together with some that are already there; but where their residual was, there may be outputs by now.
                if (output < outputs && !adds)
                    Eight((float*)from + last * outputStep, outputStep, (float*)to + last, channelStep, adds, (float*)residual + last);
                else if (output < outputs)
                    StoreRest(from, outputStep, to, channelStep, 2 * Block, output, outputs, adds, residual);
            }
        }
        if (typeof(T) == typeof(float) && outputs >= Block)
        {
            for (; channel + Block <= channels; channel += Block, from += Block, to += Block * channelStep, residual += Block * channelStep)
            {
                int output = 0, last = outputs - Block;
                for (; output <= last; output += Block)
                    Four((float*)from + output * outputStep, outputStep, (float*)to + output, channelStep, adds, (float*)residual + output);
                if (output < outputs && !adds)
                    Four((float*)from + last * outputStep, outputStep, (float*)to + last, channelStep, adds, (float*)residual + last);
                else if (output < outputs)
                    StoreRest(from, outputStep, to, channelStep, Block, output, outputs, adds, residual);
            }
        }
        StoreRest(from, outputStep, to, channelStep, channels - channel, 0, outputs, adds, residual);
    }

    /// <summary>Stores outputs one by one.</summary>
    static void StoreRest<T>(T* from, nint outputStep, T* to, nint channelStep, int channels, int first, int outputs, bool adds, T* residual)
        where T : unmanaged, INumberBase<T>
    {
        for (int channel = 0; channel < channels; channel++, from++, to += channelStep, residual += channelStep)
        {
            for (int output = first; output < outputs; output++)
                to[output] = adds ? from[output * outputStep] + residual[output] : from[output * outputStep];
        }
    }

    /// <summary>Turns four rows of four elements into columns.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="fromStep">From one row to the next.</param>
    /// <param name="to">Where the first column goes, as a row.</param>
    /// <param name="toStep">From there to where the next one goes.</param>
    /// <param name="adds">Whether a residual is added.</param>
    /// <param name="residual">The residual, with the steps of <paramref name="to"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four(float* from, nint fromStep, float* to, nint toStep, bool adds = false, float* residual = null)
    {
        var a = Vector128.Load(from);
        var b = Vector128.Load(from + fromStep);
        var c = Vector128.Load(from + 2 * fromStep);
        var d = Vector128.Load(from + 3 * fromStep);
        var acLower = Lower(a, c);
        var acUpper = Upper(a, c);
        var bdLower = Lower(b, d);
        var bdUpper = Upper(b, d);
        Put(Lower(acLower, bdLower), 0);
        Put(Upper(acLower, bdLower), toStep);
        Put(Lower(acUpper, bdUpper), 2 * toStep);
        Put(Upper(acUpper, bdUpper), 3 * toStep);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Put(Vector128<float> column, nint at) => (adds ? column + Vector128.Load(residual + at) : column).Store(to + at);
    }

    /// <summary>Turns eight rows of eight elements into columns.</summary>
    /// <inheritdoc cref="Four"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Eight(float* from, nint fromStep, float* to, nint toStep, bool adds, float* residual)
    {
        Pairs(from, fromStep, out var a0, out var a1, out var a2, out var a3);
        Pairs(from + 4 * fromStep, fromStep, out var b0, out var b1, out var b2, out var b3);
        Put(Avx.Permute2x128(a0, b0, 0x20), 0);
        Put(Avx.Permute2x128(a1, b1, 0x20), toStep);
        Put(Avx.Permute2x128(a2, b2, 0x20), 2 * toStep);
        Put(Avx.Permute2x128(a3, b3, 0x20), 3 * toStep);
        Put(Avx.Permute2x128(a0, b0, 0x31), 4 * toStep);
        Put(Avx.Permute2x128(a1, b1, 0x31), 5 * toStep);
        Put(Avx.Permute2x128(a2, b2, 0x31), 6 * toStep);
        Put(Avx.Permute2x128(a3, b3, 0x31), 7 * toStep);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Put(Vector256<float> column, nint at) => (adds ? column + Vector256.Load(residual + at) : column).Store(to + at);

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
