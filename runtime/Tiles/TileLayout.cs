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
    /// <summary>Scratch for the input stays below this many bytes, so that it and the weights share the level-2 cache.</summary>
    const int SmallTileBytes = 256 * 1024;

    /// <summary>The bound where the weights are so large that reading them again for each tile costs more than a large tile.</summary>
    const int LargeTileBytes = 640 * 1024;

    /// <summary>The same where tiles read nothing around themselves, so that smaller ones copy no more: those of 640 KiB, which is more than the level-2 cache of
    /// Zen 3, take up to an eighth longer there.</summary>
    static readonly int largeTileBytesAlone = Processor.Level2Bytes >= 1024 * 1024 ? LargeTileBytes : Processor.Level2Bytes / 2;

    /// <summary>There, so many rows take Zen 4 down to half the time: fewer waste their last register tiles, and a part of one cannot be read in place.</summary>
    const int FewRowsAlone = 4;

    /// <summary>The bound where each pass over the tile computes only one phase of one channel, so that there are many passes:
    /// then the tile belongs in the level-1 cache, of 32 KiB, or 48 where the processor does two multiply-adds of 512 bits in a cycle. More channels leave too
    /// few positions to what surrounds them.</summary>
    static readonly int singleTileBytes = Processor.DoesTwoWide ? 40 * 1024 : 24 * 1024, mostChannelsInSingleTileAlone = Processor.DoesTwoWide ? 128 : 64;
    const int MostChannelsInSingleTile = 64;

    /// <summary>The staging buffer is meant to stay in the level-1 cache.</summary>
    const int StagingBytes = 16 * 1024;

    /// <summary>The bound with the lanes plan, where that is a row at least.</summary>
    const int LaneStagingBytes = 24 * 1024;

    /// <summary>The most scratch memory of one kind.</summary>
    const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Up to this many multiply-adds per input element, a copy of the input costs more than it gains on every processor.</summary>
    const int MostWorkInPlace = 100;

    /// <summary>Where channels lie further apart than the processor's prefetcher follows, loads take this part of a tile's time longer.</summary>
    const int FarPenalty = 16, FarBytes = 2048;

    /// <summary>The level-1 cache holds so many lines that lie a page apart.</summary>
    const int PageBytes = 4096, WaysOfCache = 8;

    /// <summary>A quarter of the level-2 cache.</summary>
    const int QuarterOfCacheBytes = 256 * 1024;

    /// <summary>To begin at a cache line costs a register tile more, which pays in rows of so many.</summary>
    const int LeastTilesFromWholeLines = 8;

    /// <summary>So many channels are worth narrower tiles.</summary>
    const int ManyChannels = 16;

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

    /// <summary>What the copies of the input cost the lanes plan.</summary>
    public readonly long CopyCost;

    /// <summary>Elements of scratch for the input of a tile, and for staged outputs.</summary>
    public readonly long InputScratch, StagedScratch;

    /// <summary>Whether register tiles run on across the ends of rows; otherwise each row is computed by itself.</summary>
    public readonly bool Flat;

    /// <summary>Whether the taps reach nothing but the block's own input element, so that the input serves as the tile where
    /// that is cheaper than a copy.</summary>
    public readonly bool InPlace;

    /// <summary>Whether the first pass over a tile reads the input in place and keeps what it reads as the tile of the others, so that it need not be copied
    /// before.</summary>
    public readonly bool KeepsInput;

    /// <summary>Whether it could where it does not.</summary>
    public readonly bool MayKeepInput;

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

    /// <summary>A layout whose first passes keep the input, which it has to allow.</summary>
    /// <param name="tiles">A layout for tiles.</param>
    /// <param name="keepsInput">Whether they do.</param>
    public TileLayout(in TileLayout tiles, bool keepsInput)
    {
        this = tiles;
        KeepsInput = keepsInput;
        if (keepsInput)
            InPlace = FromWholeLines = false;
    }

    /// <summary>A layout whose tiles have fewer rows, in the same scratch memory.</summary>
    /// <param name="tiles">A layout for tiles or for the lanes plan.</param>
    /// <param name="tilesHeight">How many tiles there may be along the height.</param>
    public TileLayout(in TileLayout tiles, long tilesHeight)
    {
        this = tiles;
        TileHeight = DivideUp(BlocksHeight, tilesHeight);
        TilesHeight = DivideUp(BlocksHeight, TileHeight);
        Rows -= tiles.TileHeight - TileHeight;
        StagedRows = Math.Min(StagedRows, TileHeight);
        if (Order == InputOrder.ShiftedPlanes)
            ShiftStep = Slices * Rows * Pitch;
    }

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
        LargestBlock = BlockPositions(plan, shape, elementSize);
        var halo = new Halo(plan);
        long pictures = order == InputOrder.ShiftedPlanes ? halo.Width + 1 : 1;

        // What a tile of a single block takes. Taps that reach far along several axes give more than a number can hold.
        double least = (double)shape.InChannelsPerGroup * halo.Slices * (halo.Height + 1) * (halo.Width + 1);
        if (least > MostBytes / elementSize)
        {
            (TileHeight, TileWidth, TilesHeight, TilesWidth, InputScratch) = (1, 1, BlocksHeight, BlocksWidth, long.MaxValue);
            return;
        }

        (TileWidth, long pitch, long rows) = Cut(plan, shape, halo, pictures, elementSize);
        TilesWidth = DivideUp(BlocksWidth, TileWidth);
        TilesHeight = DivideUp(BlocksHeight, Math.Min(rows, BlocksHeight));
        TileHeight = DivideUp(BlocksHeight, TilesHeight);
        TilesHeight = DivideUp(BlocksHeight, TileHeight);

        // The register tile that covers the end of the last channel reads on behind it, and what it computes goes behind the
        // staged positions.
        long picture = halo.Slices * (TileHeight + halo.Height) * pitch;
        long channelStep = order == InputOrder.Rows ? picture : PlaneStep(halo, pictures * picture, pitch, elementSize);
        InputScratch = shape.InChannelsPerGroup * channelStep + halo.Width + LargestBlock;
        long stagedRows = (long)plan.ChannelBlock * plan.Width.Count;
        StagedPositions = (int)Math.Max(1, StagingBytes / elementSize / stagedRows / LargestBlock) * LargestBlock;
        StagedStep = StagedPositions + LargestBlock;
        StagedScratch = stagedRows * StagedStep;
        if (!Fits(elementSize))
            return;

        Slices = (int)halo.Slices;
        Rows = (int)(TileHeight + halo.Height);
        Pitch = (int)(order == InputOrder.Rows ? shape.InChannelsPerGroup * pitch : pitch);
        ChannelStep = (int)(order == InputOrder.Rows ? pitch : channelStep);
        Pictures = (int)pictures;
        ShiftStep = order == InputOrder.ShiftedPlanes ? (int)picture : 1;
        isFar = ChannelStep * elementSize > FarBytes;
        InPlace = order == InputOrder.Planes && CanReadInPlace(plan, shape, halo, pitch) && IsWorthReadingInPlace(plan, shape, halo, elementSize);
        MayKeepInput = halo.Width == 0 && CanReadInPlace(plan, shape, halo, shape.InWidth) && plan.CanKeepInput(shape.OutChannelsPerGroup);

        // A copy before waits for the input, which two multiply-adds of 512 bits in a cycle could have used; where there is one, reading in place takes least.
        KeepsInput = MayKeepInput && !InPlace && Processor.DoesTwoWide;
        FromWholeLines = InPlace && SharesLines(shape, elementSize);

        long computed = TileCost.RowByRow(plan, shape, this, elementSize);
        if (TileHeight > 1 && order != InputOrder.Rows && TileCost.Flat(plan, shape, this, elementSize) is var flat && flat < computed)
            (Flat, computed) = (true, flat);
        Cost = WithLoads(computed * shape.OutChannelsPerGroup * plan.Depth.Count * plan.Height.Count * plan.Width.Count);
        Cost += (long)(Cost * TileCost.OfLoads(plan, shape));
        long copiedRows = Tiles * shape.InChannelsPerGroup * pictures * halo.Slices * Rows, ofRows = TileCopyCost.OfRows(this, copiedRows, betweenZeros: pitch != shape.InWidth);
        Cost += TileCopyCost.OfElements(plan, shape, this, copiedRows * pitch, elementSize) + ofRows;
        CopyCost = TileCopyCost.OfElementsForLanes(plan, shape, this, copiedRows * pitch) + TileCopyCost.OfRowsForLanes(ofRows);
    }

    /// <summary>What the taps of a tile reach: slices of the input, and rows and columns around the tile's own.</summary>
    readonly struct Halo(TilePlan plan)
    {
        public readonly long Slices = (long)plan.Depth.MaxShift - plan.Depth.MinShift + 1;
        public readonly long Height = (long)plan.Height.MaxShift - plan.Height.MinShift;
        public readonly long Width = (long)plan.Width.MaxShift - plan.Width.MinShift;
    }

    /// <summary>As many whole rows as the budget allows; where not even one fits, as much of one row as fits.</summary>
    /// <returns>The width of a tile, from one row of a channel to the next, and the rows that fit.</returns>
    (int Width, long Pitch, long Rows) Cut(TilePlan plan, in ConvTransposeShape shape, in Halo halo, long pictures, int elementSize)
    {
        int channels = shape.InChannelsPerGroup;
        int width = FirstWidth(halo, channels, elementSize);
        long pitch = Order switch
        {
            InputOrder.ShiftedPlanes => width,
            InputOrder.Rows => CacheLine.Whole(width + halo.Width, elementSize),
            _ => PitchOf(plan.Width, width, shape.InWidth),
        };
        long budget = TileBytes(plan, shape, halo, channels * pictures * halo.Slices * pitch * elementSize, elementSize) / elementSize / channels;
        long rows = budget / pictures / halo.Slices / pitch - halo.Height;
        if (rows >= 1)
            return (width, pitch, rows);
        long narrower = Math.Max(budget / halo.Slices / (1 + halo.Height) - halo.Width, LargestBlock) / LargestBlock * LargestBlock;
        if (narrower >= width)
            return (width, pitch, 1);
        width = EvenWidth(BlocksWidth, narrower, LargestBlock);
        return (width, Order == InputOrder.Rows ? CacheLine.Whole(width + halo.Width, elementSize) : width + halo.Width, 1);
    }

    /// <summary>The whole row; without other rows a narrower tile, which brings the channels nearer to each other.</summary>
    int FirstWidth(in Halo halo, int channels, int elementSize)
    {
        bool severalRows = BlocksHeight + halo.Height > 1 || halo.Slices > 1;
        long near = ((FarBytes - CacheLine.Bytes) / elementSize - halo.Width) / LargestBlock * LargestBlock;
        return channels >= ManyChannels && !severalRows && near > 0 ? EvenWidth(BlocksWidth, near, LargestBlock) : BlocksWidth;
    }

    /// <summary>The bytes that a tile's input may have.</summary>
    static int TileBytes(TilePlan plan, in ConvTransposeShape shape, in Halo halo, long rowBytes, int elementSize)
    {
        bool isAlone = halo is { Slices: 1, Height: 0, Width: 0 };
        if (HasManyPasses(plan) && shape.InChannelsPerGroup <= (isAlone ? mostChannelsInSingleTileAlone : MostChannelsInSingleTile))
            return singleTileBytes;
        long weightBytes = (long)shape.InChannelsPerGroup * shape.OutChannelsPerGroup * plan.Geometry.KernelElements * elementSize;
        if (isAlone && Processor.DoesOneWide && weightBytes <= SmallTileBytes)
            return (int)Math.Clamp(FewRowsAlone * rowBytes, SmallTileBytes, largeTileBytesAlone);
        bool isMostlyHalo = 2 * halo.Height > SmallTileBytes / rowBytes - halo.Height; // more than half as many rows around it as inside
        return weightBytes <= SmallTileBytes && !isMostlyHalo ? SmallTileBytes : isAlone ? largeTileBytesAlone : LargeTileBytes;
    }

    /// <summary>Whether a pass over the tile computes only one phase of one channel.</summary>
    static bool HasManyPasses(TilePlan plan) => plan.ChannelBlock == 1 && plan.PhasesPerTile == 1 && !plan.Interleaved;

    /// <summary>From one channel to the next, with what lies behind the last row: that has no next one whose zeros it could share. These are whole cache lines,
    /// which is all that register tiles can keep of a channel's input: they exceed its end by less than a vector of 512 bits.</summary>
    long PlaneStep(in Halo halo, long elements, long pitch, int elementSize)
    {
        long behindLastRow = Order == InputOrder.Planes ? TileWidth + halo.Width - pitch : 0;
        return CacheLine.OddStep(elements + behindLastRow, elementSize);
    }

    /// <summary>Whether the input lies as a tile would: the taps reach nothing but the block's own element, and rows are whole; or there is a single row, of
    /// which tiles that reach beyond its ends are copied.</summary>
    bool CanReadInPlace(TilePlan plan, in ConvTransposeShape shape, in Halo halo, long pitch) =>
        BlocksDepth == shape.InDepth && halo is { Slices: 1, Height: 0 } && plan.Height.MinShift == 0 && plan.Depth.MinShift == 0 && BlocksHeight == shape.InHeight
        && (halo.Width == 0
            ? plan.Width.MinShift == 0 && pitch == shape.InWidth && TileWidth == BlocksWidth && BlocksWidth == shape.InWidth
            : shape is { InDepth: 1, InHeight: 1 } && TilesWidth > 2 && (plan.Interleaved || Processor.DoesOneWide) && Order == InputOrder.Planes);

    /// <summary>A copy costs a few instructions per vector of inputs, which pays where many multiply-adds follow, unless the processor does one of 512 bits in a
    /// cycle: that leaves time to load from the level-2 cache. Planes whose size is a multiple of a page lie in the same set of the level-1 cache, which several
    /// passes of 256 bits feel, as they do several loads of each input; planes of whole quarters of the level-2 cache lie in the same set of that.</summary>
    static bool IsWorthReadingInPlace(TilePlan plan, in ConvTransposeShape shape, in Halo halo, int elementSize)
    {
        if (HasManyPasses(plan) || (halo.Width > 0 && !Vector512.IsHardwareAccelerated && shape.OutChannelsPerGroup > plan.Tile256.Channels))
            return false;
        long planeBytes = shape.InPlane * elementSize;
        if (shape.OutChannelsPerGroup * plan.Geometry.KernelElements > MostWorkInPlace)
            return Processor.DoesOneWide && planeBytes % QuarterOfCacheBytes != 0;
        return Vector512.IsHardwareAccelerated || shape.OutChannelsPerGroup <= plan.Tile256.Channels || planeBytes % PageBytes != 0;
    }

    /// <summary>Whether the channels' lines of one position are more than a cache set holds: lines at the same place of a page fall into
    /// the same set. With 512 bits a tile reads four lines of a channel at once.</summary>
    bool SharesLines(in ConvTransposeShape shape, int elementSize)
    {
        long planeBytes = shape.InPlane * elementSize, pageShare = Math.Min(planeBytes & -planeBytes, PageBytes);
        return !Vector512.IsHardwareAccelerated && TileWidth >= LeastTilesFromWholeLines * LargestBlock
            && shape.InWidth * (long)elementSize % CacheLine.Bytes == 0 && shape.InChannelsPerGroup * pageShare > WaysOfCache * PageBytes;
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

    /// <summary>The positions of the largest register tile in use, be it row by row or across the ends of rows.</summary>
    public static int BlockPositions(TilePlan plan, in ConvTransposeShape shape, int elementSize)
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
