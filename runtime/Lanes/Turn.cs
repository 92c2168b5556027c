using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
}
