namespace Generated.Kernels.CompilerServices;

/// <summary>
/// A Winograd plan for a geometry: minimal filters along height and width, nested. A tile of outputs is, for each phase,
/// <code>
///   products[y, x]  =  Σ over ic of  weights[y, x, ic] · inputs[y, x, ic]
/// </code>
/// where y and x count the products of the two axes, inputs and weights are sums of few input elements and taps each, and the outputs sums of few
/// products. For k = 4, s = 2 there are 12 products in the place of 24 multiply-adds, or with three columns 16 in the place of 36; for k = 3, s = 1
/// 16 in the place of 36. The sums before and after are for each input and output channel only, the products for each pair of them: it serves
/// many channels. So many that the inputs of all fill a cache are computed in parts, each of which adds to the outputs of those before.
/// </summary>
sealed unsafe class WinogradPlan : ProductPlan
{
    /// <summary>More than a geometry has plans with all channels in one part.</summary>
    const int MostPlans = 64;

    /// <summary>The plan for twice as many parts of the channels, once it was asked for.</summary>
    WinogradPlan? inTwiceAsMany;

    WinogradPlan(int index, WinogradAxis height, WinogradAxis width, int channelParts = 1)
    {
        Index = index;
        ChannelParts = channelParts;
        Height = height;
        Width = width;
        Products = height.Products * width.Products;
        MostRowInputs = height.Phases.Max(phase => phase.Filter.Products);
        ProductsBefore = new int[height.Phases.Length];
        for (int i = 1; i < ProductsBefore.Length; i++)
            ProductsBefore[i] = ProductsBefore[i - 1] + height.Phases[i - 1].Filter.Products * width.Products;
        PhasesApart = height.SharesInputs ? 1 : height.Phases.Length;
        var computed = height.Phases[..PhasesApart];
        InputSums = computed.Sum(phase => phase.Filter.Outputs + phase.Filter.Taps - 1 + phase.Filter.Products) * width.Inputs.Length;
        JoinedElements = computed.Sum(phase => phase.Filter.Products) * width.Elements;
    }

    /// <inheritdoc/>
    public override int Index { get; }

    /// <summary>The filters along the height.</summary>
    public WinogradAxis Height { get; }

    /// <summary>The filters along the width.</summary>
    public WinogradAxis Width { get; }

    /// <summary>The parts that the input channels are computed in, a power of two. Weights of a part follow each other.</summary>
    public int ChannelParts { get; }

    /// <summary>The same plan with the input channels in at least as many parts, a power of two.</summary>
    public WinogradPlan InParts(int channelParts)
    {
        if (channelParts == ChannelParts)
            return this;
        inTwiceAsMany ??= new(Index + MostPlans, Height, Width, 2 * ChannelParts); // threads may make two, which are the same
        return inTwiceAsMany.InParts(channelParts);
    }

    /// <summary>The columns of a tile in each phase of the width.</summary>
    public int Columns => Width.Outputs;

    /// <summary>The products of all phases.</summary>
    public int Products { get; }

    /// <summary>For each phase of the height, the products of those before it.</summary>
    public int[] ProductsBefore { get; }

    /// <summary>The phases of the height whose inputs are computed apart: one where all share them.</summary>
    public int PhasesApart { get; }

    /// <summary>The most products that a phase of the height has.</summary>
    public int MostRowInputs { get; }

    /// <summary>The outputs of all phases in a tile.</summary>
    public int Outputs => Height.Outputs * Height.Phases.Length * Width.Outputs * Width.Phases.Length;

    /// <summary>The sums of a tile that lead to inputs of products.</summary>
    public int InputSums { get; }

    /// <summary>The elements of sums along the height that a tile reads, which are brought together from all rows where these are joined.</summary>
    public int JoinedElements { get; }

    /// <inheritdoc/>
    public override long WeightLength(TilePlan kernel, int inChannels, int outChannels) => WinogradPacker.Length(this, kernel.Geometry.Groups, inChannels, outChannels);

    /// <inheritdoc/>
    public override bool Pack<T>(TilePlan kernel, int inChannels, int outChannels, T* weight, T* packed) =>
        WinogradPacker.Pack(this, kernel.Geometry, inChannels, outChannels, weight, packed);

    /// <summary>The plans of a geometry, possibly none: they differ in the columns of a tile, and in where its rows begin.</summary>
    public static WinogradPlan[] All(AxisPhases depth, AxisPhases height, AxisPhases width)
    {
        if (depth.Axis.K > 1 || depth.Count > 1)
            return [];

        // Three outputs of two taps take two thirds of the multiply-adds, two take three quarters. Two lose less at the ends of rows and columns.
        // Phases that share inputs have them computed once; the padding may take one more row or column of tiles.
        WinogradAxis[] heights = [.. WithShared(height, [1, 3, 2]), .. WithShared(height, [1, 2, 2])], widths = [.. WithShared(width, [1, 2, 2]), .. WithShared(width, [1, 3, 2])];
        var pairs =
            from axis in Distinct(widths)
            from rows in Distinct(heights)
            where rows.Outputs > 1 || axis.Outputs > 1
            select (rows, axis);
        return [.. pairs.Select((pair, index) => new WinogradPlan(index, pair.rows, pair.axis))];
    }

    static IEnumerable<WinogradAxis> Distinct(WinogradAxis[] axes) => axes.DistinctBy(axis => (axis.Outputs, axis.FirstOutput, axis.FirstBlock));

    /// <summary>The filters of an axis, and the same before padding where only there phases share inputs.</summary>
    static IEnumerable<WinogradAxis> WithShared(AxisPhases phases, int[] outputs)
    {
        if (WinogradAxis.Create(phases, outputs) is not { } axis)
            yield break;
        yield return axis;
        if (!axis.SharesInputs && WinogradAxis.CreateBeforePadding(phases, outputs) is { SharesInputs: true } beforePadding)
            yield return beforePadding;
    }
}
