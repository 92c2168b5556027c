using System;
using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>The size of a register tile: output channels × phases of the innermost axis × vectors of positions; and how many channels
/// count as few, with more vectors.</summary>
internal readonly record struct TileShape(int Channels, int Phases, int Vectors, int FewChannels, int FewVectors)
{
    /// <summary>The vectors of an output channel; those past <see cref="Vectors"/> are there in a tile of few channels only.</summary>
    public int VectorsOf(int channel) => channel < FewChannels ? FewVectors : Vectors;

    /// <summary>The sums that it keeps in registers.</summary>
    public int Accumulators => Channels * Phases * Vectors;

    /// <summary>The sums in the text, those of few output channels among them.</summary>
    public int Sums => Accumulators + Phases * FewChannels * (FewVectors - Vectors);

    /// <summary>A tap loads its weight for each channel and adds to each sum.</summary>
    public int StatementsPerTap => Channels + Sums / Phases;

    /// <summary>The same for taps that only the first rows in the place of channels have.</summary>
    public int StatementsPerExtraTap(int longerRows)
    {
        int rows = Math.Min(longerRows, Channels);
        return rows * (1 + Vectors) + Math.Min(rows, FewChannels) * (FewVectors - Vectors);
    }
}

/// <summary>
/// What the emitter unrolls for a geometry. Unrolled are the phases of the innermost axis, the register tile and few taps; many
/// equal taps, row taps, input channels and positions are loops.
/// </summary>
internal sealed class Schedule
{
    /// <summary>
    /// The most statements in the register tiles of all widths, at about 120 bytes of text each: it keeps the text below 80 KiB, strips
    /// included, and is far from where RyuJIT stops optimising a method (60,000 bytes of IL, 2,000 locals or 8,000 references to locals).
    /// </summary>
    const int MostStatements = 418;

    /// <summary>What is the same for every kind of phase group, in statements.</summary>
    const int StatementsPerKind = 40;

    /// <summary>So many shifts that reach the same phases are a loop, even where the text would not be too long without: a
    /// register tile keeps the processor so busy that the loop costs nothing.</summary>
    const int LeastLooped = 4;

    /// <summary>Past these the phases of an axis are not even enumerated: the compiler calls the generator while
    /// its user types.</summary>
    const int MostKernelElements = 8192, MostPhases = 4096;

    /// <summary>Register tiles by phases: with 32 registers 24 sums, vectors and a weight fit.</summary>
    static readonly TileShape[] Wide = [new(6, 1, 4, 1, 8), new(6, 2, 2, 3, 4), new(4, 3, 2, 1, 4), new(3, 4, 2, 1, 4), new(2, 5, 2, 1, 4)];

    /// <summary>Register tiles by phases: with 16 registers 12 sums, vectors and a weight fit.</summary>
    static readonly TileShape[] Narrow = [new(4, 1, 3, 1, 6), new(3, 2, 2, 1, 4), new(2, 3, 2, 1, 3), new(1, 4, 2, 1, 2), new(1, 5, 2, 1, 2)];

    /// <summary>The most rows of a single output channel that are computed together; the runtime's <c>TilePlan</c> has the same.</summary>
    const int MostRowsTogether = 3;

    readonly int leastLooped;

    Schedule(PhaseGroup[] groups, int phasesPerTile, int leastLooped, int longerRows, bool rowsOverlap, TileShape tile512, TileShape tile256)
    {
        LongerRows = longerRows;
        RowsTogether = rowsOverlap ? Math.Min(MostRowsTogether, tile512.Channels) : 1;
        this.leastLooped = leastLooped;
        Groups = groups;
        PhasesPerTile = phasesPerTile;
        Tile512 = tile512;
        Tile256 = tile256;
    }

    /// <summary>The phase groups of the innermost axis.</summary>
    public PhaseGroup[] Groups { get; }

    /// <summary>How many phases a register tile computes.</summary>
    public int PhasesPerTile { get; }

    /// <summary>How many rows of a block have a tap more than the others: 0 where the stride divides the kernel, or is greater, or where
    /// rows do not read the same input. The runtime's <c>TilePlan.FoldedRows</c> says what for.</summary>
    public int LongerRows { get; }

    /// <summary>How many rows of a single output channel a register tile of 512-bit vectors computes where they read mostly the same input
    /// rows. The runtime's <c>TilePlan.RowsTogether</c> says what for, and decides alike.</summary>
    public int RowsTogether { get; }

    /// <summary>The strips of the depthwise plan, where the geometry has it.</summary>
    StripShape? strips;

    /// <summary>The strips of a kernel that may be called with a single input channel per group, where its geometry has the depthwise plan.</summary>
    public StripShape? StripsOf(KernelSpec spec) => spec.InChannels == 0 || spec.InChannels == spec.Groups ? strips : null;

    /// <summary>The register tile with 32 registers.</summary>
    public TileShape Tile512 { get; }

    /// <summary>The register tile with 16 registers.</summary>
    public TileShape Tile256 { get; }

    /// <summary>The register tile of 128-bit vectors: SSE has 16 registers too.</summary>
    public TileShape Tile128 => Tile256;

    /// <summary>One group of each kind, in the order of the kinds.</summary>
    public IEnumerable<PhaseGroup> Kinds => Groups.GroupBy(group => group.Kind).OrderBy(kind => kind.Key).Select(kind => kind.First());

    /// <summary>The taps of a group as they are written.</summary>
    public IReadOnlyList<TapRun> Runs(PhaseGroup group) => TapRun.Split(group, leastLooped);

    /// <summary>The taps of a group as they are written for overlapping rows, which are always a loop.</summary>
    public static IReadOnlyList<TapRun> RunsOfOverlappingRows(PhaseGroup group) => TapRun.Split(group, leastLooped: 2);

    /// <summary>Whether the register tile holds all phases of the innermost axis and stores them in memory order. The runtime's
    /// <c>TilePlan</c> decides alike.</summary>
    public bool Interleaved => Groups.Length == 1 && PhasesPerTile is 1 or 2 or 4;

    /// <summary>Whether no tap reaches further than its block's own input.</summary>
    public bool ReachesOneInput { get; private set; }

    /// <summary>Whether the input may serve as the copy of a tile: no tap reaches further than its block's own input, or there is a single row. The runtime's
    /// <c>TileLayout</c> decides alike.</summary>
    public bool MayReadInPlace { get; private set; }

    /// <summary>The schedule of a geometry, or <see langword="null"/> with the reason why it is left to the generic path.</summary>
    public static Schedule? Create(EquatableArray<ConvTransposeAxis> axes, out string? fallbackReason)
    {
        var width = axes[axes.Count - 1];
        if (axes.Any(axis => axis.K > MostKernelElements || axis.S > MostPhases) || axes.Aggregate(1L, (product, axis) => product * axis.S) > MostPhases * MostPhases)
        {
            fallbackReason = $"more than {MostKernelElements} kernel elements or {MostPhases} phases along an axis are too many to list";
            return null;
        }
        fallbackReason = null;
        var phases = new AxisPhases(width);

        // Up to five phases fit a register tile together. More are computed two at a time, which shares input loads between them.
        // Alone, phases are of few kinds, and the taps of each are one run: that is always short enough.
        int together = width.S <= 5 ? width.S : 2;
        var chosen = Short(together, LeastLooped) ?? Short(together, 2) ?? Short(1, LeastLooped) ?? Create(1, 2);
        chosen.strips = StripShape.Of(axes, chosen);
        chosen.ReachesOneInput = axes.Select(axis => new AxisPhases(axis)).All(axis => axis is { MinShift: 0, MaxShift: 0 });
        chosen.MayReadInPlace = chosen.ReachesOneInput || axes.Count == 1;
        return chosen;

        Schedule? Short(int phasesPerTile, int leastLooped) =>
            Create(phasesPerTile, leastLooped) is var schedule && schedule.Statements <= MostStatements ? schedule : null;

        Schedule Create(int phasesPerTile, int leastLooped) =>
            new(PhaseGroup.Split(phases, phasesPerTile), phasesPerTile, leastLooped, LongerRowsOf(axes), RowsOverlapIn(axes), Wide[phasesPerTile - 1], Narrow[phasesPerTile - 1]);
    }

    static int LongerRowsOf(EquatableArray<ConvTransposeAxis> axes) =>
        axes.Count > 1 && axes[axes.Count - 2] is { S: > 1, D: 1 } height && height.K > height.S ? height.K % height.S : 0;

    static bool RowsOverlapIn(EquatableArray<ConvTransposeAxis> axes) =>
        axes.Count > 1 && axes[axes.Count - 2] is { K: > 1, S: 1, D: 1 } && (axes.Count == 2 || axes[axes.Count - 3] is { K: 1, S: 1 });

    /// <summary>The reason why a geometry is left to the generic path, or <see langword="null"/>.</summary>
    public static string? FallbackReason(KernelSpec spec)
    {
        Create(spec.Axes, out string? reason);
        return reason;
    }

    /// <summary>The statements of the register tiles of all widths, without what is the same in every kernel.</summary>
    public int Statements => Kinds.Sum(kind =>
    {
        int taps = Runs(kind).Sum(run => run.Taps.Length);
        int rowsTogether = RowsTogether == 1 ? 0 : RunsOfOverlappingRows(kind).Sum(run => run.Taps.Length) * Tile512.StatementsPerExtraTap(RowsTogether);
        return StatementsPerKind + rowsTogether + new[] { Tile512, Tile256, Tile128 }.Sum(tile =>
            taps * (tile.StatementsPerTap + tile.StatementsPerExtraTap(LongerRows)) + 2 * kind.Count * tile.Sums / tile.Phases);
    });
}
