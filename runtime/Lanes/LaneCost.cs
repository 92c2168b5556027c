namespace Generated.Kernels.CompilerServices;

/// <summary>What a call costs with the lanes plan, in the multiply-adds that the processor could do meanwhile: the measure of
/// <see cref="TileLayout"/>.</summary>
static class LaneCost
{
    /// <summary>Turning a block of outputs from lanes into rows, in multiply-adds per output, with vectors of 512 bits and of fewer; where the
    /// processor does two multiply-adds of 512 bits in a cycle, of positions that run on across the ends of rows and of others; what Intel's take longer.</summary>
    const int TurnCost = 32, NarrowTurnCost = 24, FlatTurnCostOfTwo = 20, TurnCostOfTwo = 36, TurnCostOfIntel = 10;

    /// <summary>There, row by row, multiply-adds of images with channels along the lanes take longer by one part in so many.</summary>
    const int RowPenaltyOfTwo = 20;

    /// <summary>Bringing the phases of one position and channel from a vector that holds several channels to the output, in multiply-adds.</summary>
    const int PhasesCost = 320;

    /// <summary>Storing an output of phases along the lanes, where the processor does two multiply-adds of 512 bits in a cycle: stores are no faster there.</summary>
    const int PhaseCostOfTwo = 20;

    /// <summary>The first tile that reads a weight gets it after the time of so many multiply-adds. Measured on two machines: where
    /// weights come from the level-3 cache, Sapphire Rapids gets 10 bytes in a cycle and does two multiply-adds of 512 bits in it; Zen 4
    /// gets 25 and does one.</summary>
    const int FirstReadCost = 4, FirstReadCostOfIntel = 14;

    /// <summary>The same on Intel's from the level-3 cache, row by row, where outputs have more than one tap on average and up to <see cref="MostTaps"/>, in one and
    /// two dimensions: 160 layers whose plan this changes take 0.974 of the time before in the mean. With more taps, three dimensions or rows that run on,
    /// others lose what some gain.</summary>
    const int FirstReadCostOfFewTaps = 8, MostTaps = 4;

    /// <summary>The same where they come from memory, and where they come from the level-3 cache of Zen 5, which gets 25 bytes in a cycle and does two multiply-adds
    /// in it.</summary>
    const int FirstReadCostOfMemory = 10, FirstReadCostOfTwo = 8;

    /// <summary>The same for tiles that read a weight once more, where the weights of a block that these read do not fit the level-2 cache.</summary>
    const int RereadCost = 6;

    /// <summary>More weights than these are not in a level-2 cache; and not in a level-3 cache, of which other cores use a part.</summary>
    const int MostBytesNear = 1024 * 1024, MostBytesInCache = 24 * 1024 * 1024;

    /// <summary>Where the weights and inputs of one tap fill more than a level-1 cache, tiles of less than 512 bits take longer by one part in so many.</summary>
    const int CrowdedPenalty = 11, MostBytesOfTap = 32 * 1024;

    /// <summary>Output channels along vectors half as wide as the widest take longer by one part in so many: twice as many instructions.</summary>
    const int HalfPenalty = 6;

    /// <summary>The cost of one group of one image.</summary>
    public static long Of(LanePlan lanes, in ConvTransposeShape shape, in TileLayout layout, int elementSize)
    {
        var plan = lanes.Plan;
        int vectors = lanes.Vectors(shape.OutChannelsPerGroup), blocks = lanes.Blocks(shape.OutChannelsPerGroup, layout.LaneForm);
        int vectorsOfBlock = vectors / blocks, widerBlocks = vectors % blocks;
        long weights = (long)shape.InChannelsPerGroup * shape.OutChannelsPerGroup * plan.Geometry.KernelElements;
        long perHalfCycle = 32 / elementSize;
        int readCost = HalfCycles(FirstRead(plan, layout, weights * elementSize)), rereadCost = HalfCycles(RereadCost);

        long rowTaps = plan.RowTaps * layout.Tiles;
        int mostPositions = layout.LaneForm.Positions;

        // A run of positions is a row, of whose row taps those inside the image count; or all rows of a tile, with all row taps.
        long runs = layout.Flat
            ? rowTaps
            : RowTaps(plan.Depth, shape.InDepth, shape.OutDepth) * RowTaps(plan.Height, shape.InHeight, shape.OutHeight);
        long perChannel = 0;
        foreach (var column in lanes.Columns)
        {
            var (first, last) = lanes.Positions(column, 0, shape.OutWidth);
            int positions = (int)(last - first + 1) * (layout.Flat ? layout.TileHeight : 1);
            long bytesOfRead = (long)shape.InChannelsPerGroup * column.Taps.Length * plan.Rows.Max(row => row.Taps.Length) * EqualParts.Count(vectors, blocks) * lanes.Bits / 8;
            bool rereads = bytesOfRead > MostBytesNear;
            perChannel += column.Taps.Length * (widerBlocks * OfBlock(positions, vectorsOfBlock + 1, rereads) + (blocks - widerBlocks) * OfBlock(positions, vectorsOfBlock, rereads));
            if (lanes.LeavesOutPositions(shape, layout))
                perChannel -= runs * PositionsOutside(column, positions, shape.InWidth) * (widerBlocks * OfPosition(positions, vectorsOfBlock + 1) + (blocks - widerBlocks) * OfPosition(positions, vectorsOfBlock));
        }
        long multiplyAdds = perChannel * shape.InChannelsPerGroup * perHalfCycle;
        if (lanes.HasHalfChannels)
            multiplyAdds += multiplyAdds / HalfPenalty;
        else if (lanes.Bits < 512 && shape.InChannelsPerGroup * (EqualParts.Count(vectors, blocks) * lanes.Bits / 8 + CacheLine.Bytes) > MostBytesOfTap)
            multiplyAdds += multiplyAdds / CrowdedPenalty;
        if (lanes.Bits == 512 && Processor.DoesTwoWide && !lanes.AlongPhases && !layout.Flat && layout.HasRows)
            multiplyAdds += multiplyAdds / RowPenaltyOfTwo;
        int turnCost = lanes.Bits < 512 ? NarrowTurnCost
            : !Processor.DoesTwoWide ? TurnCost
            : (layout.Flat ? FlatTurnCostOfTwo : TurnCostOfTwo) + (Processor.IsIntel ? TurnCostOfIntel : 0);
        int phaseCost = lanes.HasBoth ? PhasesCost / lanes.Phases : Processor.DoesTwoWide ? PhaseCostOfTwo : 0;
        return layout.WithLoads(multiplyAdds)
            + shape.OutChannelsPerGroup * shape.OutPlane * (lanes.AlongPhases ? phaseCost : turnCost)
            + layout.CopyCost;

        int HalfCycles(int cost) => cost * lanes.Lanes / (int)perHalfCycle * lanes.Bits / 512;

        long OfBlock(int positions, int vectors, bool rereads)
        {
            if (positions <= 0)
                return 0; // a phase behind the last output
            int tiles = EqualParts.Count(positions, mostPositions), longer = positions % tiles;
            long shorterTile = TileHalfCycles(lanes.Bits, positions / tiles, vectors), longerTile = TileHalfCycles(lanes.Bits, positions / tiles + 1, vectors);
            return runs * (longer * longerTile + (tiles - longer) * shorterTile)
                + rowTaps * Math.Max(0, vectors * readCost - shorterTile)
                + (rereads ? Math.Max(0, runs * tiles - rowTaps) * Math.Max(0, vectors * rereadCost - shorterTile) : 0);
        }

        // What a tile takes less for a position less.
        int OfPosition(int positions, int vectors)
        {
            int ofTile = Math.Max(1, positions / Math.Max(1, EqualParts.Count(positions, mostPositions)));
            return TileHalfCycles(lanes.Bits, ofTile, vectors) - TileHalfCycles(lanes.Bits, ofTile - 1, vectors);
        }
    }

    /// <summary>What the first tile that reads a weight waits for it, of so many bytes of weights.</summary>
    static int FirstRead(TilePlan plan, in TileLayout layout, long bytes)
    {
        if (bytes <= MostBytesNear)
            return FirstReadCost;
        if (Processor.IsIntel)
            return bytes <= MostBytesInCache && !layout.Flat && HasFewTaps(plan) ? FirstReadCostOfFewTaps : FirstReadCostOfIntel;
        if (bytes > MostBytesInCache)
            return FirstReadCostOfMemory;
        return Processor.DoesTwoWide ? FirstReadCostOfTwo : FirstReadCost;
    }

    static bool HasFewTaps(TilePlan plan)
    {
        int phases = plan.Height.Count * plan.Width.Count, taps = plan.Geometry.KernelElements;
        return plan.Geometry.Rank < 3 && taps > phases && taps <= MostTaps * phases;
    }

    /// <summary>The positions of a row that taps of a column read beside the image, of all taps.</summary>
    static long PositionsOutside(in LaneColumn column, int positions, int inWidth)
    {
        long outside = 0;
        foreach (var tap in column.Taps)
            outside += Math.Clamp(-(long)tap.Shift, 0, positions) + Math.Clamp((long)positions + tap.Shift - inWidth, 0, positions);
        return outside;
    }

    /// <summary>The half cycles of one tap and input channel: those of the multiply-adds, or those of the loads and the loop. A
    /// processor does two multiply-adds of 256 bits or fewer in a cycle, or one of 512, which has an input in memory where it is the only one to
    /// use it. Without vectors of 256 bits the measure is that of 128. Where it does two of 512 bits in the same time, as Zen 5, fewer bits take twice the
    /// multiply-adds; whether Intel's do has not been measured.</summary>
    static int TileHalfCycles(int bits, int positions, int vectors)
    {
        if (bits == 512)
            return 2 * Math.Max(positions * vectors, positions + 2 * vectors + (vectors == 1 ? 0 : 2));
        int multiplyAdds = positions * vectors * Math.Min(LaneTile.Bits, 256) / 256;
        if (Processor.IsIntel)
            return Math.Max(multiplyAdds + 1, positions + 2 * vectors + 3);
        int halfCycles = Math.Max(multiplyAdds, positions + vectors + 3);
        return Processor.DoesTwoWide ? 2 * halfCycles : halfCycles;
    }

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
