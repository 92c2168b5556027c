using System;
using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>The size of a register tile: output channels × phases of the innermost axis × vectors of positions, and the vectors
/// where a group has a single output channel.</summary>
internal readonly record struct TileShape(int Channels, int Phases, int Vectors, int SingleVectors)
{
    /// <summary>The sums that it keeps in registers.</summary>
    public int Accumulators => Channels * Phases * Vectors;
}

/// <summary>
/// What the emitter unrolls for a geometry. Unrolled are the phases of the innermost axis, their taps and the register tile;
/// row taps, input channels and positions are loops.
/// </summary>
internal sealed class Schedule
{
    /// <summary>
    /// The most multiply-adds in one emitted method. RyuJIT stops optimising a method at 60,000 bytes of IL, 2,000 locals or
    /// 8,000 references to locals; a multiply-add makes about five references and 30 bytes of IL.
    /// </summary>
    const int MethodBudget = 512;

    /// <summary>The most multiply-adds in all methods of one width, which bounds the text.</summary>
    const int WidthBudget = 288;

    /// <summary>Past these the phases of an axis are not even enumerated: the compiler calls the generator while
    /// its user types.</summary>
    const int MostKernelElements = 8192, MostPhases = 4096;

    /// <summary>
    /// Register tiles by phases, from the one that loads least per multiply-add to those that unroll less: with 32 registers
    /// 24 sums, vectors and a weight fit, with 16 registers 12.
    /// </summary>
    static readonly Dictionary<int, TileShape[]> Wide = new()
    {
        [1] = [new(6, 1, 4, 8), new(6, 1, 2, 4), new(3, 1, 2, 4), new(1, 1, 2, 2)],
        [2] = [new(6, 2, 2, 4), new(3, 2, 2, 4), new(1, 2, 2, 2)],
        [3] = [new(4, 3, 2, 4), new(2, 3, 2, 4), new(1, 3, 2, 2)],
        [4] = [new(3, 4, 2, 4), new(1, 4, 2, 2)],
        [5] = [new(2, 5, 2, 4), new(1, 5, 2, 2)],
    };

    static readonly Dictionary<int, TileShape[]> Narrow = new()
    {
        [1] = [new(4, 1, 3, 6), new(3, 1, 2, 4), new(1, 1, 2, 2)],
        [2] = [new(3, 2, 2, 4), new(1, 2, 2, 2)],
        [3] = [new(2, 3, 2, 3), new(1, 3, 2, 2)],
        [4] = [new(1, 4, 2, 2)],
        [5] = [new(1, 5, 2, 2)],
    };

    Schedule(PhaseGroup[] groups, int phasesPerTile, TileShape tile512, TileShape tile256)
    {
        Groups = groups;
        PhasesPerTile = phasesPerTile;
        Tile512 = tile512;
        Tile256 = tile256;
    }

    /// <summary>The phase groups of the innermost axis.</summary>
    public PhaseGroup[] Groups { get; }

    /// <summary>How many phases a register tile computes.</summary>
    public int PhasesPerTile { get; }

    /// <summary>The register tile with 32 registers.</summary>
    public TileShape Tile512 { get; }

    /// <summary>The register tile with 16 registers.</summary>
    public TileShape Tile256 { get; }

    /// <summary>The register tile of 128-bit vectors: SSE has 16 registers too.</summary>
    public TileShape Tile128 => Tile256;

    /// <summary>One group of each kind, in the order of the kinds.</summary>
    public IEnumerable<PhaseGroup> Kinds => Groups.GroupBy(group => group.Kind).OrderBy(kind => kind.Key).Select(kind => kind.First());

    /// <summary>Whether the register tile holds all phases of the innermost axis and stores them in memory order. The runtime's
    /// <c>TilePlan</c> decides alike.</summary>
    public bool Interleaved => Groups.Length == 1 && PhasesPerTile is 1 or 2 or 4;

    /// <summary>The schedule of a geometry, or <see langword="null"/> with the reason why it is left to the generic path.</summary>
    public static Schedule? Create(EquatableArray<ConvTransposeAxis> axes, out string? fallbackReason)
    {
        var width = axes[axes.Count - 1];
        if (axes.Any(axis => axis.K > MostKernelElements || axis.S > MostPhases) || axes.Aggregate(1L, (product, axis) => product * axis.S) > MostPhases * MostPhases)
        {
            fallbackReason = $"more than {MostKernelElements} kernel elements or {MostPhases} phases along an axis are too many to list";
            return null;
        }
        var phases = new AxisPhases(width);

        // Up to five phases fit a register tile together. More are computed two at a time: that shares input loads between
        // them and leaves room for output channels. Where the phases differ so much that this takes too many methods, alone.
        int[] candidates = width.S <= 5 ? [width.S, 1] : [2, 1];
        foreach (int phasesPerTile in candidates)
        {
            var groups = PhaseGroup.Split(phases, phasesPerTile);
            int slots = groups.GroupBy(group => group.Kind).Sum(kind => kind.First().Slots.Length);
            int largest = groups.Max(group => group.Slots.Length);
            var wide = Fitting(Wide[phasesPerTile], slots, largest);
            var narrow = Fitting(Narrow[phasesPerTile], slots, largest);
            if (wide is { } tile512 && narrow is { } tile256)
            {
                fallbackReason = null;
                return new Schedule(groups, phasesPerTile, tile512, tile256);
            }
        }
        fallbackReason = $"{(width.K + width.S - 1) / width.S} taps per output along the innermost axis are too many to unroll";
        return null;
    }

    /// <summary>The reason why a geometry is left to the generic path, or <see langword="null"/>.</summary>
    public static string? FallbackReason(KernelSpec spec)
    {
        Create(spec.Axes, out string? reason);
        return reason;
    }

    static TileShape? Fitting(TileShape[] shapes, int slots, int largest)
    {
        foreach (var shape in shapes)
        {
            int perSlot = shape.Channels * shape.Vectors;
            if (slots * perSlot <= WidthBudget && largest * perSlot <= MethodBudget)
                return shape;
        }
        return null;
    }
}
