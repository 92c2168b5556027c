using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>The sums of products that a minimal filter's outputs are; <see cref="MinimalFilter"/> has the rest of it.</summary>
interface IFilterSums
{
    /// <summary>The number of products.</summary>
    static abstract int Products { get; }

    /// <summary>The number of outputs.</summary>
    static abstract int Outputs { get; }

    /// <summary>The outputs. Where there are more products than outputs, the second product is in each of them with the factor 1.</summary>
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

/// <summary>Two outputs that are products.</summary>
readonly struct SumsOfTwoByOne : IFilterSums
{
    public static int Products => 2;

    public static int Outputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<T, TVector>(TVector a, TVector b, TVector c, TVector d, out TVector x, out TVector y, out TVector z)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T> =>
        (x, y, z) = (a, b, default);
}

/// <summary>Three outputs that are products.</summary>
readonly struct SumsOfThreeByOne : IFilterSums
{
    public static int Products => 3;

    public static int Outputs => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<T, TVector>(TVector a, TVector b, TVector c, TVector d, out TVector x, out TVector y, out TVector z)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T> =>
        (x, y, z) = (a, b, c);
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
/// <param name="outputs">The outputs, <c>[row][tile][column]</c>.</param>
/// <param name="rowStep">From one row to the next.</param>
/// <param name="vectors">The vectors of tiles.</param>
readonly unsafe ref struct WinogradSums<T>(T* products, nint productStep, T* outputs, nint rowStep, int vectors)
    where T : unmanaged
{
    readonly T* products = products, outputs = outputs;

    /// <summary>Computes the outputs.</summary>
    /// <param name="row">The filter along the height.</param>
    /// <param name="column">The filter along the width.</param>
    /// <param name="bias">Added to each output.</param>
    /// <param name="activation">What is applied to the outputs then.</param>
    public void Compute<TVector, TActivation>(MinimalFilter row, MinimalFilter column, TVector bias, TActivation activation)
        where TVector : struct, ILaneVector<TVector, T>
        where TActivation : struct, IVectorActivation<T>
    {
        // A filter of one tap is as many filters of one output.
        if (row.Taps == 1)
        {
            for (int i = 0; i < row.Outputs; i++)
                new WinogradSums<T>(products + i * column.Products * productStep, productStep, outputs + i * rowStep, rowStep, vectors).Compute<TVector, TActivation, SumsOfOne>(column, bias, activation);
            return;
        }
        switch (row.Outputs, row.Taps)
        {
            case (2, 2): Compute<TVector, TActivation, SumsOfTwoByTwo>(column, bias, activation); break;
            case (2, 3): Compute<TVector, TActivation, SumsOfTwoByThree>(column, bias, activation); break;
            default: Compute<TVector, TActivation, SumsOfThreeByTwo>(column, bias, activation); break;
        }
    }

    void Compute<TVector, TActivation, TRow>(MinimalFilter column, TVector bias, TActivation activation)
        where TVector : struct, ILaneVector<TVector, T>
        where TActivation : struct, IVectorActivation<T>
        where TRow : struct, IFilterSums
    {
        switch (column.Outputs, column.Taps)
        {
            case (1, 1): Compute<TVector, TActivation, TRow, SumsOfOne>(bias, activation); break;
            case (2, 1): Compute<TVector, TActivation, TRow, SumsOfTwoByOne>(bias, activation); break;
            case (2, 2): Compute<TVector, TActivation, TRow, SumsOfTwoByTwo>(bias, activation); break;
            case (2, 3): Compute<TVector, TActivation, TRow, SumsOfTwoByThree>(bias, activation); break;
            case (3, 1): Compute<TVector, TActivation, TRow, SumsOfThreeByOne>(bias, activation); break;
            default: Compute<TVector, TActivation, TRow, SumsOfThreeByTwo>(bias, activation); break;
        }
    }

    void Compute<TVector, TActivation, TRow, TColumn>(TVector bias, TActivation activation)
        where TVector : struct, ILaneVector<TVector, T>
        where TActivation : struct, IVectorActivation<T>
        where TRow : struct, IFilterSums
        where TColumn : struct, IFilterSums
    {
        T* from = products, to = outputs;
        nint next = productStep, step = TColumn.Products * next;
        bool isApart = TColumn.Products == TColumn.Outputs;
        for (int i = 0; i < vectors; i++, from += TVector.Count, to += TColumn.Outputs * TVector.Count)
        {
            // Column products one after the other, each summed along the height.
            TVector a1 = default, b1 = default, c1 = default, a2 = default, b2 = default, c2 = default, a3 = default, b3 = default, c3 = default;
            SumRows<TVector, TRow>(from, step, out var a0, out var b0, out var c0);
            if (TColumn.Products > 1)
                SumRows<TVector, TRow>(from + next, step, out a1, out b1, out c1);
            if (TColumn.Products > 2)
                SumRows<TVector, TRow>(from + 2 * next, step, out a2, out b2, out c2);
            if (TColumn.Products > 3)
                SumRows<TVector, TRow>(from + 3 * next, step, out a3, out b3, out c3);

            // The second product is in each output, unless each product is an output.
            if (isApart)
                (a0, b0, c0) = (TVector.Add(a0, bias), TVector.Add(b0, bias), TVector.Add(c0, bias));
            if (TColumn.Products > 1)
                (a1, b1, c1) = (TVector.Add(a1, bias), TVector.Add(b1, bias), TVector.Add(c1, bias));
            if (isApart && TColumn.Products > 2)
                (a2, b2, c2) = (TVector.Add(a2, bias), TVector.Add(b2, bias), TVector.Add(c2, bias));
            StoreRow<TVector, TActivation, TColumn>(a0, a1, a2, a3, activation, to);
            if (TRow.Outputs > 1)
                StoreRow<TVector, TActivation, TColumn>(b0, b1, b2, b3, activation, to + rowStep);
            if (TRow.Outputs > 2)
                StoreRow<TVector, TActivation, TColumn>(c0, c1, c2, c3, activation, to + 2 * rowStep);
        }

        // Three columns are brought side by side in a loop of its own: all in one is more than the compiler inlines.
        for (int row = 0; TColumn.Outputs == 3 && row < TRow.Outputs; row++)
            Thirds<T, TVector>.Join(outputs + row * rowStep, vectors);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SumRows<TVector, TRow>(T* from, nint step, out TVector x, out TVector y, out TVector z)
        where TVector : struct, ILaneVector<TVector, T>
        where TRow : struct, IFilterSums =>
        TRow.Sum<T, TVector>(
            TVector.Load(from),
            TRow.Products > 1 ? TVector.Load(from + step) : default,
            TRow.Products > 2 ? TVector.Load(from + 2 * step) : default,
            TRow.Products > 3 ? TVector.Load(from + 3 * step) : default,
            out x, out y, out z);

    /// <summary>Stores a row of some tiles: two columns side by side, three one vector after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void StoreRow<TVector, TActivation, TColumn>(TVector a, TVector b, TVector c, TVector d, TActivation activation, T* to)
        where TVector : struct, ILaneVector<TVector, T>
        where TActivation : struct, IVectorActivation<T>
        where TColumn : struct, IFilterSums
    {
        TColumn.Sum<T, TVector>(a, b, c, d, out var x, out var y, out var z);
        if (TColumn.Outputs == 2)
            (x, y) = (TVector.Lower(x, y), TVector.Upper(x, y));
        x.Activate(activation).Store(to);
        if (TColumn.Outputs > 1)
            y.Activate(activation).Store(to + TVector.Count);
        if (TColumn.Outputs > 2)
            z.Activate(activation).Store(to + 2 * TVector.Count);
    }
}
