using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>Writes the documentation of the emitted method and kernel: what is computed, by which phases, at what cost.</summary>
internal static class Documentation
{
    /// <summary>Phases listed by axis before the rest is summed up.</summary>
    const int ListedPhases = 8;

    static readonly string[] AxisNames = ["depth", "height", "width"];
    static readonly string[] Coordinates = ["z", "y", "x"];

    public static void Method(SourceWriter w, KernelSpec spec, Schedule? schedule, string? fallbackReason)
    {
        if (spec.IsDocumented)
        {
            if (schedule is null)
                w.Line($"// Left to the generic path: {fallbackReason}.");
            return;
        }
        w.Line(spec.Form == MethodForm.Pack
            ? $"/// <summary>Packs the weights of a transposed convolution with {Geometry(spec)}.</summary>"
            : $"/// <summary>Transposed convolution with {Geometry(spec)}{ActivationText(spec)}.</summary>");
        w.Line("/// <remarks>");
        if (schedule is null)
            w.Line($"/// <para>Left to the generic path: {fallbackReason}.</para>");
        Sizes(w, spec);
        w.Line("/// </remarks>");
    }

    public static void Kernel(SourceWriter w, KernelSpec spec, Schedule schedule)
    {
        w.Line($"/// <summary>The kernel of <c>{spec.TypeName}.{spec.MethodName}</c>: {Geometry(spec)}{ActivationText(spec)}.</summary>");
        w.Line("/// <remarks>");
        Sizes(w, spec);
        Phases(w, spec);
        Tiles(w, spec, schedule);
        w.Line("/// </remarks>");
    }

    static void Sizes(SourceWriter w, KernelSpec spec)
    {
        w.Line("/// <para>Sizes, from <c>out = s(in-1) + d(k-1) + 1 + op - pBegin - pEnd</c>:</para>");
        w.Line("/// <code>");
        for (int i = 0; i < spec.Axes.Count; i++)
        {
            var axis = spec.Axes[i];
            long constant = axis.OutputSize(0);
            w.Line($"/// {Name(spec, i)}: out = {(axis.S == 1 ? "" : $"{axis.S}·")}in{Text.Offset((int)constant)}");
        }
        w.Line("/// </code>");
        long macs = spec.Axes.Aggregate(1L, (product, axis) => product * axis.K);
        w.Line($"/// <para>Each input element takes part in {macs} multiply-adds per output channel{(spec.Groups > 1 ? " of its group" : "")}.</para>");
    }

    static void Phases(SourceWriter w, KernelSpec spec)
    {
        w.Line("/// <para>Outputs come in blocks of s. The place of an output within its block, its phase, decides which inputs reach it");
        w.Line("/// and through which kernel elements; a tap of the kernel is one such pair along each axis:</para>");
        w.Line("/// <code>");
        for (int i = 0; i < spec.Axes.Count; i++)
        {
            var phases = new AxisPhases(spec.Axes[i]);
            string at = Coordinates[3 - spec.Axes.Count + i];
            for (int f = 0; f < phases.Count && f < ListedPhases; f++)
            {
                string output = $"out[{(phases.Count == 1 ? "" : phases.Count.ToString())}{at}{Text.Offset(f)}]";
                string taps = string.Join(" + ", phases[f].Take(ListedPhases).Select(tap => $"in[{at}{Text.Offset(tap.Shift)}]·k[{tap.Kernel}]"));
                if (phases[f].Length > ListedPhases)
                    taps += $" + … ({phases[f].Length} taps)";
                w.Line($"/// {Name(spec, i)}: {output} = {(taps.Length == 0 ? "bias alone, no tap reaches it" : taps)}");
            }
            if (phases.Count > ListedPhases)
                w.Line($"/// {Name(spec, i)}: … {phases.Count} phases in all");
        }
        w.Line("/// </code>");
    }

    static void Tiles(SourceWriter w, KernelSpec spec, Schedule schedule)
    {
        var largest = schedule.Tile512;
        w.Line("/// <para>The driver calls the methods below for runs of positions; a position is a block along the innermost axis. They read a");
        w.Line("/// copy of a tile's input with zeros around the image, or the input itself where no tap needs zeros and a copy would not");
        w.Line("/// pay, keep their sums in registers over all input channels and taps, and store each output once:</para>");
        w.Line("/// <code>");
        Row(512, schedule.Tile512, 32);
        Row(256, schedule.Tile256, 16);
        Row(128, schedule.Tile128, 16);
        w.Line("/// </code>");
        w.Line("/// <para>A sum is named by what it holds: c1p0v0 is output channel 1, phase 0, vector 0. <c>TChannels.Count</c> is a constant to");
        w.Line("/// the compiler, which drops the channels that a tile does not have; <c>TChannels.Few</c> gives few output channels, or rows");
        w.Line($"/// of a single one, more vectors instead: with 512 bits {largest.FewVectors} for {(largest.FewChannels == 1 ? "one channel" : $"up to {largest.FewChannels} channels")}.</para>");
        w.Line("/// <para>Where another plan costs less for the sizes of a call, the driver follows that instead:</para>");
        w.Line("/// <list type=\"bullet\">");
        var plans = OtherPlans(spec, schedule).ToArray();
        for (int i = 0; i < plans.Length; i++)
            w.Line($"/// <item>{plans[i]}{(i < plans.Length - 1 ? ";" : ".")}</item>");
        w.Line("/// </list>");
        string groups = schedule.Groups.Length == 1
            ? "All phases of the innermost axis share a register tile."
            : $"The phases of the innermost axis are computed in {schedule.Groups.Length} groups of at most {schedule.PhasesPerTile}, of {schedule.Kinds.Count()} kind{(schedule.Kinds.Count() == 1 ? "" : "s")}.";
        w.Line($"/// <para>{groups}");
        w.Line("/// Packed weights lie in the order in which they are read,");
        w.Line("/// <c>[group][block of output channels][row phase][phase group][row tap][input channel][output channel of the block][column tap]</c>.</para>");

        void Row(int bits, TileShape tile, int registers)
        {
            int lanes = bits / 8 / Text.ElementSize(spec);
            w.Line($"/// {bits} bits: {tile.Channels} channels × {tile.Phases} phases × {tile.Vectors} vectors of {lanes}: {tile.Accumulators} sums + {tile.Vectors} inputs + 1 weight of {registers} registers");
        }
    }

    static IEnumerable<string> OtherPlans(KernelSpec spec, Schedule schedule)
    {
        yield return $"the lanes plan: output channels along the lanes of a vector, for images that are small for their channels{PhaseLanes(spec)}";
        if (HasColumns(spec))
            yield return "the columns plan, a matrix product and col2im, for few output channels";
        if (HasRowFilters(spec))
            yield return "row filters, which compute several rows with fewer multiply-adds from sums of rows, for few output channels";
        if (HasWinograd(spec))
            yield return "the Winograd plan, which computes several outputs of a phase with fewer multiply-adds, mostly for many channels";
        if (schedule.StripsOf(spec) is not null)
            yield return "the depthwise plan, strips of rows whose sums go on from input row to input row, for groups of a single input channel";
    }

    /// <summary>Whether the geometry has the columns plan; the runtime's <c>ColumnLayout</c> decides alike.</summary>
    static bool HasColumns(KernelSpec spec) => IsFlat(spec) && spec.Axes.Any(axis => axis.K > 1);

    /// <summary>Whether nothing happens along the depth.</summary>
    static bool IsFlat(KernelSpec spec) => spec.Axes.Count < 3 || (spec.Axes[0].K == 1 && spec.Axes[0].S == 1);

    /// <summary>Whether the geometry has the plan of row filters; the runtime's <c>RowFilterPlan</c> decides alike.</summary>
    static bool HasRowFilters(KernelSpec spec) =>
        IsFlat(spec) && spec.Axes.Count > 1 && spec.Axes[spec.Axes.Count - 2] is { D: 1 } height && (height.K / height.S is 3 || (height.K / height.S > 1 && height.K / height.S % 2 == 0));

    /// <summary>Whether the geometry has the Winograd plan; the runtime's <c>WinogradPlan</c> decides alike.</summary>
    static bool HasWinograd(KernelSpec spec)
    {
        var phases = spec.Axes.Skip(spec.Axes.Count - 2).Select(axis => new AxisPhases(axis)).ToArray();
        return IsFlat(spec) && phases.All(HasFilters) && phases.Any(axis => axis.Axis.K > axis.Count);
    }

    /// <summary>Whether one to three taps that follow each other reach each phase.</summary>
    static bool HasFilters(AxisPhases axis) =>
        Enumerable.Range(0, axis.Count).Select(phase => axis[phase]).All(taps => taps.Length is >= 1 and <= 3 && taps[taps.Length - 1].Shift - taps[0].Shift == taps.Length - 1);

    /// <summary>The other form of the lanes plan, where the geometry has it; the runtime's <c>LanePlan</c> decides alike.</summary>
    static string PhaseLanes(KernelSpec spec)
    {
        var width = spec.Axes[spec.Axes.Count - 1];
        int lanes = new[] { 64, 32, 16 }.Select(bytes => bytes / Text.ElementSize(spec)).FirstOrDefault(count => width.S % count == 0 && width.K % count == 0);
        return lanes == 0 || width.D != 1 ? "" : $"; or\n/// phases of the innermost axis, since up to {lanes} lanes divide stride and kernel";
    }

    static string Geometry(KernelSpec spec)
    {
        string text = $"{Each(a => a.K, "k")} {Each(a => a.S, "s")} {Each(a => a.PBegin, "p")}";
        if (spec.Axes.Any(axis => axis.PBegin != axis.PEnd))
            text += $" (at the end {Each(a => a.PEnd, "p")})";
        if (spec.Axes.Any(axis => axis.Op != 0))
            text += " " + Each(a => a.Op, "op");
        if (spec.Axes.Any(axis => axis.D != 1))
            text += " " + Each(a => a.D, "d");
        if (spec.Groups != 1)
            text += $" g={spec.Groups}";
        return $"{text} in {spec.Axes.Count} dimension{(spec.Axes.Count == 1 ? "" : "s")}";

        string Each(System.Func<ConvTransposeAxis, int> value, string name) =>
            $"{name}=" + (spec.Axes.Select(value).Distinct().Count() == 1 ? value(spec.Axes[0]).ToString() : string.Join("×", spec.Axes.Select(value)));
    }

    static string ActivationText(KernelSpec spec) => spec.Activation == Activation.None ? "" : $", then {spec.Activation}";

    static string Name(KernelSpec spec, int axis) => (spec.Axes.Count == 1 ? "length" : AxisNames[3 - spec.Axes.Count + axis]).PadRight(6);
}
