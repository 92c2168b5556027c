using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// How one call is cut into tiles, and how a tile's input lies in scratch memory.
/// </summary>
/// <remarks>
/// A tile is a run of output blocks: one in depth, <see cref="TileHeight"/> rows of <see cref="TileWidth"/>. Scratch holds its
/// input with everything that its taps reach, zeros where that lies outside the image, so that the inner loop needs no
/// border checks:
/// <code>
///   channel 0:  slice 0:  row 0:  0 x x x x 0
///                         row 1:  0 x x x x 0      pitch ──►
///               slice 1:  …
///   channel 1:  …                                  channel step: an odd number of cache lines, so that the channels
///                                                  of one position do not fall into the same cache set
/// </code>
/// A position is an index into that picture: position + row offset + shift is where a tap reads. Where a tile spans the
/// image's width, the zeros at the end of a row serve as those before the next.
/// <see cref="InputOrder"/> names the other orders.
/// </remarks>
readonly struct TileLayout
{
    /// <summary>Scratch for the input stays below this many bytes, so that it and the weights share a 1 MiB level-2 cache.</summary>
    const int SmallTileBytes = 256 * 1024;

    /// <summary>The bound where the weights are so large that reading them again for each tile costs more than a large tile.</summary>
    const int LargeTileBytes = 640 * 1024;

    /// <summary>The bound where each pass over the tile computes only one phase of one channel, so that there are many passes:
    /// then the tile belongs into the level-1 cache.</summary>
    const int SingleTileBytes = 24 * 1024, MostChannelsInSingleTile = 64;

    /// <summary>The staging buffer is meant to stay in the level-1 cache.</summary>
    const int StagingBytes = 16 * 1024;

    /// <summary>The bound with the lanes plan, where that is a row at least.</summary>
    const int LaneStagingBytes = 24 * 1024;

    /// <summary>The most scratch memory of one kind.</summary>
    const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Up to this many multiply-adds per input element, a copy of the input costs more than it gains.</summary>
    const int MostWorkInPlace = 100;

    /// <summary>What copying an input element costs, in multiply-adds.</summary>
    const int CostOfCopy = 8;

    /// <summary>Where channels lie further apart than the processor's prefetcher follows, loads take this part of a tile's time longer.</summary>
    const int FarPenalty = 16, FarBytes = 2048;

    /// <summary>The level-1 cache holds so many lines that lie a page apart.</summary>
    const int PageBytes = 4096, WaysOfCache = 8;

    /// <summary>To begin at a cache line costs a register tile more, which pays in rows of so many.</summary>
    const int LeastTilesFromWholeLines = 8;

    /// <summary>So many channels are worth narrower tiles.</summary>
    const int ManyChannels = 16;

    /// <summary>What passing through the staging buffer costs, in multiply-adds per output.</summary>
    const int StagingCost = 16;

    /// <summary>With vectors of less than 512 bits, loads past so many for each multiply-add take a part of the time of a multiply-add: a processor
    /// does two of either in a cycle. Fitted to thirty layers; those of few output channels are in <see cref="ColumnCost.WaitsOfTiles"/>.</summary>
    const double FreeLoads = 0.76, LoadCost = 0.55;

    public readonly int BlocksDepth, BlocksHeight, BlocksWidth;
    public readonly int TileHeight, TileWidth;
    public readonly int TilesHeight, TilesWidth;
    public readonly int Slices, Rows;

    /// <summary>From one row to the next.</summary>
    public readonly int Pitch;

    /// <summary>From one channel to the next.</summary>
    public readonly int ChannelStep;

    /// <summary>The order of the input.</summary>
    public readonly InputOrder Order;

    /// <summary>How many pictures a channel has: one, or one for each shift along the width.</summary>
    public readonly int Pictures;

    /// <summary>From the input of one shift along the width to that of the next: 1, or a picture.</summary>
    public readonly int ShiftStep;

    /// <summary>Whether the channels lie further apart than the processor's prefetcher follows.</summary>
    readonly bool isFar;

    /// <summary>An estimate of what one group of one image costs, in multiply-adds.</summary>
    public readonly long Cost;

    /// <summary>What the copies of the input cost of it.</summary>
    public readonly long CopyCost;

    /// <summary>Elements of scratch for the input of a tile, and for staged outputs.</summary>
    public readonly long InputScratch, StagedScratch;

    /// <summary>Whether register tiles run on across the ends of rows; otherwise each row is computed by itself.</summary>
    public readonly bool Flat;

    /// <summary>Whether the taps reach nothing but the block's own input element, so that the input serves as the tile where
    /// that is cheaper than a copy.</summary>
    public readonly bool InPlace;

    /// <summary>Whether register tiles begin at cache lines of an input that is read in place: where the channels' lines of one position
    /// share a set of the cache and are more than it holds, a line that two tiles share is read twice from the next level.</summary>
    public readonly bool FromWholeLines;

    /// <summary>The positions of the largest register tile in use.</summary>
    public readonly int LargestBlock;

    /// <summary>Positions that one pass over the staging buffer holds, a multiple of the largest register tile.</summary>
    public readonly int StagedPositions;

    /// <summary>From one channel or phase to the next in the staging buffer.</summary>
    public readonly int StagedStep;

    /// <summary>The largest tile of the lanes plan.</summary>
    public readonly LaneForm LaneForm;

    /// <summary>With the lanes plan, the rows of a block of output channels that the staging buffer holds; otherwise 0.</summary>
    public readonly int StagedRows;

    /// <summary>The cheapest layout for a call.</summary>
    public static TileLayout Choose(TilePlan plan, in ConvTransposeShape shape, int elementSize)
    {
        var cheapest = new TileLayout(plan, shape, elementSize, InputOrder.Planes);
        if (!cheapest.Fits(elementSize))
            return cheapest;
        if (cheapest.HasRows && !cheapest.InPlace && shape.InChannelsPerGroup > 1)
        {
            var rows = new TileLayout(plan, shape, elementSize, InputOrder.Rows);
            if (rows.Fits(elementSize) && rows.Cost < cheapest.Cost)
                cheapest = rows;
        }
        if (plan.Width.MaxShift > plan.Width.MinShift && cheapest.TilesWidth == 1)
        {
            var shifted = new TileLayout(plan, shape, elementSize, InputOrder.ShiftedPlanes);
            if (shifted.TilesWidth == 1 && shifted.Fits(elementSize) && shifted.Cost < cheapest.Cost)
                cheapest = shifted;
        }
        return cheapest;
    }

    /// <summary>Whether a channel has several rows.</summary>
    public bool HasRows => Rows * Slices > 1;

    /// <summary>A layout for the lanes plan.</summary>
    /// <param name="tiles">A layout for tiles, which gives the input's.</param>
    /// <param name="lanes">What runs along the lanes.</param>
    /// <param name="form">The largest tile.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    public TileLayout(in TileLayout tiles, LanePlan lanes, LaneForm form, int elementSize)
    {
        this = tiles;
        LaneForm = form;
        InPlace = false;
        Flat = !lanes.AlongPhases && TileHeight > 1 && TilesWidth == 1 && Pitch == TileWidth;

        // Phases go to the output directly, but for the ends of rows.
        long positions = lanes.AlongPhases ? form.Positions : (long)TileWidth * lanes.Plan.Width.Count;
        long row = positions * form.Vectors * lanes.Lanes;
        StagedRows = (int)Math.Clamp(LaneStagingBytes / elementSize / row, 1, TileHeight);
        StagedScratch = StagedRows * row;
    }

    /// <summary>A layout for tiles.</summary>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="order">The order of the input.</param>
    public TileLayout(TilePlan plan, in ConvTransposeShape shape, int elementSize, InputOrder order)
    {
        Order = order;
        BlocksDepth = DivideUp(shape.OutDepth, plan.Depth.Count);
        BlocksHeight = DivideUp(shape.OutHeight, plan.Height.Count);
        BlocksWidth = DivideUp(shape.OutWidth, plan.Width.Count);

        int channels = shape.InChannelsPerGroup;
        long weightBytes = (long)channels * shape.OutChannelsPerGroup * plan.Geometry.KernelElements * elementSize;
        bool manyPasses = plan.ChannelBlock == 1 && plan.PhasesPerTile == 1 && !plan.Interleaved;
        int bytes = manyPasses && channels <= MostChannelsInSingleTile ? SingleTileBytes
            : weightBytes > SmallTileBytes ? LargeTileBytes
            : SmallTileBytes;

        // As many whole rows as the budget allows; where not even one fits, as much of one row as fits.
        long widthHalo = (long)plan.Width.MaxShift - plan.Width.MinShift;
        long heightHalo = (long)plan.Height.MaxShift - plan.Height.MinShift;
        long slices = (long)plan.Depth.MaxShift - plan.Depth.MinShift + 1;
        int block = LargestBlock = BlockPositions(plan, shape, elementSize);
        TileWidth = BlocksWidth;
        // Without other rows a narrower tile brings the channels nearer to each other.
        bool severalRows = BlocksHeight + heightHalo > 1 || slices > 1;
        long nearWidth = ((FarBytes - 64) / elementSize - widthHalo) / block * block;
        if (channels >= ManyChannels && !severalRows && nearWidth > 0)
            TileWidth = EvenWidth(BlocksWidth, nearWidth, block);
        bool shiftsApart = order == InputOrder.ShiftedPlanes, rowsOutside = order == InputOrder.Rows;
        long pictures = shiftsApart ? widthHalo + 1 : 1;
        long pitch = order switch
        {
            InputOrder.ShiftedPlanes => TileWidth,
            InputOrder.Rows => WholeCacheLines(TileWidth + widthHalo),
            _ => PitchOf(plan.Width, TileWidth, shape.InWidth),
        };
        long rowBytes = (long)channels * pictures * slices * pitch * elementSize;
        if (bytes == SmallTileBytes && 2 * heightHalo > bytes / rowBytes - heightHalo)
            bytes = LargeTileBytes; // a small tile would have more than half as many rows around it as inside
        long budget = bytes / elementSize / channels;
        long rows = budget / pictures / slices / pitch - heightHalo;
        if (rows < 1)
        {
            rows = 1;
            long width = Math.Max(budget / slices / (1 + heightHalo) - widthHalo, block) / block * block;
            if (width < TileWidth)
            {
                TileWidth = EvenWidth(BlocksWidth, width, block);
                pitch = rowsOutside ? WholeCacheLines(TileWidth + widthHalo) : TileWidth + widthHalo;
            }
        }
        TilesWidth = DivideUp(BlocksWidth, TileWidth);
        TilesHeight = DivideUp(BlocksHeight, Math.Min(rows, BlocksHeight));
        TileHeight = DivideUp(BlocksHeight, TilesHeight);
        TilesHeight = DivideUp(BlocksHeight, TileHeight);

        // The last row has no next one whose zeros it could share.
        long behindLastRow = order == InputOrder.Planes ? TileWidth + widthHalo - pitch : 0;
        long picture = slices * (TileHeight + heightHalo) * pitch;
        long step = WholeCacheLines(pictures * picture + behindLastRow), cacheLine = WholeCacheLines(1);
        long channelStep = rowsOutside ? picture : step / cacheLine % 2 == 0 ? step + cacheLine : step;

        // The register tile that covers the end of the last channel reads on behind it, and what it computes goes behind the
        // staged positions.
        InputScratch = channels * channelStep + widthHalo + block;
        long stagedPositions = StagingBytes / elementSize / ((long)plan.ChannelBlock * plan.Width.Count);
        StagedPositions = (int)Math.Max(1, stagedPositions / block) * block;
        StagedStep = StagedPositions + block;
        StagedScratch = (long)plan.ChannelBlock * plan.Width.Count * StagedStep;
        if (!Fits(elementSize))
            return;
        Slices = (int)slices;
        Rows = (int)(TileHeight + heightHalo);
        Pitch = (int)(rowsOutside ? channels * pitch : pitch);
        ChannelStep = (int)(rowsOutside ? pitch : channelStep);
        Pictures = (int)pictures;
        ShiftStep = shiftsApart ? (int)picture : 1;

        // A copy costs a few instructions per vector of inputs, which only pays where many multiply-adds follow. Planes whose
        // size is a multiple of a page lie in the same cache set, which several passes of 256 bits feel.
        InPlace = !manyPasses && shape.InDepth == 1 && BlocksDepth == 1 && slices == 1 && heightHalo == 0 && widthHalo == 0
            && plan.Height.MinShift == 0 && plan.Width.MinShift == 0 && plan.Depth.MinShift == 0
            && pitch == shape.InWidth && TileWidth == BlocksWidth && BlocksWidth == shape.InWidth && BlocksHeight == shape.InHeight
            && shape.OutChannelsPerGroup * plan.Geometry.KernelElements <= MostWorkInPlace
            && (Vector512.IsHardwareAccelerated || shape.OutChannelsPerGroup <= plan.Tile256.Channels || shape.InPlane * elementSize % PageBytes != 0);

        // Lines at the same place of a page fall into the same set. With 512 bits a tile reads four lines of a channel at once.
        long planeBytes = shape.InPlane * elementSize, pageShare = Math.Min(planeBytes & -planeBytes, PageBytes);
        FromWholeLines = InPlace && !Vector512.IsHardwareAccelerated && TileWidth >= LeastTilesFromWholeLines * block
            && shape.InWidth * (long)elementSize % Prefetch.LineBytes == 0 && channels * pageShare > WaysOfCache * PageBytes;

        // Row by row, the last register tile of each row is partly wasted; flat, the gaps between rows are, and every output goes
        // through the staging buffer, as do rows that are shorter than the smallest register tile.
        long work = Math.Max(1, channels * (long)plan.Geometry.KernelElements / ((long)plan.Depth.Count * plan.Height.Count * plan.Width.Count));
        long staged = work + StagingCost;
        bool isShort = TileWidth < (Vector512.IsHardwareAccelerated ? 64 / elementSize : block);
        long strips = (long)BlocksDepth * TilesWidth;
        int lastRows = BlocksHeight - (TilesHeight - 1) * TileHeight;
        bool storesDirectly = plan.Interleaved && !isShort;
        long ofRow = (TilesWidth - 1) * CostOf(plan, shape, TileWidth, elementSize, storesDirectly)
            + CostOf(plan, shape, BlocksWidth - (TilesWidth - 1) * TileWidth, elementSize, storesDirectly);
        long rowByRow = (long)BlocksDepth * BlocksHeight * ofRow * (storesDirectly ? work : staged);
        long flat = strips * ((TilesHeight - 1) * CostOf(plan, shape, (TileHeight - 1) * pitch + TileWidth, elementSize) + CostOf(plan, shape, (lastRows - 1) * pitch + TileWidth, elementSize)) * staged;
        if (plan.RowsTogether(shape.OutChannelsPerGroup) > 1)
            flat += flat / 2; // one row at a time, as its positions run on: loads take longer than multiply-adds
        Flat = TileHeight > 1 && !rowsOutside && flat < rowByRow;
        isFar = ChannelStep * elementSize > FarBytes;
        Cost = WithLoads((Flat ? flat : rowByRow) * shape.OutChannelsPerGroup * plan.Depth.Count * plan.Height.Count * plan.Width.Count);
        if (!Vector512.IsHardwareAccelerated && shape.OutChannelsPerGroup > ColumnLayout.MostOutChannels)
            Cost += (long)(Cost * LoadCost * Math.Max(0, Loads(plan, shape) - FreeLoads));
        CopyCost = Tiles * channels * pictures * picture * CostOfCopy;
        Cost += CopyCost;

        long WholeCacheLines(long elements) => (elements * elementSize + 63) / 64 * 64 / elementSize;
    }

    /// <summary>What multiply-adds cost together with the loads of their inputs.</summary>
    public long WithLoads(long multiplyAdds) => isFar ? multiplyAdds + multiplyAdds / FarPenalty : multiplyAdds;

    /// <summary>Whether the scratch memory is of a reasonable size; taps that reach very far would make it explode.</summary>
    public bool Fits(int elementSize) => Math.Max(InputScratch, StagedScratch) <= MostBytes / elementSize;

    /// <summary>The number of tiles of one group of one image.</summary>
    public long Tiles => (long)BlocksDepth * TilesHeight * TilesWidth;

    static long PitchOf(AxisPhases width, int tileWidth, int inWidth)
    {
        long left = Math.Max(0, -(long)width.MinShift);
        long apart = (long)tileWidth + width.MaxShift - width.MinShift;
        long shared = Math.Max(inWidth + left, (long)tileWidth + width.MaxShift);
        return Math.Min(apart, shared);
    }

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
    static long CostOf(TilePlan plan, in ConvTransposeShape shape, long positions, int elementSize, bool storesDirectly = false)
    {
        var form = plan.FormOf(shape.OutChannelsPerGroup);
        int count = (int)Math.Min(positions, int.MaxValue);
        if (!Vector512.IsHardwareAccelerated)
        {
            long block = BlockPositions(plan, shape, elementSize);
            return (count + block - 1) / block * block;
        }
        int lanes = 64 / elementSize;
        var (whole, ones) = plan.Tile512.Cut(512, form, lanes, count, plan.LeftToNarrower(form, lanes / 2), mayExceed: true);
        if (storesDirectly && whole == 1 && count < plan.Tile512.Positions(form, lanes))
            (whole, ones) = (0, plan.Tile512.VectorsOf(form)); // a whole tile would store beyond the row
        long computed = (long)whole * plan.Tile512.Positions(form, lanes) + (long)ones * lanes;
        int more = plan.RowsTogether(shape.OutChannelsPerGroup) > 1 ? ones * lanes : ones * lanes / 4;
        return computed + more + (computed < count ? plan.Tile256.Positions(form, lanes / 2) : 0);
    }

    /// <summary>The positions of the largest register tile in use, be it row by row or across the ends of rows.</summary>
    static int BlockPositions(TilePlan plan, in ConvTransposeShape shape, int elementSize)
    {
        var form = plan.FormOfFlat(shape.OutChannelsPerGroup);
        int positions = plan.Tile128.Positions(form, 16 / elementSize);
        if (Vector256.IsHardwareAccelerated)
            positions = Math.Max(positions, plan.Tile256.Positions(form, 32 / elementSize));
        if (Vector512.IsHardwareAccelerated)
            positions = Math.Max(positions, plan.Tile512.Positions(form, 64 / elementSize));
        return positions;
    }

    /// <summary>The width of tiles that divide a row into equal parts of whole register tiles.</summary>
    /// <param name="blocks">The row.</param>
    /// <param name="most">The width that no tile exceeds, in whole register tiles.</param>
    /// <param name="block">The positions of a register tile.</param>
    static int EvenWidth(int blocks, long most, int block) =>
        blocks <= most ? blocks : DivideUp(DivideUp(blocks, DivideUp(blocks, most)), block) * block;

    static int DivideUp(int value, long divisor) => (int)((value + divisor - 1) / divisor);
}
