using System;
using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>
/// Writes the register tile of one vector width, from the schedule alone: the same template serves every geometry, width
/// and element type.
/// </summary>
/// <remarks>
/// Sums are named by what they hold: <c>c1p0v2</c> is output channel 1, phase 0, vector 2. Channels are guarded by
/// <c>TChannels.Count</c>, a constant to the compiler, so that one text gives a tile for every number of channels.
/// </remarks>
internal sealed partial class TileEmitter(SourceWriter w, KernelSpec spec, Schedule schedule, int bits, TileShape tile)
{
    readonly string element = Text.Element(spec);
    readonly string vector = $"Vector{bits}";
    readonly string type = $"Vector{bits}<{Text.Element(spec)}>";
    readonly int lanes = bits / 8 / Text.ElementSize(spec);
    readonly bool hasResidual = Text.HasResidual(spec);

    /// <summary>The kind of phase group that is being written.</summary>
    int kind;

    int Vectors(int c) => tile.VectorsOf(c);

    public void Emit()
    {
        var kinds = schedule.Kinds.ToArray();
        if (kinds.Length == 1)
        {
            EmitTile($"public void Tile{bits}", "int kind, ", kinds[0]);
            return;
        }
        using (w.Braces($"public void Tile{bits}<TChannels>(int kind, in TileArguments<{element}> tile)\n    where TChannels : struct, IChannelCount"))
        {
            using (w.Braces("switch (kind)"))
            {
                foreach (var group in kinds)
                    w.Line($"case {group.Kind}: Tile{bits}Kind{group.Kind}<TChannels>(tile); break;");
            }
        }
        foreach (var group in kinds)
        {
            w.Line();
            EmitTile($"static void Tile{bits}Kind{group.Kind}", "", group);
        }
    }

    void EmitTile(string header, string kindParameter, PhaseGroup group)
    {
        kind = group.Kind;
        w.Line($"/// <summary>Up to {tile.Channels} output channel{(tile.Channels == 1 ? "" : "s")} × {Count(group.Count, "phase")} × {Count(tile.Vectors, "vector")} of {lanes} positions: {tile.Channels * group.Count * tile.Vectors} sums.</summary>");
        using (w.Braces($"{header}<TChannels>({kindParameter}in TileArguments<{element}> tile)\n    where TChannels : struct, IChannelCount"))
        {
            EmitSteps(group);
            using (w.Braces("for (int row = 0; row < tile.Rows; row++)"))
            {
                w.Line($"ref {element} input = ref Unsafe.Add(ref tile.Input, row * tile.InputRowStep);");
                w.Line($"ref {element} output = ref Unsafe.Add(ref tile.Output, row * tile.OutputRowStep);");
                if (hasResidual)
                    w.Line($"ref {element} residual = ref Unsafe.Add(ref tile.Residual, row * tile.OutputRowStep);");
                using (w.Braces("for (int block = 0; block < tile.Blocks; block++)"))
                    EmitBlock(group);
            }
        }
    }

    /// <summary>What the innermost loop needs in each round: the compiler would load fields of the argument again and again.</summary>
    void EmitSteps(PhaseGroup group)
    {
        if (group.Slots.Length == 0)
            return;
        w.Line($"nint inChannels = tile.InChannels, weightStep = tile.WeightStep, channelStep = tile.InputChannelStep{(HasSeveralShifts(group) ? ", shiftStep = tile.ShiftStep" : "")}{(AsksForInput || AsksForFarInput ? ", ahead = tile.InputAhead" : "")};");
        if (schedule.Interleaved)
            w.Line("int lines = TChannels.Count * tile.AskedLines;");
    }

    /// <summary>The outputs of a vector of positions that follow each other in memory.</summary>
    int OutputsOfVector(PhaseGroup group) => schedule.Interleaved ? lanes * group.Count : lanes;

    bool HasSeveralShifts(PhaseGroup group) => schedule.Runs(group).Any(run => run.Shift != 0 || run.Count > 1);

    /// <summary>Whether the inner loop prefetches its input; with vectors of 512 bits a channel takes long enough for the processor to do so.</summary>
    bool AsksForInput => bits < 512;

    /// <summary>Whether the inner loop prefetches an input that it may read in place, which is in no cache of the processor's own then.</summary>
    bool AsksForFarInput => bits == 512 && schedule.MayReadInPlace;

    /// <summary>Whether the first pass over an input may keep it for the others.</summary>
    bool KeepsInput => bits == 512 && schedule.ReachesOneInput && schedule.Interleaved && tile.Channels > 1;

    void EmitBlock(PhaseGroup group)
    {
        int perVector = OutputsOfVector(group);
        EmitBias(group);
        w.Line();
        if (group.Slots.Length > 0)
        {
            EmitSums(group);
            w.Line();
        }
        EmitStores(group);
        w.Line();
        w.Line($"input = ref Unsafe.Add(ref input, {ByVectors(lanes)});");
        w.Line($"output = ref Unsafe.Add(ref output, {ByVectors(perVector)});");
        if (hasResidual)
            w.Line($"residual = ref Unsafe.Add(ref residual, {ByVectors(perVector)});");
    }

    void EmitBias(PhaseGroup group)
    {
        Explain("Every sum starts from the bias of its output channel.");
        for (int c = 0; c < tile.Channels; c++)
        {
            string bias = c == 0 ? $"{vector}.Create(tile.Bias)" : $"TChannels.Count > {c} ? {vector}.Create(Unsafe.Add(ref tile.Bias, {c})) : default";
            w.Line($"{type} {Sum(c, 0, 0)} = {bias};");
            var others = Enumerable.Range(1, group.Count * Vectors(c) - 1)
                .Select(i => $"{Sum(c, i / Vectors(c), i % Vectors(c))} = {Sum(c, 0, 0)}");
            if (others.Any())
                w.Line($"{type} {string.Join(", ", others)};");
        }
    }

    /// <summary>Asks for the memory of the outputs, a line in each round of the innermost loop: many at once would wait for each other.</summary>
    void EmitAsk()
    {
        if (schedule.Interleaved)
            w.Line("if (asked < lines) { Prefetch.Output(tile, ref output, block, asked++, TChannels.Count); }");
    }

    void EmitSums(PhaseGroup group)
    {
        if (schedule.Interleaved)
            w.Line("int asked = 0;");
        Explain("Row taps outside, input channels inside: every load moves by a constant step, which the prefetcher follows.");
        w.Line($"ref {element} weights = ref tile.Weights;");
        if (bits == 512 && schedule.RowsTogether > 1)
        {
            using (w.Braces($"if (TChannels.Count is > 1 and <= {schedule.RowsTogether} && tile.RowsOverlap)"))
                EmitOverlappingRows(group);
            using (w.Braces("else"))
                EmitRowTaps(group, allRowTaps, "weightStep", AllChannels(group));
            return;
        }
        EmitRowTaps(group, allRowTaps, "weightStep", AllChannels(group));
        if (schedule.LongerRows == 0)
            return;
        w.Line();
        Explain($"Of the rows of a single output channel the first {(schedule.LongerRows == 1 ? "has" : $"{schedule.LongerRows} have")} more taps.");
        using (w.Braces($"if (TChannels.Count <= {spec.Axes[spec.Axes.Count - 2].S} && tile.LongerRows > 0)"))
        {
            w.Line("weights = ref tile.ExtraWeights;");
            var longer = AllChannels(group) with
            {
                Most = Math.Min(schedule.LongerRows, tile.Channels),
                Condition = c => c == 0 ? "" : $"TChannels.Count > {c} && tile.LongerRows > {c}",
            };
            EmitRowTaps(group, "int rowTap = tile.RowTaps; rowTap < tile.RowTaps + tile.ExtraRowTaps; rowTap++", "tile.ExtraWeightStep", longer);
        }
    }

    /// <summary>Rows of one output channel in the place of channels, each of which reads its input one row further than the one before.</summary>
    void EmitOverlappingRows(PhaseGroup group)
    {
        Explain("Rows of a single output channel: each input row reaches those whose kernel it is in.");
        int rows = schedule.RowsTogether;
        w.Line("nint weightsOfRow = inChannels * weightStep;");
        using (w.Braces("for (int inputRow = 0; inputRow < tile.RowTaps + TChannels.Count - 1; inputRow++)"))
        {
            for (int c = 0; c < rows; c++)
                w.Line(c == 0 ? "bool reaches0 = inputRow < tile.RowTaps;" : $"bool reaches{c} = inputRow >= {c} && inputRow - {c} < tile.RowTaps;");
            w.Line($"ref {element} channel = ref Unsafe.Add(ref input, Unsafe.Add(ref tile.RowOffsets, inputRow));");
            using (w.Braces("for (nint inChannel = 0; inChannel < inChannels; inChannel++)"))
            {
                EmitAsk();
                EmitRowTap(group, Schedule.RunsOfOverlappingRows(group), new Receivers(
                    rows,
                    c => c == 0 ? "reaches0" : $"TChannels.Count > {c} && reaches{c}",
                    (c, weights) => (c == 0 ? weights : $"Unsafe.Add(ref {weights}, -{Times(c, "weightsOfRow")})", 0)));
                w.Line();
                w.Line("weights = ref Unsafe.Add(ref weights, weightStep);");
                w.Line("channel = ref Unsafe.Add(ref channel, channelStep);");
            }
        }
    }

    /// <summary>What stands in the parentheses of a loop over the row taps that all channels have.</summary>
    const string allRowTaps = "int rowTap = 0; rowTap < tile.RowTaps; rowTap++";

    /// <summary>The output channels, or rows in their place, whose sums a tap is added to.</summary>
    /// <param name="Most">How many there are at most.</param>
    /// <param name="Condition">The condition on which channel c is one of them; empty: it always is.</param>
    /// <param name="Weights">Where the weights of channel c are: an expression, and how many slots further.</param>
    sealed record Receivers(int Most, Func<int, string> Condition, Func<int, string, (string First, int Before)> Weights);

    /// <summary>The channels of the tile, whose weights follow each other.</summary>
    Receivers AllChannels(PhaseGroup group) =>
        new(tile.Channels, c => c == 0 ? "" : $"TChannels.Count > {c}", (c, weights) => (weights, c * group.Slots.Length));

    void EmitRowTaps(PhaseGroup group, string loop, string weightStep, Receivers receivers)
    {
        using (w.Braces($"for ({loop})"))
        {
            w.Line($"ref {element} channel = ref Unsafe.Add(ref input, Unsafe.Add(ref tile.RowOffsets, rowTap));");
            using (w.Braces("for (nint inChannel = 0; inChannel < inChannels; inChannel++)"))
            {
                EmitAsk();
                w.Line("Prefetch.Weights(ref weights);");
                EmitRowTap(group, schedule.Runs(group), receivers);
                w.Line();
                w.Line($"weights = ref Unsafe.Add(ref weights, {weightStep});");
                w.Line("channel = ref Unsafe.Add(ref channel, channelStep);");
            }
        }
    }

    void EmitRowTap(PhaseGroup group, IReadOnlyList<TapRun> runs, Receivers receivers)
    {
        w.Line($"{type} x0, {string.Join("", Enumerable.Range(1, tile.Vectors - 1).Select(v => $"x{v} = default, "))}weight;");
        if (HasFewVectors)
            w.Line($"{type} {string.Join(", ", FewVectors(0).Select(v => $"x{v} = default"))};");
        w.Line($"ref {element} x = ref channel;");
        if (AsksForFarInput)
            EmitAskForFarInput();
        int at = 0;
        bool looped = false;
        foreach (var run in runs)
        {
            w.Line();
            if (run.Shift != at)
                w.Line($"x = ref Unsafe.Add(ref x, {Times(run.Shift - at, "shiftStep")});");
            w.Line($"// {Reaches(group, run)}");
            if (run.Count == 1)
            {
                EmitShift(run, "weights", receivers);
                at = run.Shift;
                continue;
            }
            w.Line($"{(looped ? "" : $"ref {element} ")}tapWeights = ref weights;");
            looped = true;
            using (w.Braces($"for (int tap = 0; tap < {run.Count}; tap++)"))
            {
                EmitShift(run, "tapWeights", receivers);
                w.Line();
                w.Line($"tapWeights = ref Unsafe.Add(ref tapWeights, {run.WeightStep});");
                w.Line($"x = ref Unsafe.Add(ref x, {Times(run.ShiftStep, "shiftStep")});");
            }
            at = run.Shift + run.Count * run.ShiftStep;
        }
    }

    void EmitShift(TapRun run, string weights, Receivers receivers)
    {
        // A tile of a single output channel has more loads than multiply-adds to spare for it.
        if (AsksForInput)
            If(HasFewVectors ? "!TChannels.Few" : "", ["Prefetch.Input(ref x, ahead);"]);
        EmitVectors(c: 0, v => $"x{v} = {vector}.LoadUnsafe(ref x, {v * lanes});");
        for (int c = 0; c < receivers.Most; c++)
        {
            string condition = receivers.Condition(c);
            var (first, before) = receivers.Weights(c, weights);
            using (condition.Length == 0 ? (IDisposable?)null : w.Braces($"if ({condition})"))
            {
                foreach (var tap in run.Taps)
                {
                    int index = before + tap.Index;
                    w.Line($"weight = {vector}.Create({(index == 0 ? first : $"Unsafe.Add(ref {first}, {index})")});");
                    EmitVectors(c, v => $"{Sum(c, tap.Phase, v)} = MultiplyAddEstimate(x{v}, weight, {Sum(c, tap.Phase, v)});");
                }
            }
        }
    }

    void EmitAskForFarInput()
    {
        using (w.Braces("if (ahead > 0)"))
        {
            EmitVectors(c: 0, v => $"Prefetch.FarInput(ref x, {(v == 0 ? "ahead" : $"ahead + {v * lanes}")});");
            if (KeepsInput)
                EmitKeeping();
        }
    }

    void EmitKeeping()
    {
        Explain("The first pass may keep what it reads, as the copy that the others read.");
        using (w.Braces("if (tile.KeptStep > 0)"))
        {
            w.Line($"ref {element} kept = ref tile.Kept(ref input, row, inChannel);");
            EmitVectors(c: 0, v => $"{vector}.LoadUnsafe(ref x, {v * lanes}).StoreUnsafe(ref kept, {v * lanes});");
        }
    }

    /// <summary>Writes a comment, in the first of the methods: the others are of the same form.</summary>
    void Explain(string text)
    {
        if (bits == 512 && kind == 0)
            w.Line($"// {text}");
    }

    /// <summary>Writes a statement for each vector of a channel.</summary>
    void EmitVectors(int c, Func<int, string> statement)
    {
        w.Line(statement(0));
        var others = Enumerable.Range(1, tile.Vectors - 1).Select(statement);
        if (HasOneVector)
        {
            If("!TChannels.OneVector", others);
        }
        else
        {
            foreach (string other in others)
                w.Line(other);
        }
        If("TChannels.Few", FewVectors(c).Select(statement));
    }

    /// <summary>Writes statements with a condition on one line, which keeps those of a weight together.</summary>
    void If(string condition, IEnumerable<string> statements)
    {
        string text = string.Join(" ", statements);
        if (text.Length > 0)
            w.Line(condition.Length == 0 ? text : $"if ({condition}) {{ {text} }}");
    }

    bool HasFewVectors => tile.FewVectors > tile.Vectors;

    /// <summary>The vectors that a channel has only in a tile of few channels.</summary>
    IEnumerable<int> FewVectors(int c) => Enumerable.Range(tile.Vectors, Vectors(c) - tile.Vectors);

    string ByVectors(int step) =>
        (HasFewVectors ? $"TChannels.Few ? {step * tile.FewVectors} : " : "")
        + (HasOneVector ? $"TChannels.OneVector ? {step} : " : "")
        + $"{step * tile.Vectors}";

    /// <summary>Whether the driver asks for tiles of one vector; see the runtime's <c>TileShape.Cut</c>.</summary>
    bool HasOneVector => bits == 512 && tile.Channels > 1;

    string Reaches(PhaseGroup group, TapRun run)
    {
        int first = group.BaseShift + run.Shift, last = first + (run.Count - 1) * run.ShiftStep;
        string from = run.Count == 1 ? $"Input x{Text.Offset(first)} reaches " : $"Inputs x{Text.Offset(first)} to x{Text.Offset(last)} reach ";
        string to = string.Join(", ", run.Taps.Select(tap => $"phase {group.FirstPhase + tap.Phase} through k = {tap.Kernel}"
            + (run.Count == 1 ? "" : $" to {group.Slots[tap.Index + (run.Count - 1) * run.WeightStep].Kernel}")));
        return $"{from}{to}{(schedule.Groups.Length > 1 ? " (in the first group of this kind)" : "")}.";
    }

    static string Times(int factor, string step) => factor == 1 ? step : $"{factor} * {step}";

    static string Sum(int c, int p, int v) => $"c{c}p{p}v{v}";

    static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
