namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the lanes plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>.</summary>
static class LaneCost
{
    /// <summary>Turning a block of outputs from lanes into rows, in multiply-adds per output.</summary>
    const int TurnCost = 16;

    /// <summary>The cost of one group of one image.</summary>
    public static long Of(LanePlan lanes, in ConvTransposeShape shape, in TileLayout layout, int elementSize)
    {
        var plan = lanes.Plan;
        int blocks = lanes.Blocks(shape.OutChannelsPerGroup);
        long perRowTap = 0;
        foreach (var column in lanes.Columns)
        {
            var (first, last) = lanes.Positions(column, 0, shape.OutWidth);
            int positions = (int)(last - first + 1);
            int tiles = PositionTiles(positions);
            for (int block = 0; block < blocks; block++)
            {
                int vectors = lanes.FirstVector(shape.OutChannelsPerGroup, block + 1) - lanes.FirstVector(shape.OutChannelsPerGroup, block);
                for (int tile = 0; tile < tiles; tile++)
                    perRowTap += column.Taps.Length * TileHalfCycles(lanes.Bits, WeightPacker.BlockStart(positions, tiles, tile + 1) - WeightPacker.BlockStart(positions, tiles, tile), vectors);
            }
        }
        long rowTaps = RowTaps(plan.Depth, shape.InDepth, shape.OutDepth) * RowTaps(plan.Height, shape.InHeight, shape.OutHeight);
        long perHalfCycle = 32 / elementSize;
        return rowTaps * shape.InChannelsPerGroup * perRowTap * perHalfCycle
            + (lanes.AlongPhases ? 0 : shape.OutChannelsPerGroup * shape.OutPlane * TurnCost)
            + layout.CopyCost;
    }

    /// <summary>How many tiles a row of positions is cut into.</summary>
    public static int PositionTiles(int positions) => WeightPacker.Blocks(positions, LaneTile.MostPositions);

    /// <summary>The half cycles of one tap and input channel: those of the multiply-adds, or those of the loads and the loop. A
    /// processor does two multiply-adds of 256 bits in a cycle, or one of 512.</summary>
    static int TileHalfCycles(int bits, int positions, int vectors) => bits == 512
        ? 2 * Math.Max(positions * vectors, positions + 2 * vectors + 2)
        : Math.Max(positions * vectors * bits / 256 + 1, positions + 2 * vectors + 3);

    /// <summary>The taps along an axis that lie inside the image, of all outputs.</summary>
    static long RowTaps(AxisPhases axis, int inSize, int outSize)
    {
        long taps = 0;
        for (int phase = 0; phase < axis.Count && phase < outSize; phase++)
        {
            int blocks = (outSize - 1 - phase) / axis.Count + 1;
            foreach (var tap in axis[phase])
                taps += Math.Max(0L, Math.Min(blocks, (long)inSize - tap.Shift) - Math.Max(0, -tap.Shift));
        }
        return taps;
    }
}
