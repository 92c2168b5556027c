using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>A sum of two to four products, each added or subtracted.</summary>
unsafe ref struct RowSums<T>
    where T : unmanaged
{
    T* a, b, c, d;
    T signB, signC, signD;
    int terms;

    /// <summary>Adds or subtracts a product; the first one is added.</summary>
    /// <param name="product">Where its elements begin.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(T* product, T sign)
    {
        switch (terms++)
        {
            case 0: a = product; break;
            case 1: b = product; signB = sign; break;
            case 2: c = product; signC = sign; break;
            default: d = product; signD = sign; break;
        }
    }

    /// <summary>Computes some elements.</summary>
    /// <param name="to">Where they go.</param>
    /// <param name="count">How many: at least those of the widest vector. The last vector overlaps the one before.</param>
    public readonly void Store(T* to, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            Store<Lanes512<T>>(to, count);
        else if (Vector256.IsHardwareAccelerated)
            Store<Lanes256<T>>(to, count);
        else
            Store<Lanes128<T>>(to, count);
    }

    readonly void Store<TVector>(T* to, int count)
        where TVector : struct, ILaneVector<TVector, T>
    {
        var (ofB, ofC, ofD) = (signB, signC, signD);
        TVector signsB = TVector.Broadcast(&ofB), signsC = TVector.Broadcast(&ofC), signsD = TVector.Broadcast(&ofD);
        T* a = this.a, b = this.b, c = this.c, d = this.d;
        int last = count - TVector.Count;
        switch (terms)
        {
            case 2:
                for (int i = 0; i < last; i += TVector.Count)
                    Sum(a + i, b + i, signsB).Store(to + i);
                Sum(a + last, b + last, signsB).Store(to + last);
                break;
            case 3:
                for (int i = 0; i < last; i += TVector.Count)
                    TVector.MultiplyAdd(TVector.Load(c + i), signsC, Sum(a + i, b + i, signsB)).Store(to + i);
                TVector.MultiplyAdd(TVector.Load(c + last), signsC, Sum(a + last, b + last, signsB)).Store(to + last);
                break;
            default:
                for (int i = 0; i < last; i += TVector.Count)
                    TVector.MultiplyAdd(TVector.Load(d + i), signsD, TVector.MultiplyAdd(TVector.Load(c + i), signsC, Sum(a + i, b + i, signsB))).Store(to + i);
                TVector.MultiplyAdd(TVector.Load(d + last), signsD, TVector.MultiplyAdd(TVector.Load(c + last), signsC, Sum(a + last, b + last, signsB))).Store(to + last);
                break;
        }

        static TVector Sum(T* a, T* b, TVector signs) => TVector.MultiplyAdd(TVector.Load(b), signs, TVector.Load(a));
    }
}
