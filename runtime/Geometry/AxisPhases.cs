using System;
using System.Collections.Generic;

namespace Generated.Kernels;

/// <summary>One kernel element of a phase: output block <c>u</c> reads input <c>u + Shift</c> through kernel element <c>Kernel</c>.</summary>
internal readonly record struct Tap(int Kernel, int Shift);

/// <summary>
/// The output phases of one axis. Outputs come in blocks of <c>s</c>: output <c>o = s·u + f</c> is element <c>f</c> of block
/// <c>u</c>. Kernel element <c>k</c> carries input <c>i</c> to output <c>s·i + d·k - p</c>, so it reaches element <c>f</c>
/// exactly when <c>s</c> divides <c>f + p - d·k</c>, and it then reads input <c>u + (f + p - d·k)/s</c>: for a fixed <c>f</c>
/// the taps and their shifts are constants.
/// </summary>
internal sealed class AxisPhases
{
    /// <summary>The most phases of all axes together that are listed.</summary>
    public const long Most = 1 << 24;

    readonly Tap[][] taps;

    public AxisPhases(ConvTransposeAxis axis)
    {
        Axis = axis;
        MinShift = int.MaxValue;
        MaxShift = int.MinValue;
        var phases = new List<Tap>?[axis.S];
        for (int k = axis.K - 1; k >= 0; k--) // from the last kernel element to the first, the shift grows
        {
            long distance = axis.PBegin - (long)axis.D * k, remainder = distance % axis.S;
            int f = (int)(remainder > 0 ? axis.S - remainder : -remainder), shift = checked((int)((f + distance) / axis.S));
            (phases[f] ??= []).Add(new Tap(k, shift));
            MinShift = Math.Min(MinShift, shift);
            MaxShift = Math.Max(MaxShift, shift);
        }
        taps = Array.ConvertAll(phases, phase => phase?.ToArray() ?? []);
    }

    public ConvTransposeAxis Axis { get; }

    /// <summary>The number of phases, which is the stride.</summary>
    public int Count => taps.Length;

    /// <summary>The taps of output element <paramref name="f"/> of each block, by growing shift.</summary>
    public Tap[] this[int f] => taps[f];

    /// <summary>The smallest shift of any tap.</summary>
    public int MinShift { get; }

    /// <summary>The largest shift of any tap.</summary>
    public int MaxShift { get; }
}
