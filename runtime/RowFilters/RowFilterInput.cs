using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>The rows of an image that a tile reads, from which the sums that lead to its products are computed, channel by channel.</summary>
unsafe ref struct RowFilterInput<T>
    where T : unmanaged
{
    /// <summary>The most rows that a filter reads.</summary>
    public const int MostRows = 7;

    readonly T** rows;
    readonly nint* steps;
    readonly int count;
    readonly nint rowStep;

    /// <param name="rows">Where each row begins; moved from channel to channel.</param>
    /// <param name="steps">From a channel to the next, 0 for a row of zeros.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="rowStep">From one sum to the next.</param>
    public RowFilterInput(T** rows, nint* steps, int count, nint rowStep)
    {
        this.rows = rows;
        this.steps = steps;
        this.count = count;
        this.rowStep = rowStep;
    }

    /// <summary>Computes a filter's sums of the next channels.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="sums">Where they go.</param>
    /// <param name="channelStep">From one channel to the next there.</param>
    public void Sum(RowFilter filter, int channels, T* sums, nint channelStep)
    {
        if (Vector512.IsHardwareAccelerated && count >= Vector512<T>.Count)
            Sum<Lanes512<T>>(filter, channels, sums, channelStep);
        else if (Vector256.IsHardwareAccelerated && count >= Vector256<T>.Count)
            Sum<Lanes256<T>>(filter, channels, sums, channelStep);
        else if (count >= Vector128<T>.Count)
            Sum<Lanes128<T>>(filter, channels, sums, channelStep);
        else
            SumFew(filter, channels, sums, channelStep);
    }

    void Sum<TVector>(RowFilter filter, int channels, T* sums, nint channelStep)
        where TVector : struct, ILaneVector<TVector, T>
    {
        int last = count - TVector.Count, ofFilter = filter.Outputs + filter.Taps - 1;
        for (int channel = 0; channel < channels; channel++, sums += channelStep)
        {
            // The last vector overlaps the one before.
            if (filter.Products == 3)
            {
                for (int i = 0; i < last; i += TVector.Count)
                    SumThree<TVector>(i, sums + i);
                SumThree<TVector>(last, sums + last);
            }
            else if (filter.Products == 4)
            {
                for (int i = 0; i < last; i += TVector.Count)
                    SumFour<TVector>(i, sums + i);
                SumFour<TVector>(last, sums + last);
            }
            else
            {
                for (int i = 0; i < last; i += TVector.Count)
                    SumSeven<TVector>(i, sums + i);
                SumSeven<TVector>(last, sums + last);
            }
            for (int row = 0; row < ofFilter; row++)
                rows[row] += steps[row];
        }
    }

    /// <summary>F(2, 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void SumThree<TVector>(int at, T* to)
        where TVector : struct, ILaneVector<TVector, T> =>
        MinimalFilterInputs<T, TVector>.Store(Load<TVector>(0, at), Load<TVector>(1, at), Load<TVector>(2, at), to, rowStep);

    /// <summary>F(2, 3) and F(3, 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void SumFour<TVector>(int at, T* to)
        where TVector : struct, ILaneVector<TVector, T> =>
        MinimalFilterInputs<T, TVector>.Store(Load<TVector>(0, at), Load<TVector>(1, at), Load<TVector>(2, at), Load<TVector>(3, at), to, rowStep);

    /// <summary>F(4, 4): F(2, 2) over differences of rows two apart, over the rows in the middle, and over the next differences.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly void SumSeven<TVector>(int at, T* to)
        where TVector : struct, ILaneVector<TVector, T>
    {
        TVector a = Load<TVector>(0, at), b = Load<TVector>(1, at), c = Load<TVector>(2, at), d = Load<TVector>(3, at);
        TVector e = Load<TVector>(4, at), f = Load<TVector>(5, at), g = Load<TVector>(6, at);
        TVector below = TVector.Subtract(c, e);
        MinimalFilterInputs<T, TVector>.Store(TVector.Subtract(a, c), TVector.Subtract(b, d), below, to, rowStep);
        MinimalFilterInputs<T, TVector>.Store(c, d, e, to + 3 * rowStep, rowStep);
        MinimalFilterInputs<T, TVector>.Store(below, TVector.Subtract(d, f), TVector.Subtract(e, g), to + 6 * rowStep, rowStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly TVector Load<TVector>(int row, int at)
        where TVector : struct, ILaneVector<TVector, T> => TVector.Load(rows[row] + at);

    /// <summary>Rows that are shorter than any vector, through memory that is not.</summary>
    void SumFew(RowFilter filter, int channels, T* sums, nint channelStep)
    {
        int lanes = Vector128<T>.Count, ofFilter = filter.Outputs + filter.Taps - 1;
        T* memory = stackalloc T[(MostRows + filter.Products) * lanes], ofSums = memory + MostRows * lanes;
        new Span<T>(memory, MostRows * lanes).Clear();
        T** padded = stackalloc T*[MostRows];
        nint* noSteps = stackalloc nint[MostRows];
        for (int row = 0; row < MostRows; row++)
        {
            padded[row] = memory + row * lanes;
            noSteps[row] = 0;
        }
        for (int channel = 0; channel < channels; channel++, sums += channelStep)
        {
            for (int row = 0; row < ofFilter; row++, rows[row - 1] += steps[row - 1])
                Elements.Copy(rows[row], padded[row], count);
            new RowFilterInput<T>(padded, noSteps, lanes, lanes).Sum<Lanes128<T>>(filter, 1, ofSums, 0);
            for (int product = 0; product < filter.Products; product++)
                Elements.Copy(ofSums + product * lanes, sums + product * rowStep, count);
        }
    }
}
