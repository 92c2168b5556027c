using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the columns plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some forty layers,
/// those of Intel's processors with 512 bits to two hundred and forty.</summary>
static class ColumnCost
{
    /// <summary>What takes the time of so many multiply-adds: a multiply-add, storing an element of the columns and adding it to a sum, bringing an output
    /// into the order of its row and storing it, reading an input, the same from outside the caches, and once more for further output channels, the same for each
    /// slice of a kernel that has several, and to begin with a row of a column, of inputs, and of the outputs of a phase.</summary>
    readonly record struct Costs(double MultiplyAdd, double Stage, double Output, double Input, double Far, double FarAgain, double OfSlice, double ColumnRow, double InputRow, double OutputRow);

    /// <summary>Where the processor does one multiply-add of 512 bits in a cycle, where it does two, and with less than 512 bits; Intel's, with 512 bits and with
    /// less, apart.</summary>
    static readonly Costs ofOne = new(1.05, 8, 6.5, 0.5, 11, 0, 2.7, 0, 5, 950), ofTwoWide = new(1, 8, 17, 1.5, 0, 8, 0, 200, 115, 490),
        narrow = new(1, 11, 34, 0, 6, 0, 8, 0, 0, 0), ofIntel = new(0.95, 14, 12, 0, 2, 0, 1, 0, 0, 950), narrowOfIntel = narrow with { MultiplyAdd = 1.25 };

    /// <summary>Multiply-adds take longer where an input serves fewer columns.</summary>
    const double ColumnsForLoad = 7;

    /// <summary>Weights of more bytes are not in the level-2 cache, and inputs are taken to be outside the caches, but on Zen 4 with 512 bits.</summary>
    const double FarBytes = 1024 * 1024;

    /// <summary>What each tile waits for a weight past them.</summary>
    const double FarWeight = 20;

    /// <summary>What a load of the tile plan costs where the processor does two multiply-adds of 512 bits in a cycle, and with less; and how much of that is
    /// free.</summary>
    const double LoadCostOfTwoWide = 4.2, NarrowLoadCostOfIntel = 1.2, FreeLoads = 0.3, FreeLoadsOfTwoWide = 1.4;

    /// <summary>With less than 512 bits on Zen 4, what it costs that a register tile has fewer sums than fit the registers, since two additions
    /// of a cycle wait for those of four cycles before: a part of the multiply-adds for how many times as many would fit, past so many.</summary>
    const double WaitCost = 0.75, FreeWaits = 1.1;

    /// <summary>The sums of a register tile that sixteen registers are enough for.</summary>
    const int MostSums = 12;

    static bool IsWide => Vector512.IsHardwareAccelerated;

    /// <summary>The cost of one group of one image.</summary>
    public static long Of(TilePlan plan, in ConvTransposeShape shape, in ColumnLayout layout, int elementSize)
    {
        double columns = (double)shape.OutChannelsPerGroup * plan.Geometry.KernelElements, inputs = (double)shape.InPlane * shape.InChannelsPerGroup;
        var costs = Processor.IsIntel ? (IsWide ? ofIntel : narrowOfIntel) : !IsWide ? narrow : Processor.DoesTwoWide ? ofTwoWide : ofOne;
        double multiplyAdd = Math.Max(costs.MultiplyAdd, ColumnsForLoad * plan.Depth.Axis.K / columns);
        double positions = (double)layout.Rows * shape.InWidth, lanes = LaneTile.Bits / 8 / elementSize;
        multiplyAdd *= Math.Ceiling(positions / lanes) * lanes / positions; // the last vectors compute some of them twice

        // Each slice of the kernel reads the input once more, and sums that go on in another slice or part of the channels pass through memory meanwhile.
        double slices = plan.Depth.Axis.K, slicesOfOutput = Math.Max(1, slices / plan.Depth.Count);
        double stage = (costs.Stage + costs.Stage * (slicesOfOutput * layout.ChannelParts - 1) / 2) / (slicesOfOutput * shape.InChannelsPerGroup) * layout.SumStep / layout.BlocksWidth;
        bool isFar = Processor.DoesOneWide ? shape.BytesOfImage(elementSize) > TileCopyCost.CachedBytes : inputs * elementSize > FarBytes;
        int passes = EqualParts.Count(shape.OutChannelsPerGroup, layout.Channels);
        double input = slices * (costs.Input + (isFar ? costs.Far + (passes - 1) * costs.FarAgain : 0) + (slices > 1 ? costs.OfSlice : 0));
        double rows = (double)shape.InDepth * shape.InHeight * (columns * costs.ColumnRow + slices * shape.InChannelsPerGroup * costs.InputRow)
            + (double)shape.OutDepth * shape.OutHeight * plan.Width.Count * shape.OutChannelsPerGroup * costs.OutputRow;
        double weights = columns * shape.InChannelsPerGroup, runs = shape.InDepth * Math.Ceiling((double)shape.InHeight / layout.Rows);
        double far = FarWeight * Math.Max(0, weights - FarBytes / elementSize) * runs * Math.Ceiling(positions / lanes / LaneForm.Wide.Vectors);
        return (long)(inputs * (columns * multiplyAdd * (1 + stage) + input) + (double)shape.OutChannelsPerGroup * shape.OutPlane * costs.Output + rows + far);
    }

    /// <summary>The sums of a register tile for so many output channels, with less than 512 bits.</summary>
    static double SumsOf(TilePlan plan, int channels)
    {
        var tile = plan.Tile256;
        int rows = plan.FoldsRows(channels) ? plan.Height.Count : channels;
        double ofTile = rows / (double)EqualParts.Count(rows, tile.Channels);
        return ofTile * plan.PhasesPerTile * (ofTile <= tile.FewChannels ? tile.FewVectors : tile.Vectors);
    }

    /// <summary>What the tile plan waits for besides its multiply-adds, which is little but for few output channels: for loads, of which each serves
    /// few multiply-adds then, and most span two cache lines, as the shifts along the width differ; or for the additions before. Zen 4 has time for them with
    /// 512 bits.</summary>
    public static long WaitsOfTiles(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout)
    {
        int channels = shape.OutChannelsPerGroup;
        double multiplyAdds = (double)shape.InPlane * shape.InChannelsPerGroup * channels * plan.Geometry.KernelElements;
        if (Processor.DoesOneWide)
            return 0;
        if (!IsWide && !Processor.IsIntel)
            return (long)(multiplyAdds * WaitCost * Math.Max(0, MostSums / SumsOf(plan, channels) - FreeWaits));
        double shifts = plan.Width.MaxShift - (double)plan.Width.MinShift + 1;
        double uses = (double)plan.Width.Axis.K * Math.Min(channels, plan.ChannelBlock) * (layout.Flat && !plan.FoldsRows(channels) ? 1 : plan.RowsOfInput(channels));
        double loadCost = Processor.DoesTwoWide ? LoadCostOfTwoWide : NarrowLoadCostOfIntel;
        return (long)(multiplyAdds * Math.Max(0, loadCost * shifts / uses - (Processor.DoesTwoWide ? FreeLoadsOfTwoWide : FreeLoads)));
    }
}
