namespace Generated.Kernels.CompilerServices;

/// <summary>
/// How one call is cut by the depthwise plan, for groups with a single input channel: a plane of outputs comes from one plane of inputs, which
/// is read in place. A strip is a few vectors of positions wide; its sums are those of all output rows that an input row reaches. From each input
/// row to the next the sums of rows that no later one reaches are stored, and new ones begin:
/// <code>
///   x[y]:    row y-1 += x·k[0]  stored     row y += x·k[1]                row y+1  = x·k[2]
///   x[y+1]:                                row y += x·k[0]  stored        row y+1 += x·k[1]     row y+2 = x·k[2]
/// </code>
/// so that each input is loaded once for each shift along the width, whatever the kernel's height.
/// </summary>
readonly struct DepthwiseLayout
{
    /// <summary>With more output channels of a group than these, tiles are faster: they share loads of the input between channels.</summary>
    const int MostOutChannels = 3;

    /// <summary>Input and output of a part take so many bytes, which stay in the level-2 cache between strips.</summary>
    const int PartBytes = 384 * 1024;

    /// <summary>The same for planes of more bytes than that cache has, and where no sums are carried from row to row: so few rows lie in
    /// no more pages than the processor's prefetcher follows.</summary>
    const int SmallPartBytes = 48 * 1024, LargePlaneBytes = 4 * 1024 * 1024;

    /// <summary>Elements of the staging buffer.</summary>
    const int StagedElements = 2048;

    /// <summary>Threads have so many parts each, if there are so many: one part more or less is no large share then.</summary>
    const int PartsOfThread = 8;

    /// <summary>Parts have at least so many output rows: each begins with sums of rows that lie before it.</summary>
    readonly int leastRows;

    /// <summary>The bits of a vector; 0 where the plan does not serve the call.</summary>
    public readonly int Bits;

    /// <summary>The lanes of a vector, and the vectors of a strip.</summary>
    public readonly int Lanes, Vectors;

    /// <summary>Positions along the width, the last one possibly with a part of its outputs only; and whole ones.</summary>
    public readonly int Positions, WholePositions;

    /// <summary>Whole strips, and those of one vector behind them.</summary>
    public readonly int Strips, OneVectorStrips;

    /// <summary>The positions whose outputs pass through the staging buffer, at the end of each row; fewer than a vector has lanes.</summary>
    public readonly int Staged;

    /// <summary>Whether the last strip begins before the one in front of it ends, whose outputs are then computed twice.</summary>
    public readonly bool Repeats;

    /// <summary>The parts of a plane, each some rows.</summary>
    public readonly int Parts;

    /// <summary>The output rows that the staging buffer holds, and its elements.</summary>
    public readonly int StagedRows, Scratch;

    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="hasResidual">Whether a residual is added, which may lie where the outputs go: then no output is computed twice.</param>
    public DepthwiseLayout(TilePlan plan, in ConvTransposeShape shape, int elementSize, bool hasResidual)
    {
        if (plan.Strips == default || !plan.HasOtherPlans || shape.InChannelsPerGroup != 1 || shape.OutChannelsPerGroup > MostOutChannels)
            return;
        var width = plan.Width;
        Positions = (shape.OutWidth - 1) / width.Count + 1;
        WholePositions = shape.OutWidth / width.Count;
        int bits = StripShape.WidestBits(Math.Min(Positions, shape.InWidth), elementSize);
        Lanes = bits / 8 / elementSize;

        // At the ends of a row only the first and the last vector reach past it.
        if (bits == 0 || -(long)width.MinShift > Lanes || (long)Positions + width.MaxShift - shape.InWidth > Lanes)
            return;
        Bits = bits;
        Vectors = plan.Strips.Vectors(bits);
        int whole = Vectors * Lanes;
        Strips = WholePositions / whole;
        int rest = WholePositions - Strips * whole;
        bool mayRepeat = !hasResidual;
        if (mayRepeat && Strips > 0 && 2 * rest > whole)
            (Strips, rest, Repeats) = (Strips + 1, 0, true);
        OneVectorStrips = rest / Lanes;
        rest -= OneVectorStrips * Lanes;
        if (mayRepeat && rest > 0 && WholePositions >= Lanes)
            (OneVectorStrips, rest, Repeats) = (OneVectorStrips + 1, 0, true);
        Staged = rest + Positions - WholePositions;
        if (Staged > 0)
        {
            int row = Lanes * width.Count;
            StagedRows = Math.Min(Math.Max(1, StagedElements / row), shape.OutHeight);
            Scratch = StagedRows * row;
        }
        var height = plan.Height.Axis;
        leastRows = 2 * height.K;
        long planeBytes = (shape.InHeight * (long)shape.InWidth + shape.OutHeight * (long)shape.OutWidth) * elementSize;
        long partBytes = planeBytes > LargePlaneBytes || height.K == height.S ? SmallPartBytes : PartBytes;
        Parts = (int)Math.Clamp(planeBytes / partBytes, 1, Math.Max(1, shape.OutHeight / leastRows));
    }

    /// <summary>Whether the plan serves the call.</summary>
    public bool Serves => Bits > 0;

    /// <summary>The parts of a plane where several threads share the planes.</summary>
    /// <param name="planes">The number of planes.</param>
    /// <param name="degree">How many threads may work at once.</param>
    /// <param name="outHeight">The rows of a plane.</param>
    public int PartsFor(long planes, int degree, int outHeight)
    {
        long items = PartsOfThread * (long)degree;
        if (degree == 1 || planes * Parts >= items)
            return Parts;
        return (int)Math.Clamp((items + planes - 1) / planes, Parts, Math.Max(Parts, outHeight / leastRows));
    }
}
