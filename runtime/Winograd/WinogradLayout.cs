using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// How one call is cut by the Winograd plan, and how its scratch memory lies. The tiles of an image have places that are numbered row by row and run
/// along the lanes of vectors, also across the ends of rows. What tiles read at the end of a row and at the beginning of the next is different: either
/// there are places without a tile between them, or each of the elements that tiles read is first brought together from all rows, which takes more
/// time for an input and less for products. Some vectors are a block.
/// </summary>
readonly struct WinogradLayout
{
    /// <summary>The most memory for a block's inputs of products, which are meant to stay in the level-2 cache.</summary>
    const int InputBytes = 704 * 1024;

    /// <summary>The same with phases along the lanes, where they are kept in two orders.</summary>
    const int InputBytesAlongPhases = 400 * 1024;

    /// <summary>The most scratch memory.</summary>
    const int MostBytes = 960 * 1024;

    /// <summary>The most vectors of a block, of which a register tile multiplies some at once, and where it does some tiles of one.</summary>
    const int MostVectors = 6, MostVectorsAlongPhases = 3;

    /// <summary>The plan that is followed, where one serves the call.</summary>
    public readonly WinogradPlan? Plan;

    /// <summary>The same with phases along the lanes, where these are.</summary>
    public readonly LaneWinogradPlan? AlongPhases;

    /// <summary>Tiles along each axis, and from a tile's place to that of the tile below.</summary>
    public readonly int TilesHeight, TilesWidth, Pitch;

    /// <summary>The places of an image.</summary>
    public readonly int Places;

    /// <summary>The bits and the lanes of a vector, the vectors of an image, and the most of a block.</summary>
    public readonly int Bits, Lanes, Vectors, VectorsOfBlock;

    /// <summary>The blocks of an image.</summary>
    public readonly int Blocks;

    /// <summary>Where the places of rows follow each other immediately, so many lie between them where sums along the height of rows do.</summary>
    public readonly int RowGap;

    /// <summary>Whether rows whose places follow each other immediately begin inside a vector: then what tiles read as their first element is brought
    /// together from all rows, what they read as their second, and so on.</summary>
    public readonly bool Joins;

    /// <summary>From one row of sums along the height to the next.</summary>
    public readonly int RowStep;

    /// <summary>From the elements of one row of sums to the next one's, in the order that sums along the width are computed from.</summary>
    public readonly int PartStep;

    /// <summary>From one vector's inputs of a product to the next vector's, all channels of which follow each other: an odd number of cache lines. With
    /// phases along the lanes, the vectors of a channel follow each other.</summary>
    public readonly int VectorStep;

    /// <summary>From one channel's inputs of a product to the next channel's.</summary>
    public readonly int ChannelStep;

    /// <summary>From one product's inputs to the next product's.</summary>
    public readonly int InputStep;

    /// <summary>From one product, sum of products or staged phase to the next.</summary>
    public readonly int TileStep;

    /// <summary>Elements of scratch memory for the inputs of products, for <see cref="WinogradInput{T}"/>, products, and staged
    /// outputs.</summary>
    public readonly int InputScratch, TransformScratch, ProductScratch, StagedScratch;

    /// <summary>All scratch memory, in elements.</summary>
    public readonly int Scratch;

    /// <summary>Where an element along the width lies in such a row, once every second or third element are together.</summary>
    /// <param name="offset">The element, counted from the first that a tile reads.</param>
    public int PlaceOf(int offset)
    {
        int columns = Plan!.Columns;
        return offset % columns * (RowStep / columns) + offset / columns;
    }

    /// <summary>From what tiles read as one element to what they read as the next, where rows are joined.</summary>
    public int JoinedStep => PartStep / Plan!.Width.Elements;

    /// <summary>The plan that weights are packed for.</summary>
    public ProductPlan? ProductPlan => AlongPhases is not null ? AlongPhases : Plan;

    /// <summary>Whether the plan serves a call.</summary>
    public bool Serves => Plan is not null;

    /// <summary>Whether blocks have fewer vectors than they could, since the inputs of so many channels fill their memory.</summary>
    public bool IsCrowded => VectorsOfBlock < Math.Min(MostVectors, Vectors);

    /// <summary>The output channels that a register tile computes at once.</summary>
    public static int ChannelBlock => LaneForm.Wide.Positions;

    /// <summary>The blocks of a group of output channels.</summary>
    public static int ChannelBlocks(int outPerGroup) => EqualParts.EvenCount(outPerGroup, ChannelBlock);

    /// <param name="plan">The plan of the geometry.</param>
    /// <param name="kernel">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="bits">The bits of a vector.</param>
    /// <param name="joins">Whether places of rows follow each other immediately, also where these do not fill whole vectors.</param>
    /// <param name="alongPhases">The plan with phases along the lanes, if these are to be.</param>
    public WinogradLayout(WinogradPlan plan, TilePlan kernel, in ConvTransposeShape shape, int elementSize, int bits, bool joins, LaneWinogradPlan? alongPhases = null)
    {
        ProductPlan ofWeights = alongPhases is not null ? alongPhases : plan;
        long weights = ofWeights.WeightLength(kernel, shape.InChannels, shape.OutChannels);
        if (!Vector128.IsHardwareAccelerated || shape.InDepth > 1 || weights > Array.MaxLength - CacheLine.Bytes)
            return;
        var (height, width) = (plan.Height, plan.Width);
        Bits = bits;
        Lanes = bits / 8 / elementSize;
        TilesHeight = EqualParts.Count((int)((shape.OutHeight - (long)height.FirstOutput + kernel.Height.Count - 1) / kernel.Height.Count), height.Outputs);
        int span = width.Last - width.First, between = EqualParts.Count(span, width.Outputs);
        TilesWidth = EqualParts.Count((int)((shape.OutWidth - (long)width.FirstOutput + kernel.Width.Count - 1) / kernel.Width.Count), width.Outputs);
        bool isWhole = TilesWidth % Lanes == 0;
        Joins = joins && !isWhole;
        long pitch = (long)TilesWidth + (isWhole || joins ? 0 : between), places = (TilesHeight - 1L) * pitch + TilesWidth;
        if (places > int.MaxValue / 4)
            return;
        Pitch = (int)pitch;
        Places = (int)places;
        Vectors = EqualParts.Count(Places, Lanes);

        int channels = EqualParts.Count(shape.InChannelsPerGroup, plan.ChannelParts); // of the largest part
        long vectorStep = CacheLine.OddStep((long)channels * Lanes, elementSize), inputsOfVector = plan.MostRowInputs * width.Inputs.Length * vectorStep;
        var (inputBytes, mostVectors) = alongPhases is null ? (InputBytes, MostVectors) : (InputBytesAlongPhases, MostVectorsAlongPhases);
        int most = (int)Math.Min(inputBytes / elementSize / inputsOfVector, mostVectors), together = LaneForm.Wide.Vectors;
        if (most == 0)
            return;
        VectorsOfBlock = Math.Min(most > together ? most / together * together : most, Vectors);
        Blocks = EqualParts.Count(Vectors, VectorsOfBlock);
        InputStep = VectorsOfBlock * (int)vectorStep;
        TileStep = VectorsOfBlock * Lanes;
        (VectorStep, ChannelStep) = alongPhases is null ? ((int)vectorStep, Lanes) : (Lanes, TileStep);

        // Elements are read in whole vectors, wherever these begin.
        int reach = (between / Lanes + 1) * Lanes;
        RowGap = isWhole ? reach : joins ? between : 0;
        int part = EqualParts.Count(TileStep + reach + RowGap * (TileStep / Pitch + 1), Lanes) * Lanes;
        RowStep = width.Outputs * part;
        PartStep = Joins ? width.Elements * (TileStep + Lanes) : RowStep;
        int columnProducts = width.Phases.Max(phase => phase.Filter.Products);
        long inputs = inputsOfVector * VectorsOfBlock, transform = (WinogradInput<float>.ChannelsTogether * (long)PartStep + (Joins ? 2 : 1) * RowStep) * plan.MostRowInputs + RowStep;
        long products = (long)plan.MostRowInputs * columnProducts * ChannelBlock * TileStep;
        long staged = (long)height.Outputs * width.Outputs * width.Phases.Length * TileStep;
        long scratch = inputs + transform + products + (ChannelBlock + 1) * staged;
        if (alongPhases is not null)
        {
            // Inputs once more, in the order of register tiles, and an output of each place.
            products = inputs;
            staged = (long)height.Outputs * width.Outputs * TileStep * alongPhases.Lanes.Lanes;
            scratch = inputs + transform + products + staged;
        }
        if (scratch > MostBytes / elementSize)
            return;
        InputScratch = (int)inputs;
        TransformScratch = (int)transform;
        ProductScratch = (int)products;
        StagedScratch = (int)staged;
        Scratch = (int)scratch;
        Plan = plan;
        AlongPhases = alongPhases;
    }
}
