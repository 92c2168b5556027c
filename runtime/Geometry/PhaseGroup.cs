using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels;

/// <summary>One multiply-add of a phase group: phase <c>Phase</c> of the group reads the group's input at <c>+Shift</c>
/// through kernel element <c>Kernel</c> of the innermost axis.</summary>
internal readonly record struct Slot(int Phase, int Kernel, int Shift);

/// <summary>
/// Phases of the innermost axis that one register tile computes together. Groups whose slots agree in phase and shift
/// are of one <see cref="Kind"/>: the same machine code serves them, at another input position and with other weights.
/// </summary>
internal sealed class PhaseGroup
{
    PhaseGroup(int firstPhase, int count, int baseShift, int kind, Slot[] slots)
    {
        FirstPhase = firstPhase;
        Count = count;
        BaseShift = baseShift;
        Kind = kind;
        Slots = slots;
    }

    /// <summary>The first phase of the group.</summary>
    public int FirstPhase { get; }

    /// <summary>How many consecutive phases the group has.</summary>
    public int Count { get; }

    /// <summary>The smallest shift of the group's taps; the slots' shifts count from it.</summary>
    public int BaseShift { get; }

    /// <summary>The index of the group's pattern of phases and shifts.</summary>
    public int Kind { get; }

    /// <summary>The multiply-adds per input channel and row, by growing shift, then phase: the order of the packed weights.</summary>
    public Slot[] Slots { get; }

    /// <summary>
    /// Splits the phases of the innermost axis into groups of at most <paramref name="phasesPerTile"/>. Unless one group
    /// holds them all, a group holds only phases with the same shifts, so that few kinds of group arise.
    /// </summary>
    public static PhaseGroup[] Split(AxisPhases phases, int phasesPerTile)
    {
        var groups = new List<PhaseGroup>();
        var kinds = new List<(int Count, Slot[] Slots)>();
        int first = 0;
        while (first < phases.Count)
        {
            int count = 1;
            while (count < phasesPerTile && first + count < phases.Count
                && (phasesPerTile == phases.Count || SameShifts(phases[first], phases[first + count])))
                count++;
            groups.Add(Create(phases, first, count, kinds));
            first += count;
        }
        return groups.ToArray();
    }

    static PhaseGroup Create(AxisPhases phases, int first, int count, List<(int Count, Slot[] Slots)> kinds)
    {
        var taps = Enumerable.Range(0, count)
            .SelectMany(phase => phases[first + phase].Select(tap => new Slot(phase, tap.Kernel, tap.Shift)))
            .OrderBy(slot => slot.Shift).ThenBy(slot => slot.Phase)
            .ToArray();
        int baseShift = taps.Length == 0 ? phases.MinShift : taps.Min(slot => slot.Shift);
        var slots = taps.Select(slot => slot with { Shift = slot.Shift - baseShift }).ToArray();
        int kind = kinds.FindIndex(known => known.Count == count && SamePattern(known.Slots, slots));
        if (kind < 0)
        {
            kind = kinds.Count;
            kinds.Add((count, slots));
        }
        return new PhaseGroup(first, count, baseShift, kind, slots);
    }

    static bool SamePattern(Slot[] a, Slot[] b) =>
        a.Select(slot => (slot.Phase, slot.Shift)).SequenceEqual(b.Select(slot => (slot.Phase, slot.Shift)));

    static bool SameShifts(Tap[] a, Tap[] b) =>
        a.Select(tap => tap.Shift).SequenceEqual(b.Select(tap => tap.Shift));
}
