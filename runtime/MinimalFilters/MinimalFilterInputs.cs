using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>A vector of the inputs of a minimal filter's products, from as many vectors of rows.</summary>
static unsafe class MinimalFilterInputs<T, TVector>
    where T : unmanaged
    where TVector : struct, ILaneVector<TVector, T>
{
    /// <summary>F(2, 2).</summary>
    /// <param name="a">The first row.</param>
    /// <param name="b">The row after it.</param>
    /// <param name="c">And so on.</param>
    /// <param name="to">Where the input of the first product goes.</param>
    /// <param name="step">From there to that of the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector a, TVector b, TVector c, T* to, nint step)
    {
        TVector.Subtract(a, b).Store(to);
        b.Store(to + step);
        TVector.Subtract(b, c).Store(to + 2 * step);
    }

    /// <summary>F(2, 3) and F(3, 2).</summary>
    /// <param name="a">The first row.</param>
    /// <param name="b">The row after it.</param>
    /// <param name="c">And so on.</param>
    /// <param name="d">The last one.</param>
    /// <param name="to">Where the input of the first product goes.</param>
    /// <param name="step">From there to that of the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector a, TVector b, TVector c, TVector d, T* to, nint step)
    {
        TVector.Subtract(a, c).Store(to);
        TVector.Add(b, c).Store(to + step);
        TVector.Subtract(c, b).Store(to + 2 * step);
        TVector.Subtract(b, d).Store(to + 3 * step);
    }
}
