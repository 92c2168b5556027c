using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>What register tiles cost with a layout, in the multiply-adds that the processor could do meanwhile.</summary>
static class TileCost
{
    /// <summary>What an output costs besides its multiply-adds, in multiply-adds: where it is stored directly, where it passes through the staging
    /// buffer, the same where phases lie apart there, and where rows of a single output channel are computed together.</summary>
    /// <param name="Direct">Stored directly.</param>
    /// <param name="Staged">Through the staging buffer.</param>
    /// <param name="StagedApart">The same, of phases that lie apart there.</param>
    /// <param name="Together">More than that, of rows that are computed together.</param>
    /// <param name="Flat">How many times as much positions of such rows cost that run on across the ends of rows: loads take longer than multiply-adds.</param>
    readonly record struct OutputCosts(int Direct, int Staged, int StagedApart, int Together, double Flat);

    /// <summary>Where the processor does one multiply-add of the widest vectors in the time of other instructions, and where it does two of 512 bits,
    /// fitted to forty layers on Zen 5.</summary>
    static readonly OutputCosts ofOne = new(0, 16, 16, 0, 1.5), ofTwoWide = new(6, 12, 26, 18, 2.6);

    /// <summary>With vectors of less than 512 bits, loads past so many for each multiply-add take a part of the time of a multiply-add: a processor
    /// does two of either in a cycle. Fitted to thirty layers; those of few output channels are in <see cref="ColumnCost.WaitsOfTiles"/>.</summary>
    const double FreeLoads = 0.76, LoadCost = 0.55;

    static ref readonly OutputCosts Costs => ref Processor.DoesTwoWide ? ref ofTwoWide : ref ofOne;

    /// <summary>What an output costs that passes through the staging buffer.</summary>
    static int StagingCost(TilePlan plan) => plan.Interleaved ? Costs.Staged : Costs.StagedApart;

    /// <summary>The multiply-adds of a position, an output channel and a phase.</summary>
    static long WorkOf(TilePlan plan, in ConvTransposeShape shape) =>
        Math.Max(1, shape.InChannelsPerGroup * (long)plan.Geometry.KernelElements / ((long)plan.Depth.Count * plan.Height.Count * plan.Width.Count));

    /// <summary>What an output channel and a phase cost row by row: the last register tile of each row is partly wasted. Rows that are
    /// shorter than the smallest register tile go through the staging buffer.</summary>
    public static long RowByRow(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, int elementSize)
    {
        int smallest = Vector512.IsHardwareAccelerated ? 64 / elementSize : layout.LargestBlock;
        bool storesDirectly = plan.Interleaved && layout.TileWidth >= smallest;
        long positions = (layout.TilesWidth - 1) * CostOf(plan, shape, layout, layout.TileWidth, elementSize, storesDirectly)
            + CostOf(plan, shape, layout, layout.BlocksWidth - (layout.TilesWidth - 1) * layout.TileWidth, elementSize, storesDirectly);
        int together = plan.RowsTogether(shape.OutChannelsPerGroup) > 1 ? Costs.Together : 0;
        return (long)layout.BlocksDepth * layout.BlocksHeight * positions * (WorkOf(plan, shape) + (storesDirectly ? Costs.Direct : StagingCost(plan)) + together);
    }

    /// <summary>What they cost across the ends of rows: the gaps between rows are wasted, and every output goes through the staging
    /// buffer.</summary>
    public static long Flat(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, int elementSize)
    {
        int lastRows = layout.BlocksHeight - (layout.TilesHeight - 1) * layout.TileHeight;
        long positions = (layout.TilesHeight - 1) * CostOf(plan, shape, layout, (layout.TileHeight - 1L) * layout.Pitch + layout.TileWidth, elementSize)
            + CostOf(plan, shape, layout, (lastRows - 1L) * layout.Pitch + layout.TileWidth, elementSize);
        long cost = (long)layout.BlocksDepth * layout.TilesWidth * positions * (WorkOf(plan, shape) + StagingCost(plan));

        // Where rows could be computed together, one at a time, as its positions run on.
        return plan.RowsTogether(shape.OutChannelsPerGroup) > 1 ? (long)(cost * Costs.Flat) : cost;
    }

    /// <summary>The part of the multiply-adds' time that loads take besides.</summary>
    public static double OfLoads(TilePlan plan, in ConvTransposeShape shape) =>
        Vector512.IsHardwareAccelerated || shape.OutChannelsPerGroup <= ColumnLayout.MostOutChannels ? 0 : LoadCost * Math.Max(0, Loads(plan, shape) - FreeLoads);

    /// <summary>The loads of a register tile for each multiply-add: the weights and prefetches, and the inputs, half of which span two cache lines
    /// where shifts along the width differ.</summary>
    static double Loads(TilePlan plan, in ConvTransposeShape shape)
    {
        var form = plan.FormOf(shape.OutChannelsPerGroup);
        int vectors = plan.Tile256.VectorsOf(form), channels = plan.Tile256.Channels, taps = plan.Width.Axis.K;
        long shifts = (long)plan.Width.MaxShift - plan.Width.MinShift + 1;
        return (shifts * (vectors + 1) + (shifts - 1) * vectors / 2.0 + channels * taps + 1) / ((double)channels * taps * vectors);
    }

    /// <summary>What register tiles cost to cover <paramref name="positions"/>, in positions of whole tiles: a tile of one vector
    /// costs a quarter more than its positions, and twice as much where it has the sums of few rows.</summary>
    static long CostOf(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, long positions, int elementSize, bool storesDirectly = false)
    {
        var form = plan.FormOf(shape.OutChannelsPerGroup);
        int count = (int)Math.Min(positions, int.MaxValue);
        if (!Vector512.IsHardwareAccelerated)
            return ((long)count + layout.LargestBlock - 1) / layout.LargestBlock * layout.LargestBlock;
        int lanes = 64 / elementSize;
        var (whole, ones) = plan.Tile512.Cut(512, form, lanes, count, plan.LeftToNarrower(form, lanes / 2), mayExceed: true);
        if (storesDirectly && whole == 1 && count < plan.Tile512.Positions(form, lanes))
            (whole, ones) = (0, plan.Tile512.VectorsOf(form)); // a whole tile would store beyond the row
        long computed = (long)whole * plan.Tile512.Positions(form, lanes) + (long)ones * lanes;
        int more = plan.RowsTogether(shape.OutChannelsPerGroup) > 1 ? ones * lanes : ones * lanes / 4;
        return computed + more + (computed < count ? plan.Tile256.Positions(form, lanes / 2) : 0);
    }
}
