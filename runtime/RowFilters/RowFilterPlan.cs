namespace Generated.Kernels.CompilerServices;

/// <summary>
/// A plan of minimal filters along the height, around the register tiles: these compute rows of products instead of rows of outputs, from sums of input
/// rows and with sums of weights. It serves few output channels, for which the Winograd plan's sums along both axes would take longer than products: rows
/// are summed as they lie, and the taps along the width remain as they are.
/// <para>Rows <c>s·q + f - p</c> of one q read the same input rows, for each f through kernel rows of its own,</para>
/// <code>
///   row s·q + f - p  =  x[q]·k[f]  +  x[q-1]·k[f+s]  +  x[q-2]·k[f+2s]  +  …
/// </code>
/// <para>so that the sums of input rows serve all f. Where there are more taps than the filter has, the next ones read the sums of rows further up, which
/// are products of the same kind: their sums are added up before outputs are made of them. A kernel row more, which the first f have where the stride does
/// not divide the kernel, is added to products of which only one output becomes more.</para>
/// </summary>
sealed unsafe class RowFilterPlan : ProductPlan
{
    RowFilterPlan(RowFilter filter, ConvTransposeAxis height)
    {
        Filter = filter;
        Height = height;
        Repeats = height.K / height.S / filter.Taps;
        LongerRows = height.K % height.S;
        BiasProduct = Enumerable.Range(0, filter.Products).First(product => filter.Sums.All(terms => terms.Contains(new(product, 1))));
        Addends = [.. Enumerable.Range(0, filter.Products).Select(filter.Addend)];
        MultiplyAdds = height.S * filter.Products * Repeats + LongerRows * Addends.Count(addend => addend.Output >= 0);
    }

    /// <summary>The plan of a geometry that has one: without depth, and with two or more taps in each phase of the height, side by side.</summary>
    public static RowFilterPlan? Of(AxisPhases depth, AxisPhases height) =>
        depth is { Axis.K: 1, Count: 1 } && height.Axis.D == 1 && RowFilter.Of(height.Axis.K / height.Axis.S) is { } filter ? new(filter, height.Axis) : null;

    /// <summary>None of the Winograd plans: a geometry has one at most.</summary>
    public override int Index => -1;

    /// <summary>The filter.</summary>
    public RowFilter Filter { get; }

    /// <summary>The height.</summary>
    public ConvTransposeAxis Height { get; }

    /// <summary>How many times the filter's taps all rows have.</summary>
    public int Repeats { get; }

    /// <summary>The taps that all rows have.</summary>
    public int Taps => Repeats * Filter.Taps;

    /// <summary>How many rows of a block have a tap more.</summary>
    public int LongerRows { get; }

    /// <summary>For each product the output whose additional tap is added to it, and its factor; or -1.</summary>
    public (int Output, double Factor)[] Addends { get; }

    /// <summary>The product that all outputs have, added: it brings the bias.</summary>
    public int BiasProduct { get; }

    /// <summary>From one repeat to the next, in tiles.</summary>
    public int TilesOfRepeat => Filter.Taps / Filter.Outputs;

    /// <summary>The tiles of rows before one whose sums of rows it reads.</summary>
    public int SumsBefore => (Repeats - 1) * TilesOfRepeat;

    /// <summary>The rows of a tile that the additional tap reads.</summary>
    public int ExtraRows => LongerRows == 0 ? 0 : Filter.Outputs;

    /// <summary>The first block of rows that has an output.</summary>
    public int FirstBlock => Height.PBegin / Height.S;

    /// <summary>The multiply-adds of a tile of rows for each kernel column, input and output channel and position.</summary>
    public int MultiplyAdds { get; }

    /// <inheritdoc/>
    public override long WeightLength(TilePlan kernel, int inChannels, int outChannels) =>
        RowFilterPacker.Length(this, kernel, inChannels, outChannels / kernel.Geometry.Groups);

    /// <inheritdoc/>
    public override bool Pack<T>(TilePlan kernel, int inChannels, int outChannels, T* weight, T* packed) =>
        RowFilterPacker.Pack(this, kernel, inChannels, outChannels, weight, packed);
}
