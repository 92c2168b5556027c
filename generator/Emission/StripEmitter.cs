using System;
using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>
/// Writes the strips of one vector width. Sums are named by what they hold: <c>r1p0v2</c> is the output row that the input row reaches through
/// kernel row 1, phase 0, vector 2.
/// </summary>
internal sealed class StripEmitter(SourceWriter w, KernelSpec spec, PhaseGroup group, int bits, int vectors)
{
    const int Registers512 = 32, Registers256 = 16;

    readonly string element = Text.Element(spec);
    readonly string vector = $"Vector{bits}";
    readonly string type = $"Vector{bits}<{Text.Element(spec)}>";
    readonly int lanes = bits / 8 / Text.ElementSize(spec);
    readonly bool isFloat = spec.Element == ElementType.Float;
    readonly bool hasResidual = Text.HasResidual(spec);
    readonly ConvTransposeAxis height = spec.Axes.Count > 1 ? spec.Axes[spec.Axes.Count - 2] : new ConvTransposeAxis(1);
    readonly ConvTransposeAxis width = spec.Axes[spec.Axes.Count - 1];

    int Weights => height.K * width.K;

    /// <summary>Whether the registers hold all weights beside sums, inputs and the bias.</summary>
    bool KeepsWeights => (height.K * group.Count + 1) * vectors + Weights + 1 < (bits == 512 ? Registers512 : Registers256);

    string Weight(int index) => $"{vector}.Create({(index == 0 ? "weights" : $"Unsafe.Add(ref weights, {index})")})";

    /// <summary>The rows whose sums are not complete with an input row.</summary>
    int Carried => height.K - height.S;

    public void Emit()
    {
        w.Line($"/// <summary>Strips of {vectors} vector{(vectors == 1 ? "" : "s")} of {lanes} positions: sums of {height.K} output row{(height.K == 1 ? "" : "s")} of {group.Count} phase{(group.Count == 1 ? "" : "s")}.</summary>");
        using (w.Braces($"public static void Strips{bits}<TWidth>(in StripArguments<{element}> strips)\n    where TWidth : struct, IStripWidth"))
        {
            w.Line($"ref {element} weights = ref strips.Weights;");
            if (KeepsWeights)
                w.Line($"{type} {string.Join(", ", Enumerable.Range(0, Weights).Select(index => $"k{index} = {Weight(index)}"))};");
            w.Line($"{type} bias = {vector}.Create(strips.Bias);");
            foreach (string name in ActivationEmitter.IsInRegisters(spec) ? ActivationEmitter.Parameters(spec) : [])
                w.Line($"{type} {name} = {vector}.Create(strips.{char.ToUpperInvariant(name[0])}{name.Substring(1)});");
            w.Line($"nint position = strips.Position, lastColumn = strips.InWidth - {lanes}, output = 0;");
            using (w.Braces("for (int strip = 0; strip < strips.Strips; strip++)"))
                EmitStrip();
        }
    }

    void EmitStrip()
    {
        string end = vectors == 1 ? $"{lanes}" : $"(TWidth.OneVector ? {lanes} : {vectors * lanes})";
        EmitEdges();
        Explain($"r0 to r{height.K - 1} are the sums of the output rows that an input row reaches through kernel rows 0 to {height.K - 1}.");
        for (int row = 0; row < Carried; row++)
            EmitBias(row);
        using (w.Braces("for (int row = strips.FirstRow; row < strips.EndRow; row++)"))
        {
            for (int row = Carried; row < height.K; row++)
                EmitBias(row);
            w.Line();
            using (w.Braces("if (row >= 0 && row < strips.InHeight)"))
                EmitSums();
            w.Line();
            EmitStores();
            for (int row = 0; row < Carried; row++)
            {
                if (row == 0)
                    w.Line();
                w.Line(string.Join(" ", Sums(row).Zip(Sums(row + height.S), (to, from) => $"{to} = {from};")));
            }
        }
        w.Line();
        w.Line($"position += {end};");
        w.Line($"output += {(group.Count == 1 ? end : $"{group.Count} * {end}")};");
    }

    /// <summary>From where in a row the vectors are loaded that may begin before it or end behind it.</summary>
    void EmitEdges()
    {
        Explain("A vector that begins before the row, or ends behind it, is loaded from the nearest column inside, and its lanes are turned to their places.");
        foreach (int offset in group.Slots.Select(slot => group.BaseShift + slot.Shift).Distinct().OrderBy(offset => offset))
        {
            if (MayBeginBefore(offset) || (vectors == 1 && MayEndBehind(offset)))
                Emit(First(offset), $"position{Text.Offset(offset)}");
            if (vectors > 1 && MayEndBehind(offset))
                Emit(Last(offset), $"position + (TWidth.OneVector ? {offset} : {offset + (vectors - 1) * lanes})");
        }

        void Emit(string name, string column)
        {
            w.Line($"nint {name} = StripInput.Inside({column}, lastColumn);");
            w.Line($"{vector}<{(isFloat ? "int" : "long")}> {name}Lanes = StripInput.Lanes{bits}({(isFloat ? "(int)" : "")}({column} - {name}));");
        }
    }

    /// <summary>The column inside the row from which its first vector is loaded at an offset, or its last one.</summary>
    static string First(int offset) => "first" + Name(offset);

    /// <inheritdoc cref="First"/>
    static string Last(int offset) => "last" + Name(offset);

    static string Name(int offset) => offset < 0 ? $"Before{-offset}" : offset > 0 ? $"Behind{offset}" : "";

    static bool MayBeginBefore(int offset) => offset < 0;

    /// <summary>Whether the last position, of which there may be more than a row has inputs, reads behind the row at an offset.</summary>
    bool MayEndBehind(int offset) => (width.OutputSize(1) + width.S - 1) / width.S + offset > 1;

    void EmitBias(int row) => w.Line($"{type} {string.Join(", ", Sums(row).Select(sum => $"{sum} = bias"))};");

    IEnumerable<string> Sums(int row) =>
        Enumerable.Range(0, group.Count).SelectMany(_ => Enumerable.Range(0, vectors), (phase, v) => Sum(row, phase, v));

    void EmitSums()
    {
        w.Line($"ref {element} x = ref Unsafe.Add(ref strips.Input, row * (nint)strips.InWidth);");
        w.Line($"{type} x0{string.Concat(Enumerable.Range(1, vectors - 1).Select(v => $", x{v} = default"))}{(KeepsWeights ? "" : ", weight")};");
        foreach (var shift in group.Slots.GroupBy(slot => slot.Shift).OrderBy(shift => shift.Key))
        {
            int offset = group.BaseShift + shift.Key;
            w.Line();
            w.Line($"// Input x{Text.Offset(offset)} reaches {string.Join(", ", shift.Select(slot => $"phase {slot.Phase} through k = {slot.Kernel}"))}.");
            EmitVectors(v => $"x{v} = {Load(v, offset)};");
            for (int row = 0; row < height.K; row++)
            {
                foreach (var slot in shift)
                {
                    int index = row * width.K + slot.Kernel;
                    string weight = KeepsWeights ? $"k{index}" : "weight";
                    EmitVectors(v => $"{(v > 0 || KeepsWeights ? "" : $"weight = {Weight(index)}; ")}{Sum(row, slot.Phase, v)} = MultiplyAddEstimate(x{v}, {weight}, {Sum(row, slot.Phase, v)});");
                }
            }
        }
    }

    string Load(int v, int offset)
    {
        string column = $"position{Text.Offset(offset + v * lanes)}", inside = $"{vector}.LoadUnsafe(ref x, (nuint){(column == "position" ? column : $"({column})")})";
        if (v == 0 && (MayBeginBefore(offset) || (vectors == 1 && MayEndBehind(offset))))
            return Edge(First(offset));
        if (!MayEndBehind(offset) || (v > 0 && v < vectors - 1))
            return inside;
        return v == 0 ? $"TWidth.OneVector ? {Edge(Last(offset))} : {inside}" : Edge(Last(offset));

        string Edge(string name) => $"StripInput.Load(ref x, {column}, {name}, {name}Lanes)";
    }

    void EmitStores()
    {
        Explain(Carried > 0 ? "No later input row reaches these." : "Each output is stored once.");
        for (int row = 0; row < height.S; row++)
        {
            string at = $"outputRow{(height.S == 1 ? "" : row.ToString())}";
            w.Line($"int {at} = {(height.S == 1 ? "row" : $"{height.S} * row")}{Text.Offset(row - height.PBegin)} - strips.FirstOutputRow;");
            using (w.Braces($"if ({at} >= 0 && {at} < strips.OutputRows)"))
            {
                w.Line($"ref {element} to = ref Unsafe.Add(ref strips.Output, {at} * strips.OutputRowStep + output);");
                if (hasResidual)
                    w.Line($"ref {element} added = ref Unsafe.Add(ref strips.Residual, {at} * strips.OutputRowStep + output);");
                EmitStores(row, [0]);
                if (vectors > 1)
                {
                    using (w.Braces("if (!TWidth.OneVector)"))
                        EmitStores(row, Enumerable.Range(1, vectors - 1));
                }
            }
        }
    }

    void EmitStores(int row, IEnumerable<int> some)
    {
        foreach (int v in some)
        {
            string[] parts = StoreText.Interleaved([.. Enumerable.Range(0, group.Count).Select(phase => Sum(row, phase, v))]);
            for (int i = 0; i < parts.Length; i++)
                w.Line(StoreText.Store(spec, vector, parts[i], "added", "to", (v * group.Count + i) * lanes));
        }
    }

    /// <summary>Writes a statement for each vector, those past the first on a line of their own.</summary>
    void EmitVectors(Func<int, string> statement)
    {
        w.Line(statement(0));
        if (vectors > 1)
            w.Line($"if (!TWidth.OneVector) {{ {string.Join(" ", Enumerable.Range(1, vectors - 1).Select(statement))} }}");
    }

    /// <summary>Writes a comment, in the first of the methods: the others are of the same form.</summary>
    void Explain(string text)
    {
        if (bits == 512)
            w.Line($"// {text}");
    }

    static string Sum(int row, int phase, int v) => $"r{row}p{phase}v{v}";
}
