using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the columns plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>. The constants are fitted to measurements of some forty layers.</summary>
static class ColumnCost
{
    /// <summary>Storing an element of the columns and adding it to a sum takes the time of so many multiply-adds.</summary>
    const double StageCost = 11;

    /// <summary>Multiply-adds take so much longer than the processor needs for them alone, with 512 bits and with less; and more where an input
    /// serves few columns.</summary>
    const double WideCost = 1.08, NarrowCost = 1, NarrowCostOfIntel = 1.25, ColumnsForLoad = 7;

    /// <summary>Bringing an output into the order of its row and storing it takes the time of so many multiply-adds.</summary>
    const double OutputCost = 34;

    /// <summary>Reading an input in place from outside the level-2 cache takes the time of so many multiply-adds.</summary>
    const double FarCost = 6, FarBytes = 1024 * 1024;

    /// <summary>What a load of the tile plan costs with 512 bits and with less, and how many loads of a multiply-add are free.</summary>
    const double WideLoadCost = 1.8, NarrowLoadCostOfIntel = 1.2, FreeLoads = 0.3;

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
        double multiplyAdd = Math.Max(IsWide ? WideCost : Processor.IsIntel ? NarrowCostOfIntel : NarrowCost, ColumnsForLoad / columns);
        double positions = (double)layout.Rows * shape.InWidth, lanes = LaneTile.Bits / 8 / elementSize;
        multiplyAdd *= Math.Ceiling(positions / lanes) * lanes / positions; // the last vectors compute some of them twice
        double stage = StageCost / shape.InChannelsPerGroup * layout.SumStep / layout.BlocksWidth;
        double far = inputs * elementSize > FarBytes ? FarCost : 0;
        return (long)(inputs * (columns * multiplyAdd * (1 + stage) + far) + (double)shape.OutChannelsPerGroup * shape.OutPlane * OutputCost);
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
    /// few multiply-adds then, and most span two cache lines, as the shifts along the width differ; or for the additions before.</summary>
    public static long WaitsOfTiles(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout)
    {
        int channels = shape.OutChannelsPerGroup;
        double multiplyAdds = (double)shape.InPlane * shape.InChannelsPerGroup * channels * plan.Geometry.KernelElements;
        if (!IsWide && !Processor.IsIntel)
            return (long)(multiplyAdds * WaitCost * Math.Max(0, MostSums / SumsOf(plan, channels) - FreeWaits));
        double shifts = plan.Width.MaxShift - (double)plan.Width.MinShift + 1;
        double uses = (double)plan.Width.Axis.K * Math.Min(channels, plan.ChannelBlock) * (layout.Flat && !plan.FoldsRows(channels) ? 1 : plan.RowsOfInput(channels));
        return (long)(multiplyAdds * Math.Max(0, (IsWide ? WideLoadCost : NarrowLoadCostOfIntel) * shifts / uses - FreeLoads));
    }
}
