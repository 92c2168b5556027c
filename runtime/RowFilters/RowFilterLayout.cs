using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// How one call is cut by the plan of row filters, and how its scratch memory lies. A tile is as many rows of blocks as the filter has outputs, and a part of
/// the width. Tiles follow each other from above to below; the sums that a tile needs of those before are kept:
/// <code>
///   tile t mod n:  product 0:  channel 0:  0 x x x x 0
///                              channel 1:  0 x x x x 0
///                  product 1:  …
///   rows of the additional tap:  …
/// </code>
/// </summary>
readonly struct RowFilterLayout
{
    /// <summary>The bytes of sums and rows that a tile is narrowed to, so that they and the weights stay in the level-2 cache; and of staged products.</summary>
    const int InputBytes = 640 * 1024, StagingBytes = 64 * 1024;

    /// <summary>Images of fewer bytes are in a cache, or come from it faster than it takes to ask for them.</summary>
    public const int CachedBytes = 8 * 1024 * 1024;

    /// <summary>The most scratch memory.</summary>
    const int MostBytes = 900 * 1024;

    /// <summary>The plan that is followed, where it serves the call.</summary>
    public readonly RowFilterPlan? Plan;

    /// <summary>Tiles from above to below.</summary>
    public readonly int Tiles;

    /// <summary>Blocks along the width, parts of the width, and the blocks of a part.</summary>
    public readonly int BlocksWidth, Parts, PartWidth;

    /// <summary>From one channel of a row to the next, and from one row to the next.</summary>
    public readonly int ChannelStep, RowStep;

    /// <summary>The tiles whose sums are kept.</summary>
    public readonly int SumTiles;

    /// <summary>The output channels, or rows in their place, that register tiles compute at once.</summary>
    public readonly int Channels;

    /// <summary>Whether the rows of a block stand in the place of output channels.</summary>
    public readonly bool FoldsRows;

    /// <summary>The positions that are staged at once, and from one channel or phase to the next there.</summary>
    public readonly int StagedPositions, StagedStep;

    /// <summary>Elements of scratch memory for sums, for rows, and for a staged product.</summary>
    public readonly int SumScratch, RowScratch, StagedScratch;

    /// <summary>All scratch memory, in elements: behind the sums and rows what the last register tile reads beyond them; the staged products, their sum and
    /// a residual; and zeros in the place of a row outside the image and of a residual.</summary>
    public readonly int Scratch;

    /// <summary>Whether the plan serves a call.</summary>
    public bool Serves => Plan is not null;

    /// <summary>The zeros.</summary>
    public int Zeros => Math.Max(StagedScratch, ChannelStep);

    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    public RowFilterLayout(TilePlan plan, in ConvTransposeShape shape, int elementSize)
    {
        if (plan.RowFilter is not { } filter || !Vector128.IsHardwareAccelerated || shape.InDepth > 1
            || RowFilterPacker.Length(filter, plan, shape.InChannels, shape.OutChannelsPerGroup) > Array.MaxLength - CacheLine.Bytes)
        {
            return;
        }
        int outputs = filter.Filter.Outputs, products = filter.Filter.Products;
        long lastBlock = (shape.OutHeight - 1L + filter.Height.PBegin) / filter.Height.S;
        Tiles = EqualParts.Count((int)(lastBlock - filter.FirstBlock + 1), outputs);
        BlocksWidth = EqualParts.Count(shape.OutWidth, plan.Width.Count);
        FoldsRows = plan.FoldsRows(shape.OutChannelsPerGroup);
        Channels = FoldsRows ? filter.Height.S : shape.OutChannelsPerGroup;
        SumTiles = filter.SumsBefore + 1;
        long rows = SumTiles * (long)products + filter.ExtraRows, halo = (long)plan.Width.MaxShift - plan.Width.MinShift;

        // As wide as the cache allows, in about equal parts of whole register tiles.
        int block = TileLayout.BlockPositions(plan, shape, elementSize);
        long line = CacheLine.Bytes / elementSize, most = InputBytes / elementSize / rows / shape.InChannelsPerGroup - halo - 2 * line;
        if (most < block)
            return;
        Parts = EqualParts.Count(BlocksWidth, (int)most / block * block);
        PartWidth = EqualParts.Count(EqualParts.Count(BlocksWidth, Parts), block) * block;
        Parts = EqualParts.Count(BlocksWidth, PartWidth);
        PartWidth = Math.Min(PartWidth, BlocksWidth);
        long channelStep = CacheLine.OddStep(PartWidth + halo + 2 * line, elementSize), rowStep = shape.InChannelsPerGroup * channelStep;
        long staged = (long)Channels * plan.Width.Count;
        long positions = Math.Clamp(StagingBytes / elementSize / products / staged / block, 1, EqualParts.Count(PartWidth, block)) * block;
        staged *= positions + block;
        long zeros = Math.Max(staged, channelStep), sums = SumTiles * products * rowStep, kept = filter.ExtraRows * rowStep;
        long scratch = sums + kept + halo + block + (products + 2) * staged + zeros;
        if (scratch > MostBytes / elementSize)
            return;
        ChannelStep = (int)channelStep;
        RowStep = (int)rowStep;
        StagedPositions = (int)positions;
        StagedStep = (int)positions + block;
        SumScratch = (int)sums;
        RowScratch = (int)(kept + halo + block);
        StagedScratch = (int)staged;
        Scratch = (int)scratch;
        Plan = filter;
    }
}
