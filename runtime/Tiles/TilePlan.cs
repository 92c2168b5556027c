using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The geometry of a kernel and the schedule that the generator chose for it, with everything that follows from the two
/// alone and not from the sizes of a call.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TilePlan
{
    /// <summary>The most rows of a single output channel that an emitted register tile computes together.</summary>
    internal const int MostRowsTogether = 3;

    readonly TileShape tile512, tile256, tile128;
    readonly WinogradPlan[] winograd;
    readonly RowFilterPlan? rowFilter;
    /// <summary>By the bytes of an element: a kernel has one type, but <see cref="TileDriver.Explain"/> may be asked about another.</summary>
    LanePlan[]? lanesOfFour, lanesOfEight;
    LaneWinogradPlan[]? laneWinogradOfFour, laneWinogradOfEight;

    /// <summary>Derives the plan; done once per kernel.</summary>
    /// <param name="geometry">The geometry.</param>
    /// <param name="phasesPerTile">How many phases of the innermost axis a register tile computes.</param>
    /// <param name="tile512">The register tile of 512-bit vectors.</param>
    /// <param name="tile256">The register tile of 256-bit vectors.</param>
    /// <param name="tile128">The register tile of 128-bit vectors.</param>
    public TilePlan(ConvTransposeGeometry geometry, int phasesPerTile, TileShape tile512, TileShape tile256, TileShape tile128)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        Geometry = geometry;
        PhasesPerTile = phasesPerTile;
        ChannelBlock = (Vector512.IsHardwareAccelerated ? tile512 : Vector256.IsHardwareAccelerated ? tile256 : tile128).Channels;
        this.tile512 = tile512;
        this.tile256 = tile256;
        this.tile128 = tile128;

        var axes = geometry.Axes;
        Depth = new AxisPhases(axes.Length > 2 ? axes[^3] : new ConvTransposeAxis(1));
        Height = new AxisPhases(axes.Length > 1 ? axes[^2] : new ConvTransposeAxis(1));
        Width = new AxisPhases(axes[^1]);
        Groups = PhaseGroup.Split(Width, phasesPerTile);
        Shifts = [.. Groups.GroupBy(group => group.Kind).OrderBy(kind => kind.Key).Select(kind => kind.First().Slots.Select(slot => slot.Shift).ToArray())];
        Interleaved = phasesPerTile == Width.Count && phasesPerTile is 1 or 2 or 4;
        Rows = new RowPhase[Depth.Count * Height.Count];
        int rowTapsBefore = 0;
        for (int i = 0; i < Rows.Length; i++)
        {
            Rows[i] = new RowPhase(i / Height.Count, Depth[i / Height.Count], i % Height.Count, Height[i % Height.Count], rowTapsBefore);
            rowTapsBefore += Rows[i].Taps.Length;
        }
        RowsOfSlice = new RowPhase[Height.Count];
        for (int i = 0, before = 0; i < RowsOfSlice.Length; before += RowsOfSlice[i++].Taps.Length)
            RowsOfSlice[i] = new RowPhase(0, [new Tap(0, 0)], i, Height[i], before);
        FoldedRows = FoldRows();
        winograd = WinogradPlan.All(Depth, Height, Width);
        rowFilter = RowFilterPlan.Of(Depth, Height);
        Choices = new PlanChoices(this);
    }

    /// <summary>The geometry.</summary>
    public ConvTransposeGeometry Geometry { get; }

    /// <summary>The strips of the depthwise plan, where the kernel has it.</summary>
    public StripShape Strips { get; init; }

    /// <summary>Whether calls may follow another plan than that of tiles where it is cheaper.</summary>
    internal bool HasOtherPlans { get; init; } = true;

    /// <summary>What may run along the lanes for elements of this size.</summary>
    internal LanePlan[] Lanes(int elementSize)
    {
        if (!HasOtherPlans)
            return [];
        ref LanePlan[]? lanes = ref elementSize == sizeof(float) ? ref lanesOfFour : ref lanesOfEight;
        return lanes ??= [.. LanePlan.OfChannels(this, elementSize), .. LanePlan.OfPhases(this, elementSize)];
    }

    /// <summary>The Winograd plans that the geometry has.</summary>
    internal WinogradPlan[] Winograd => HasOtherPlans ? winograd : [];

    /// <summary>Those with phases along the lanes for elements of this size.</summary>
    internal LaneWinogradPlan[] LaneWinograd(int elementSize)
    {
        ref LaneWinogradPlan[]? plans = ref elementSize == sizeof(float) ? ref laneWinogradOfFour : ref laneWinogradOfEight;
        return plans ??= LaneWinogradPlan.All(Winograd, Lanes(elementSize));
    }

    /// <summary>The plan of row filters, where the geometry has one.</summary>
    internal RowFilterPlan? RowFilter => HasOtherPlans ? rowFilter : null;

    /// <summary>The plans that calls follow.</summary>
    internal PlanChoices Choices { get; }

    internal int PhasesPerTile { get; }

    /// <summary>How many output channels are packed side by side: those of the register tile that this machine uses.</summary>
    internal int ChannelBlock { get; }

    internal ref readonly TileShape Tile512 => ref tile512;

    internal ref readonly TileShape Tile256 => ref tile256;

    internal ref readonly TileShape Tile128 => ref tile128;

    internal AxisPhases Depth { get; }

    internal AxisPhases Height { get; }

    internal AxisPhases Width { get; }

    /// <summary>The phase groups of the innermost axis.</summary>
    internal PhaseGroup[] Groups { get; }

    /// <summary>For each kind of group, the shifts of its slots.</summary>
    internal int[][] Shifts { get; }

    /// <summary>Whether the kernel stores the phases of the innermost axis in memory order; otherwise each phase apart.</summary>
    internal bool Interleaved { get; }

    /// <summary>The phases of the outer axes.</summary>
    internal RowPhase[] Rows { get; }

    /// <summary>The phases of the height, with the taps of one slice of the kernel.</summary>
    internal RowPhase[] RowsOfSlice { get; }

    /// <summary>
    /// For groups with a single output channel, one row phase for each phase of the depth, whose rows take the place of output channels
    /// in the register tile, so that they share the input; or null. Rows <c>s·q + r - p</c> of the same q read the same input rows, each
    /// through kernel rows of its own:
    /// <code>
    ///   row s·q + r - p  =  x[q]·k[r]  +  x[q-1]·k[r+s]  +  …
    /// </code>
    /// Where the stride does not divide the kernel, the first <see cref="LongerRows"/> rows have one tap more than the others.
    /// </summary>
    internal RowPhase[]? FoldedRows { get; }

    /// <summary>How many folded rows have the last taps of their phase; the others do not have them.</summary>
    internal int LongerRows => Height.Axis.K % Height.Axis.S;

    /// <summary>Whether a call folds the rows of an output channel.</summary>
    internal bool FoldsRows(int outPerGroup) => outPerGroup == 1 && FoldedRows is not null;

    /// <summary>
    /// How many rows of a single output channel a register tile computes in the place of channels where the height's stride is 1. They
    /// share most input rows,
    /// <code>
    ///   row y      =  x[y]·k[0]    +  x[y-1]·k[1]  +  x[y-2]·k[2]
    ///   row y + 1  =  x[y+1]·k[0]  +  x[y]·k[1]    +  x[y-1]·k[2]
    /// </code>
    /// so that each load serves more multiply-adds. With fewer than 512 bits the loop's other instructions cost more than that gains.
    /// </summary>
    /// <param name="outPerGroup">The output channels of a group.</param>
    internal int RowsTogether(int outPerGroup) =>
        Vector512.IsHardwareAccelerated && outPerGroup == 1 && Depth.Axis is { K: 1, S: 1 } && Height.Axis is { K: > 1, S: 1, D: 1 } ? Math.Min(MostRowsTogether, ChannelBlock) : 1;

    /// <summary>How many rows of an output channel a load of the register tile serves, on average.</summary>
    internal double RowsOfInput(int outPerGroup)
    {
        double together = RowsTogether(outPerGroup), kernel = Height.Axis.K;
        return FoldsRows(outPerGroup) ? Height.Count : together * kernel / (kernel + together - 1);
    }

    /// <summary>The form of the register tiles where each row begins with one.</summary>
    /// <param name="outPerGroup">The output channels of a group.</param>
    internal TileForm FormOf(int outPerGroup) => RowsTogether(outPerGroup) > 1 ? TileForm.Channels : FormOfFlat(outPerGroup);

    /// <summary>The form of the register tiles that run on across the ends of rows.</summary>
    internal TileForm FormOfFlat(int outPerGroup) => outPerGroup > 1 || FoldsRows(outPerGroup) ? TileForm.Channels : TileForm.Single;

    RowPhase[]? FoldRows()
    {
        var axis = Height.Axis;
        if (ChannelBlock == 1 || axis.S == 1 || axis.D != 1 || axis.K < axis.S)
            return null;
        var taps = new Tap[axis.K / axis.S];
        for (int i = 0; i < taps.Length; i++)
            taps[i] = new Tap((taps.Length - 1 - i) * axis.S, i + 1 - taps.Length);
        Tap[] extra = LongerRows > 0 ? [new Tap(taps.Length * axis.S, -taps.Length)] : [];
        var rows = new RowPhase[Depth.Count];
        int rowTapsBefore = 0, kernelRowsBefore = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new RowPhase(i, Depth[i], taps, extra, rowTapsBefore, kernelRowsBefore);
            rowTapsBefore += rows[i].Taps.Length;
            kernelRowsBefore += Depth[i].Length * axis.K;
        }
        return rows;
    }

    /// <summary>The number of row taps of all row phases: the product of the outer kernel sizes.</summary>
    internal int RowTaps => Depth.Axis.K * Height.Axis.K;

    /// <summary>How many positions at the end of a run 512-bit vectors leave to 256-bit ones: none where there are tiles of one
    /// vector, otherwise what one tile of those computes.</summary>
    internal int LeftToNarrower(TileForm form, int lanes) => HasOneVector(form) ? 0 : Tile256.Positions(form, lanes);

    /// <summary>The positions of the smallest register tile in use.</summary>
    internal int SmallestTile<T>(TileForm form) =>
        HasOneVector(form) ? Vector512<T>.Count
        : Vector256.IsHardwareAccelerated ? Tile256.Positions(form, Vector256<T>.Count)
        : Tile128.Positions(form, Vector128<T>.Count);

    /// <summary>The positions of the register tile that ends runs of more than those of the smallest one leave over: the whole tile
    /// where it has a smaller one beside it.</summary>
    internal int LastTile<T>(TileForm form) => HasOneVector(form) ? Tile512.Positions(form, Vector512<T>.Count) : SmallestTile<T>(form);

    /// <summary>Whether register tiles of so many output channels can keep the input that they read: with 512 bits only, and where all of a row is computed
    /// with these.</summary>
    internal bool CanKeepInput(int channels) => Interleaved && HasOneVector(FormOf(channels)) && !FoldsRows(channels);

    /// <summary>Whether there are register tiles of one vector, which <see cref="TileShape.Cut"/> explains.</summary>
    bool HasOneVector(TileForm form) => Vector512.IsHardwareAccelerated && form == TileForm.Channels && Tile512.Channels > 1;

    /// <summary>Whether <paramref name="weights"/> were packed by this plan or one that packs alike.</summary>
    internal bool Accepts<T>(PackedWeights<T> weights)
        where T : unmanaged =>
        weights.Geometry.Equals(Geometry) && weights.ChannelBlock == ChannelBlock && weights.PhasesPerTile == PhasesPerTile;
}
