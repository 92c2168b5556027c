using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>A sum or difference of up to four rows.</summary>
unsafe ref struct RowSums<T>
    where T : unmanaged
{
    /// <summary>The most rows of a sum.</summary>
    const int Most = 4;

    T* a, b, c, d;
    T signB, signC, signD;
    int terms;

    /// <summary>Adds or subtracts a row; the first one is added.</summary>
    /// <param name="row">Where it begins.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(T* row, T sign)
    {
        switch (terms++)
        {
            case 0: a = row; break;
            case 1: b = row; signB = sign; break;
            case 2: c = row; signC = sign; break;
            case Most - 1: d = row; signD = sign; break;
        }
    }

    /// <summary>Computes some elements.</summary>
    /// <param name="to">Where they go.</param>
    /// <param name="count">How many: no more are written.</param>
    public readonly void Store(T* to, int count)
    {
        if (Vector512.IsHardwareAccelerated && count >= Vector512<T>.Count)
            Store<Lanes512<T>>(to, count);
        else if (Vector256.IsHardwareAccelerated && count >= Vector256<T>.Count)
            Store<Lanes256<T>>(to, count);
        else if (count >= Vector128<T>.Count)
            Store<Lanes128<T>>(to, count);
        else
            StoreFew(to, count);
    }

    /// <summary>Fewer than a vector: through one.</summary>
    readonly void StoreFew(T* to, int count)
    {
        T* memory = stackalloc T[(Most + 1) * Vector128<T>.Count];
        var copies = new RowSums<T>();
        for (int i = 0; i < terms; i++)
        {
            T* copy = memory + i * Vector128<T>.Count;
            Elements.Copy(i == 0 ? a : i == 1 ? b : i == 2 ? c : d, copy, count);
            copies.Add(copy, i == 1 ? signB : i == 2 ? signC : signD);
        }
        T* sum = memory + Most * Vector128<T>.Count;
        copies.Store<Lanes128<T>>(sum, Vector128<T>.Count);
        Elements.Copy(sum, to, count);
    }

    /// <summary>Whole vectors, the last of which overlaps the one before.</summary>
    readonly void Store<TVector>(T* to, int count)
        where TVector : struct, ILaneVector<TVector, T>
    {
        var (ofB, ofC, ofD) = (signB, signC, signD);
        TVector signsB = TVector.Broadcast(&ofB), signsC = TVector.Broadcast(&ofC), signsD = TVector.Broadcast(&ofD);
        T* a = this.a, b = this.b, c = this.c, d = this.d;
        int last = count - TVector.Count;
        switch (terms)
        {
            case 1:
                Elements.Copy(a, to, count);
                break;
            case 2:
                for (int i = 0; i < last; i += TVector.Count)
                    TVector.MultiplyAdd(TVector.Load(b + i), signsB, TVector.Load(a + i)).Store(to + i);
                TVector.MultiplyAdd(TVector.Load(b + last), signsB, TVector.Load(a + last)).Store(to + last);
                break;
            case 3:
                for (int i = 0; i < last; i += TVector.Count)
                    Sum(a + i, b + i, signsB, c + i, signsC).Store(to + i);
                Sum(a + last, b + last, signsB, c + last, signsC).Store(to + last);
                break;
            default:
                for (int i = 0; i < last; i += TVector.Count)
                    TVector.MultiplyAdd(TVector.Load(d + i), signsD, Sum(a + i, b + i, signsB, c + i, signsC)).Store(to + i);
                TVector.MultiplyAdd(TVector.Load(d + last), signsD, Sum(a + last, b + last, signsB, c + last, signsC)).Store(to + last);
                break;
        }

        static TVector Sum(T* a, T* b, TVector signsB, T* c, TVector signsC) =>
            TVector.MultiplyAdd(TVector.Load(c), signsC, TVector.MultiplyAdd(TVector.Load(b), signsB, TVector.Load(a)));
    }
}
