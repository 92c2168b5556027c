namespace Generated.Kernels.CompilerServices;

/// <summary>A row, or a product of rows, that is added or subtracted.</summary>
/// <param name="Index">Which one.</param>
/// <param name="Sign">1 or -1.</param>
readonly record struct RowTerm(int Index, int Sign);

/// <summary>
/// A minimal filter over rows: like <see cref="MinimalFilter"/>, m outputs of r taps each from fewer products than m·r, with rows of an image in the
/// place of elements, and what leads from products to outputs as a table. Filters may be nested: F(4, 4) is F(2, 2) over pairs of rows, each product
/// of which is F(2, 2) itself, and takes 9 products in the place of 16 multiply-adds.
/// </summary>
sealed class RowFilter
{
    static readonly RowFilter twoTaps = new(MinimalFilter.Of(3, 2), [[new(0, 1), new(1, 1), new(2, 1)], [new(1, 1), new(2, -1)], [new(1, 1), new(2, 1), new(3, -1)]]);
    static readonly RowFilter threeTaps = new(MinimalFilter.Of(2, 3), [[new(0, 1), new(1, 1), new(2, 1)], [new(1, 1), new(2, -1), new(3, -1)]]);
    static readonly RowFilter pairsOfTaps = new(MinimalFilter.Of(2, 2), [[new(0, 1), new(1, 1)], [new(1, 1), new(2, -1)]]);
    static readonly RowFilter fourTaps = new(pairsOfTaps, pairsOfTaps);

    RowFilter(MinimalFilter filter, RowTerm[][] sums)
    {
        Outputs = filter.Outputs;
        Taps = filter.Taps;
        Inputs = [.. filter.Inputs.Select(term => term.Sign == 0 ? new RowTerm[] { new(term.First, 1) } : [new(term.First, 1), new(term.Second, term.Sign)])];
        Weights = filter.Weights;
        Sums = sums;
    }

    /// <summary>A filter over groups of rows, of which each is filtered by another.</summary>
    RowFilter(RowFilter outer, RowFilter inner)
    {
        Outputs = outer.Outputs * inner.Outputs;
        Taps = outer.Taps * inner.Taps;
        Inputs = [.. from x in outer.Inputs from y in inner.Inputs select Pairs(x, y, inner.Outputs)];
        Weights = [.. from x in outer.Weights from y in inner.Weights select (from a in x from b in y select a * b).ToArray()];
        Sums = [.. from x in outer.Sums from y in inner.Sums select Pairs(x, y, inner.Products)];

        static RowTerm[] Pairs(RowTerm[] x, RowTerm[] y, int step) => [.. from a in x from b in y select new RowTerm(a.Index * step + b.Index, a.Sign * b.Sign)];
    }

    /// <summary>The filter that phases of so many taps are sums of, each of the next taps, or null.</summary>
    public static RowFilter? Of(int taps) => taps switch
    {
        2 => twoTaps,
        3 => threeTaps,
        < 2 => null,
        _ => taps % 4 == 0 ? fourTaps : taps % 2 == 0 ? pairsOfTaps : null,
    };

    /// <summary>m</summary>
    public int Outputs { get; }

    /// <summary>r</summary>
    public int Taps { get; }

    /// <summary>The rows that lead to the input of each product, counted from the first that the first output reads.</summary>
    public RowTerm[][] Inputs { get; }

    /// <summary>The factor of each tap in the weight of each product, in the order of the rows that the taps read.</summary>
    public double[][] Weights { get; }

    /// <summary>The products that lead to each output.</summary>
    public RowTerm[][] Sums { get; }

    /// <summary>The number of products.</summary>
    public int Products => Inputs.Length;

    /// <summary>The output that an addend is brought to by adding it to this product times a factor: the only output that has the product; or one that has no
    /// such product, by two products that it has the difference of and all others the sum. -1 for others.</summary>
    public (int Output, double Factor) Addend(int product)
    {
        if (OnlyOutput(product) is >= 0 and var only)
            return (only, Sign(only, product));
        for (int other = 0; other < Products; other++)
        {
            int[] differ = [.. Enumerable.Range(0, Outputs).Where(output => Sign(output, product) != Sign(output, other))];
            if (differ.Length == 1 && Sign(differ[0], product) == -Sign(differ[0], other) && !Enumerable.Range(0, Products).Any(own => OnlyOutput(own) == differ[0]))
                return (differ[0], Sign(differ[0], product) / 2.0);
        }
        return (-1, 0);
    }

    /// <summary>The only output that has a product, or -1.</summary>
    int OnlyOutput(int product)
    {
        int[] outputs = [.. Enumerable.Range(0, Outputs).Where(output => Sign(output, product) != 0)];
        return outputs.Length == 1 ? outputs[0] : -1;
    }

    int Sign(int output, int product) => Sums[output].FirstOrDefault(term => term.Index == product).Sign;
}
