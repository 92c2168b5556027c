using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>A tap in the emitted text: the phase that it adds to, its kernel element, and its place in the packed weights.</summary>
internal readonly record struct TapText(int Phase, int Kernel, int Index);

/// <summary>
/// Shifts of the input that reach the same phases, each as far behind the one before: what the emitter writes once. A run of one
/// shift is unrolled text, a longer one a loop.
/// </summary>
/// <param name="Shift">The first shift.</param>
/// <param name="Count">The number of shifts.</param>
/// <param name="ShiftStep">From a shift to the next.</param>
/// <param name="WeightStep">From the weights of a shift to those of the next.</param>
/// <param name="Taps">The taps of the first shift.</param>
internal sealed record TapRun(int Shift, int Count, int ShiftStep, int WeightStep, TapText[] Taps)
{
    /// <summary>The taps of a group by growing shift.</summary>
    /// <param name="group">The group.</param>
    /// <param name="leastLooped">So many equal shifts are a loop.</param>
    public static IReadOnlyList<TapRun> Split(PhaseGroup group, int leastLooped)
    {
        var shifts = group.Slots
            .Select((slot, index) => (slot.Shift, Tap: new TapText(slot.Phase, slot.Kernel, index)))
            .GroupBy(slot => slot.Shift, slot => slot.Tap)
            .OrderBy(shift => shift.Key)
            .Select(shift => (Shift: shift.Key, Taps: shift.ToArray()))
            .ToArray();
        var runs = new List<TapRun>();
        int first = 0;
        while (first < shifts.Length)
        {
            var (shift, taps) = shifts[first];
            int end = first + 1;
            int shiftStep = end < shifts.Length ? shifts[end].Shift - shift : 0;
            int weightStep = end < shifts.Length ? shifts[end].Taps[0].Index - taps[0].Index : 0;
            while (end < shifts.Length && Continues(taps, shifts[end].Taps, weightStep * (end - first)) && shifts[end].Shift == shift + shiftStep * (end - first))
                end++;
            int count = end - first >= leastLooped ? end - first : 1;
            runs.Add(new TapRun(shift, count, shiftStep, weightStep, taps));
            first += count;
        }
        return runs;
    }

    static bool Continues(TapText[] first, TapText[] later, int distance) =>
        first.Select(tap => (tap.Phase, tap.Index + distance)).SequenceEqual(later.Select(tap => (tap.Phase, tap.Index)));
}
