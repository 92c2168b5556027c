using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>The sums of products that a minimal filter's outputs are; <see cref="MinimalFilter"/> has the rest of it.</summary>
interface IFilterSums
{
    /// <summary>The number of products.</summary>
    static abstract int Products { get; }

    /// <summary>The number of outputs.</summary>
    static abstract int Outputs { get; }

    /// <summary>The outputs. The second product, or the only one, is in each of them with the factor 1.</summary>
    static abstract void Sum<T, TVector>(TVector a, TVector b, TVector c, TVector d, out TVector x, out TVector y, out TVector z)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T>;
}

/// <summary>One output that is a product.</summary>
readonly struct SumsOfOne : IFilterSums
{
    public static int Products => 1;

    public static int Outputs => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<T, TVector>(TVector a, TVector b, TVector c, TVector d, out TVector x, out TVector y, out TVector z)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T> =>
        (x, y, z) = (a, default, default);
}

/// <summary>F(2, 2).</summary>
readonly struct SumsOfTwoByTwo : IFilterSums
{
    public static int Products => 3;

    public static int Outputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<T, TVector>(TVector a, TVector b, TVector c, TVector d, out TVector x, out TVector y, out TVector z)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T>
    {
        x = TVector.Add(a, b);
        y = TVector.Subtract(b, c);
        z = default;
    }
}

/// <summary>F(2, 3).</summary>
readonly struct SumsOfTwoByThree : IFilterSums
{
    public static int Products => 4;

    public static int Outputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<T, TVector>(TVector a, TVector b, TVector c, TVector d, out TVector x, out TVector y, out TVector z)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T>
    {
        x = TVector.Add(a, TVector.Add(b, c));
        y = TVector.Subtract(TVector.Subtract(b, c), d);
        z = default;
    }
}

/// <summary>F(3, 2).</summary>
readonly struct SumsOfThreeByTwo : IFilterSums
{
    public static int Products => 4;

    public static int Outputs => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<T, TVector>(TVector a, TVector b, TVector c, TVector d, out TVector x, out TVector y, out TVector z)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T>
    {
        var sum = TVector.Add(b, c);
        x = TVector.Add(a, sum);
        y = TVector.Subtract(b, c);
        z = TVector.Subtract(sum, d);
    }
}

/// <summary>Outputs of the products of one phase: sums along the height, then along the width, without passing through memory between.</summary>
/// <param name="products">The products, <c>[row product][column product]</c>.</param>
/// <param name="productStep">From one product to the next.</param>
/// <param name="outputs">The outputs, <c>[row][column]</c>.</param>
/// <param name="rowStep">From one row to the next.</param>
/// <param name="columnStep">From one column to the next.</param>
/// <param name="vectors">The vectors of tiles.</param>
readonly unsafe ref struct WinogradSums<T>(T* products, nint productStep, T* outputs, nint rowStep, nint columnStep, int vectors)
    where T : unmanaged
{
    readonly T* products = products, outputs = outputs;

    /// <summary>Computes the outputs.</summary>
    /// <param name="row">The filter along the height.</param>
    /// <param name="column">The filter along the width.</param>
    /// <param name="bias">Added to each output.</param>
    public void Compute<TVector>(MinimalFilter row, MinimalFilter column, TVector bias)
        where TVector : struct, ILaneVector<TVector, T>
    {
        // A filter of one tap is as many filters of one output.
        if (row.Taps == 1)
        {
            for (int i = 0; i < row.Outputs; i++)
                new WinogradSums<T>(products + i * column.Products * productStep, productStep, outputs + i * rowStep, rowStep, columnStep, vectors).Compute<TVector, SumsOfOne>(column, column.Products, bias);
            return;
        }
        switch (row.Outputs, row.Taps)
        {
            case (2, 2): Compute<TVector, SumsOfTwoByTwo>(column, column.Products, bias); break;
            case (2, 3): Compute<TVector, SumsOfTwoByThree>(column, column.Products, bias); break;
            default: Compute<TVector, SumsOfThreeByTwo>(column, column.Products, bias); break;
        }
    }

    void Compute<TVector, TRow>(MinimalFilter column, int columnProducts, TVector bias)
        where TVector : struct, ILaneVector<TVector, T>
        where TRow : struct, IFilterSums
    {
        nint step = columnProducts * productStep;
        if (column.Taps == 1)
        {
            for (int i = 0; i < column.Outputs; i++)
                Compute<TVector, TRow, SumsOfOne>(products + i * productStep, step, outputs + i * columnStep, bias);
        }
        else if (column.Taps == 2)
        {
            Compute<TVector, TRow, SumsOfTwoByTwo>(products, step, outputs, bias);
        }
        else
        {
            Compute<TVector, TRow, SumsOfTwoByThree>(products, step, outputs, bias);
        }
    }

    void Compute<TVector, TRow, TColumn>(T* from, nint step, T* to, TVector bias)
        where TVector : struct, ILaneVector<TVector, T>
        where TRow : struct, IFilterSums
        where TColumn : struct, IFilterSums
    {
        nint next = productStep;
        for (int i = 0; i < vectors; i++, from += TVector.Count, to += TVector.Count)
        {
            // Column products one after the other, each summed along the height.
            TVector a1, b1, c1, a2 = default, b2 = default, c2 = default, a3 = default, b3 = default, c3 = default;
            SumRows<TVector, TRow>(from, step, out var a0, out var b0, out var c0);
            if (TColumn.Products > 1)
            {
                SumRows<TVector, TRow>(from + next, step, out a1, out b1, out c1);
                SumRows<TVector, TRow>(from + 2 * next, step, out a2, out b2, out c2);
                if (TColumn.Products > 3)
                    SumRows<TVector, TRow>(from + 3 * next, step, out a3, out b3, out c3);
                (a1, b1, c1) = (TVector.Add(a1, bias), TVector.Add(b1, bias), TVector.Add(c1, bias));
            }
            else
            {
                (a0, b0, c0) = (TVector.Add(a0, bias), TVector.Add(b0, bias), TVector.Add(c0, bias));
                (a1, b1, c1) = (default, default, default);
            }
            StoreRow<TVector, TColumn>(a0, a1, a2, a3, to);
            if (TRow.Outputs > 1)
                StoreRow<TVector, TColumn>(b0, b1, b2, b3, to + rowStep);
            if (TRow.Outputs > 2)
                StoreRow<TVector, TColumn>(c0, c1, c2, c3, to + 2 * rowStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SumRows<TVector, TRow>(T* from, nint step, out TVector x, out TVector y, out TVector z)
        where TVector : struct, ILaneVector<TVector, T>
        where TRow : struct, IFilterSums =>
        TRow.Sum<T, TVector>(
            TVector.Load(from),
            TRow.Products > 1 ? TVector.Load(from + step) : default,
            TRow.Products > 1 ? TVector.Load(from + 2 * step) : default,
            TRow.Products > 3 ? TVector.Load(from + 3 * step) : default,
            out x, out y, out z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void StoreRow<TVector, TColumn>(TVector a, TVector b, TVector c, TVector d, T* to)
        where TVector : struct, ILaneVector<TVector, T>
        where TColumn : struct, IFilterSums
    {
        TColumn.Sum<T, TVector>(a, b, c, d, out var x, out var y, out _);
        x.Store(to);
        if (TColumn.Outputs > 1)
            y.Store(to + columnStep);
    }
}
