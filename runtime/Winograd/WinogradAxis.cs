namespace Generated.Kernels.CompilerServices;

/// <summary>One phase of an axis: its filter, the taps, and the place of each product's input among those of the axis.</summary>
readonly record struct WinogradPhase(MinimalFilter Filter, Tap[] Taps, int[] Inputs);

/// <summary>
/// The minimal filters of an axis. Each phase is a correlation of the input with as many taps as reach it; all phases have the same number of
/// outputs in a tile, so that tile t has the blocks from <c>t·<see cref="Outputs"/></c> on. Phases share inputs of products.
/// </summary>
sealed class WinogradAxis
{
    WinogradAxis(AxisPhases axis, int padding, int outputs, WinogradPhase[] phases, InputTerm[] inputs)
    {
        FirstBlock = padding / axis.Count;
        FirstOutput = FirstBlock * axis.Count - padding;
        Outputs = outputs;
        Phases = phases;
        Inputs = inputs;
        SharesInputs = phases.All(phase => phase.Inputs.AsSpan().SequenceEqual(phases[0].Inputs));
        First = inputs.Min(term => Math.Min(term.First, term.Second));
        Last = inputs.Max(term => Math.Max(term.First, term.Second));
    }

    /// <summary>The block where the first tile begins.</summary>
    public int FirstBlock { get; }

    /// <summary>The first output of that block: less than 0 where padding cuts off a part of it.</summary>
    public int FirstOutput { get; }

    /// <summary>The outputs of a phase in a tile.</summary>
    public int Outputs { get; }

    /// <summary>The phases.</summary>
    public WinogradPhase[] Phases { get; }

    /// <summary>The inputs of all phases' products, counted from the block where a tile begins.</summary>
    public InputTerm[] Inputs { get; }

    /// <summary>The first and the last input element that a tile reads, counted likewise.</summary>
    public int First { get; }

    /// <inheritdoc cref="First"/>
    public int Last { get; }

    /// <summary>How many elements that is.</summary>
    public int Elements => Last - First + 1;

    /// <summary>Whether all phases read the same inputs.</summary>
    public bool SharesInputs { get; }

    /// <summary>The products of all phases.</summary>
    public int Products => Phases.Sum(phase => phase.Filter.Products);

    /// <summary>The filters of an axis with blocks that begin where outputs would without padding: taps of a phase and of the next are then the same
    /// distance apart, so that phases of as many taps read the same inputs, but padding may cut off a part of the first block.</summary>
    /// <inheritdoc cref="Create(AxisPhases, ReadOnlySpan{int})"/>
    public static WinogradAxis? CreateBeforePadding(AxisPhases phases, ReadOnlySpan<int> outputs) =>
        Create(new AxisPhases(phases.Axis with { PBegin = 0, PEnd = 0 }), outputs, phases.Axis.PBegin);

    /// <summary>The filters of an axis, or null where its phases have others than one to three taps that follow each other.</summary>
    /// <param name="phases">The phases of the axis.</param>
    /// <param name="outputs">The outputs of a phase in a tile by the most taps of a phase.</param>
    public static WinogradAxis? Create(AxisPhases phases, ReadOnlySpan<int> outputs) => Create(phases, outputs, padding: 0);

    static WinogradAxis? Create(AxisPhases phases, ReadOnlySpan<int> outputs, int padding)
    {
        int mostTaps = 0;
        for (int f = 0; f < phases.Count; f++)
        {
            var taps = phases[f];
            if (taps.Length is 0 or > MinimalFilter.MostTaps || taps[^1].Shift - taps[0].Shift != taps.Length - 1)
                return null;
            mostTaps = Math.Max(mostTaps, taps.Length);
        }
        int count = outputs[mostTaps - 1];
        var inputs = new List<InputTerm>();
        var filters = new WinogradPhase[phases.Count];
        for (int f = 0; f < filters.Length; f++)
        {
            var taps = phases[f];
            var filter = MinimalFilter.Of(count, taps.Length);
            filters[f] = new WinogradPhase(filter, taps, [.. filter.Inputs.Select(term => IndexOf(term.Shifted(taps[0].Shift)))]);
        }
        return new WinogradAxis(phases, padding, count, filters, [.. inputs]);

        int IndexOf(InputTerm term)
        {
            if (!inputs.Contains(term))
                inputs.Add(term);
            return inputs.IndexOf(term);
        }
    }
}
