namespace Generated.Kernels.CompilerServices;

/// <summary>
/// A Winograd plan with phases along the lanes instead of tiles, where stride and kernel are whole vectors of 512 bits or halves of them, of which one holds
/// two output channels: <see cref="LanePlan"/> explains that. Phases that follow each other read the same inputs, so that sums of inputs, as scalars, serve all
/// lanes, and sums of weights are the vectors:
/// <code>
///   products[y, x] of phases r, r+1, …  =  Σ over ic of  weights[y, x, ic] of phases r, r+1, … · inputs[y, x, ic]
/// </code>
/// Outputs need not be brought into their order, few channels keep no product waiting in memory, and an image of few tiles fills vectors as well as a large
/// one. With fewer bits there are too few registers for all products of several tiles.
/// </summary>
sealed unsafe class LaneWinogradPlan : ProductPlan
{
    LaneWinogradPlan(WinogradPlan filters, LanePlan lanes)
    {
        Filters = filters;
        Lanes = lanes;
        Column = filters.Width.Phases[0].Filter;
        Columns = filters.Width.Phases.Length / lanes.Phases;
        RowProductsBefore = new int[filters.Height.Phases.Length + 1];
        for (int i = 0; i < filters.Height.Phases.Length; i++)
        {
            int products = filters.Height.Phases[i].Filter.Products;
            RowProductsBefore[i + 1] = RowProductsBefore[i] + products;
            RowInputs += i > 0 && HaveSameInputs(i, i - 1) ? 0 : products;
        }
    }

    /// <summary>The plans of a geometry, possibly none.</summary>
    /// <param name="filters">Its Winograd plans.</param>
    /// <param name="lanes">What may run along the lanes.</param>
    public static LaneWinogradPlan[] All(WinogradPlan[] filters, LanePlan[] lanes) =>
        [.. from plan in filters from alongPhases in lanes where alongPhases is { AlongPhases: true, Bits: 512, ChannelsOfVector: <= 2 } && Fits(plan, alongPhases.Phases) select new LaneWinogradPlan(plan, alongPhases)];

    /// <summary>Whether there are register tiles for all phases, and phases that lie side by side in a vector read the same inputs through kernel elements
    /// that follow each other.</summary>
    static bool Fits(WinogradPlan plan, int phases)
    {
        var width = plan.Width.Phases;
        return plan.Width.SharesInputs
            && plan.Height.Phases.All(row => LaneWinogradTile.Serves(row.Filter, width[0].Filter))
            && width.Select((column, phase) => (column, phase)).All(one => one.column.Taps.SequenceEqual(TapsFrom(width[one.phase / phases * phases], one.phase % phases)));
    }

    /// <summary>The taps of a lane.</summary>
    static IEnumerable<Tap> TapsFrom(WinogradPhase first, int lane) => first.Taps.Select(tap => tap with { Kernel = tap.Kernel + lane });

    /// <summary>Neither that of a Winograd plan nor of row filters. Which phases run along the lanes follows from the number of output channels.</summary>
    public override int Index => -2 - Filters.Index;

    /// <summary>The filters along both axes.</summary>
    public WinogradPlan Filters { get; }

    /// <summary>The phases along the lanes.</summary>
    public LanePlan Lanes { get; }

    /// <summary>The filter along the width, of all phases.</summary>
    public MinimalFilter Column { get; }

    /// <summary>The vectors of phases along the width.</summary>
    public int Columns { get; }

    /// <summary>For each phase of the height, the products along the height of those before it, and at the end of all.</summary>
    public int[] RowProductsBefore { get; }

    /// <summary>The inputs of products along the height that differ from phase to phase.</summary>
    public int RowInputs { get; }

    /// <summary>The outputs of a tile for all phases of a vector of output channels.</summary>
    public int Outputs => Filters.Height.Outputs * Filters.Height.Phases.Length * Column.Outputs * Columns;

    /// <summary>The most products of a tile for a vector.</summary>
    public int MostProducts => Filters.MostRowInputs * Column.Products;

    /// <summary>The products of a tile for all phases of a vector of output channels.</summary>
    public int Products => RowProductsBefore[^1] * Columns * Column.Products;

    /// <summary>Whether two phases of the height have the same inputs.</summary>
    public bool HaveSameInputs(int rowPhase, int other) => Filters.Height.Phases[rowPhase].Inputs.AsSpan().SequenceEqual(Filters.Height.Phases[other].Inputs);

    /// <inheritdoc/>
    public override long WeightLength(TilePlan kernel, int inChannels, int outChannels) =>
        (long)Products * inChannels * Lanes.Vectors(outChannels / kernel.Geometry.Groups) * Lanes.Lanes;

    /// <inheritdoc/>
    public override bool Pack<T>(TilePlan kernel, int inChannels, int outChannels, T* weight, T* packed) =>
        LaneWinogradPacker.Pack(this, kernel.Geometry, inChannels, outChannels, weight, packed);
}
