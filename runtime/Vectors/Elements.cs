using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>Copies and clears elements, also few of them fast: most rows are too short for a library call to be cheap.</summary>
static unsafe class Elements
{
    /// <summary>From here on a library call is worth its cost.</summary>
    const int ManyBytes = 4096;

    /// <summary>An element as a number of double precision.</summary>
    public static double ToDouble<T>(T value) => typeof(T) == typeof(float) ? (float)(object)value! : (double)(object)value!;

    /// <summary>The element next to a number of double precision.</summary>
    public static T FromDouble<T>(double value) => typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;

    /// <summary>Copies in vectors, the last of which overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(T* from, T* to, long count)
        where T : unmanaged
    {
        if (count < Vector128<T>.Count)
        {
            for (long i = 0; i < count; i++)
                to[i] = from[i];
            return;
        }
        if (count < Vector256<T>.Count)
        {
            var end = Vector128.Load(from + count - Vector128<T>.Count);
            Vector128.Load(from).Store(to);
            end.Store(to + count - Vector128<T>.Count);
            return;
        }
        if (count * sizeof(T) >= ManyBytes)
        {
            Buffer.MemoryCopy(from, to, count * sizeof(T), count * sizeof(T));
            return;
        }
        if (Vector512.IsHardwareAccelerated && count >= Vector512<T>.Count)
        {
            for (long i = 0; i < count - Vector512<T>.Count; i += Vector512<T>.Count)
                Vector512.Load(from + i).Store(to + i);
            Vector512.Load(from + count - Vector512<T>.Count).Store(to + count - Vector512<T>.Count);
            return;
        }
        for (long i = 0; i < count - Vector256<T>.Count; i += Vector256<T>.Count)
            Vector256.Load(from + i).Store(to + i);
        Vector256.Load(from + count - Vector256<T>.Count).Store(to + count - Vector256<T>.Count);
    }

    /// <summary>Adds in vectors, the last of which overlaps the one before.</summary>
    /// <param name="a">The first addends, which are the sums afterwards.</param>
    /// <param name="b">The second addends.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(T* a, T* b, long count)
        where T : unmanaged, INumberBase<T>
    {
        if (count < Vector128<T>.Count)
        {
            for (long i = 0; i < count; i++)
                a[i] += b[i];
            return;
        }
        if (count < Vector256<T>.Count)
        {
            long end = count - Vector128<T>.Count;
            var sum = Vector128.Load(a + end) + Vector128.Load(b + end);
            (Vector128.Load(a) + Vector128.Load(b)).Store(a);
            sum.Store(a + end);
            return;
        }
        long last = count - Vector256<T>.Count;
        var ofLast = Vector256.Load(a + last) + Vector256.Load(b + last);
        for (long i = 0; i < last; i += Vector256<T>.Count)
            (Vector256.Load(a + i) + Vector256.Load(b + i)).Store(a + i);
        ofLast.Store(a + last);
    }

    /// <summary>Copies rows of the same length, and asks meanwhile for the memory of rows that are copied later.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="fromStep">From one row to the next.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="toStep">From one row to the next there.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="count">The elements of a row.</param>
    /// <param name="ahead">From where a row goes to the memory to ask for.</param>
    public static void CopyRows<T>(T* from, nint fromStep, T* to, nint toStep, int rows, int count, nint ahead)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated && count >= Vector512<T>.Count)
            CopyRows<T, Lanes512<T>>(from, fromStep, to, toStep, rows, count, ahead);
        else if (Vector256.IsHardwareAccelerated && count >= Vector256<T>.Count)
            CopyRows<T, Lanes256<T>>(from, fromStep, to, toStep, rows, count, ahead);
        else if (count >= Vector128<T>.Count)
            CopyRows<T, Lanes128<T>>(from, fromStep, to, toStep, rows, count, ahead);
        else
        {
            for (int row = 0; row < rows; row++, from += fromStep, to += toStep)
                Copy(from, to, count);
        }
    }

    static void CopyRows<T, TVector>(T* from, nint fromStep, T* to, nint toStep, int rows, int count, nint ahead)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T>
    {
        int last = count - TVector.Count;
        for (int row = 0; row < rows; row++, from += fromStep, to += toStep)
        {
            Prefetch.Near(to + ahead, count);
            for (int i = 0; i < last; i += TVector.Count)
                TVector.Load(from + i).Store(to + i);
            TVector.Load(from + last).Store(to + last);
        }
    }

    /// <summary>Clears in vectors, the last of which overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear<T>(T* to, long count)
        where T : unmanaged
    {
        if (count < Vector128<T>.Count)
        {
            for (long i = 0; i < count; i++)
                to[i] = default;
            return;
        }
        if (count < Vector256<T>.Count)
        {
            Vector128<T>.Zero.Store(to);
            Vector128<T>.Zero.Store(to + count - Vector128<T>.Count);
            return;
        }
        if (count * sizeof(T) >= ManyBytes)
        {
            new Span<T>(to, checked((int)count)).Clear();
            return;
        }
        for (long i = 0; i < count - Vector256<T>.Count; i += Vector256<T>.Count)
            Vector256<T>.Zero.Store(to + i);
        Vector256<T>.Zero.Store(to + count - Vector256<T>.Count);
    }
}
