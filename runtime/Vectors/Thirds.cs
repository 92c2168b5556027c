using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Every third element of three vectors, and back. The lanes of a vector are no multiple of three, so that in each lane one of the three has the
/// element: <see cref="Split"/> takes it from there and then brings the lanes into order, <see cref="Join"/> does the reverse.
/// </summary>
static unsafe class Thirds<T, TVector>
    where T : unmanaged
    where TVector : struct, ILaneVector<TVector, T>
{
    /// <summary>The lanes whose number leaves the remainder 0 or 1.</summary>
    static readonly TVector lanes0 = Lanes(0), lanes1 = Lanes(1);

    /// <summary>The lane of each third element from element 0, 1 or 2 on, and the reverse.</summary>
    static readonly TVector every0 = Every(0, reverse: false), every1 = Every(1, reverse: false), every2 = Every(2, reverse: false);
    static readonly TVector to0 = Every(0, reverse: true), to1 = Every(1, reverse: true), to2 = Every(2, reverse: true);

    /// <summary>From <c>a0 b0 c0 a1 b1 c1 …</c> it makes <c>a0 a1 …</c>, <c>b0 b1 …</c> and <c>c0 c1 …</c>, whole vectors.</summary>
    /// <param name="from">Three times as many elements.</param>
    /// <param name="to">Where the first third goes.</param>
    /// <param name="step">From one third to the next.</param>
    /// <param name="count">The elements of a third.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Split(T* from, T* to, nint step, int count)
    {
        for (T* end = to + count; to < end; to += TVector.Count, from += 3 * TVector.Count)
        {
            // Element e of vector v is element v·Count + e, and Count leaves the remainder 1 or 2.
            TVector x = TVector.Load(from), y = TVector.Load(from + TVector.Count), z = TVector.Load(from + 2 * TVector.Count);
            (y, z) = TVector.Count % 3 == 1 ? (y, z) : (z, y);
            TVector.Permute(Merge(x, z, y), every0).Store(to);
            TVector.Permute(Merge(y, x, z), every1).Store(to + step);
            TVector.Permute(Merge(z, y, x), every2).Store(to + 2 * step);
        }
    }

    /// <summary>The reverse of <see cref="Split"/>, a vector of each third after the other, in place.</summary>
    /// <param name="at">The first vector.</param>
    /// <param name="vectors">The vectors of a third.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Join(T* at, int vectors)
    {
        for (int i = 0; i < vectors; i++, at += 3 * TVector.Count)
        {
            TVector a = TVector.Permute(TVector.Load(at), to0), b = TVector.Permute(TVector.Load(at + TVector.Count), to1), c = TVector.Permute(TVector.Load(at + 2 * TVector.Count), to2);
            TVector x = Merge(a, b, c), y = Merge(b, c, a), z = Merge(c, a, b);
            (y, z) = TVector.Count % 3 == 1 ? (y, z) : (z, y);
            x.Store(at);
            y.Store(at + TVector.Count);
            z.Store(at + 2 * TVector.Count);
        }
    }

    /// <summary>The lanes of remainder 0 of x, 1 of y, 2 of z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Merge(TVector x, TVector y, TVector z) => TVector.Select(lanes0, x, TVector.Select(lanes1, y, z));

    static TVector Lanes(int remainder)
    {
        T* lanes = stackalloc T[TVector.Count];
        for (int i = 0; i < TVector.Count; i++)
            SetBits(lanes + i, i % 3 == remainder ? -1 : 0);
        return TVector.Load(lanes);
    }

    static TVector Every(int first, bool reverse)
    {
        T* lanes = stackalloc T[TVector.Count];
        for (int i = 0; i < TVector.Count; i++)
        {
            int lane = (3 * i + first) % TVector.Count;
            if (reverse)
                SetBits(lanes + lane, i);
            else
                SetBits(lanes + i, lane);
        }
        return TVector.Load(lanes);
    }

    static void SetBits(T* element, int bits)
    {
        if (sizeof(T) == sizeof(int))
            *(int*)element = bits;
        else
            *(long*)element = bits;
    }
}
