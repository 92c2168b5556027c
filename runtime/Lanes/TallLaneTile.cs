using System.Runtime.CompilerServices;
using static Generated.Kernels.CompilerServices.LaneCounts;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The register tile of the lanes plan that has one vector and many positions: a scalar serves a single multiply-add, of which it is an
/// operand in memory where processors have such, but a vector serves up to sixteen.
/// </summary>
static unsafe class TallLaneTile
{
    /// <summary>Computes a tile.</summary>
    /// <param name="positions">How many positions, at most 16.</param>
    /// <param name="tile">What is read and written.</param>
    public static void Compute<T, TCopies, TVector>(int positions, ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TCopies : struct, ICount
        where TVector : struct, ILaneVector<TVector, T>
    {
        switch (positions)
        {
            case 1: Compute<T, TCopies, TVector, One>(in tile); break;
            case 2: Compute<T, TCopies, TVector, Two>(in tile); break;
            case 3: Compute<T, TCopies, TVector, Three>(in tile); break;
            case 4: Compute<T, TCopies, TVector, Four>(in tile); break;
            case 5: Compute<T, TCopies, TVector, Five>(in tile); break;
            case 6: Compute<T, TCopies, TVector, Six>(in tile); break;
            case 7: Compute<T, TCopies, TVector, Seven>(in tile); break;
            case 8: Compute<T, TCopies, TVector, Eight>(in tile); break;
            case 9: Compute<T, TCopies, TVector, Nine>(in tile); break;
            case 10: Compute<T, TCopies, TVector, Ten>(in tile); break;
            case 11: Compute<T, TCopies, TVector, Eleven>(in tile); break;
            case 12: Compute<T, TCopies, TVector, Twelve>(in tile); break;
            case 13: Compute<T, TCopies, TVector, Thirteen>(in tile); break;
            case 14: Compute<T, TCopies, TVector, Fourteen>(in tile); break;
            case 15: Compute<T, TCopies, TVector, Fifteen>(in tile); break;
            default: Compute<T, TCopies, TVector, Sixteen>(in tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Compute<T, TCopies, TVector, TPositions>(ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TCopies : struct, ICount
        where TVector : struct, ILaneVector<TVector, T>
        where TPositions : struct, ICount
    {
        TVector s0 = TVector.Load(tile.Initial), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        TVector s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, s14 = s0, s15 = s0;

        nint channelStep = TCopies.Count > 0 ? tile.VectorChannelStep : TVector.Count;
        int bytesAhead = TCopies.Count > 0 ? tile.BytesAhead : LaneTile.BytesAhead;
        T* copy = tile.Copy;
        nint ahead = LaneTile.ChannelsAhead * tile.ScalarChannelStep;
        for (int tap = 0; tap < tile.TapCount; tap++)
        {
            T* scalar = tile.Scalars + tile.Taps[tap].Scalar;
            T* vectors = tile.Vectors + tile.Taps[tap].Vector;
            for (int inChannel = 0; inChannel < tile.InChannels; inChannel++)
            {
                Prefetch.Ahead(vectors, bytesAhead);
                Prefetch.Input(ref *scalar, ahead);
                if (TPositions.Count > 1) Prefetch.Input(ref *scalar, ahead + TPositions.Count - 1);
                var vector = TVector.Load(vectors);
                if (TCopies.Count > 0)
                {
                    vector.Store(copy);
                    copy += TVector.Count;
                }
                s0 = TVector.MultiplyAdd(scalar, vector, s0);
                if (TPositions.Count > 1) s1 = TVector.MultiplyAdd(scalar + 1, vector, s1);
                if (TPositions.Count > 2) s2 = TVector.MultiplyAdd(scalar + 2, vector, s2);
                if (TPositions.Count > 3) s3 = TVector.MultiplyAdd(scalar + 3, vector, s3);
                if (TPositions.Count > 4) s4 = TVector.MultiplyAdd(scalar + 4, vector, s4);
                if (TPositions.Count > 5) s5 = TVector.MultiplyAdd(scalar + 5, vector, s5);
                if (TPositions.Count > 6) s6 = TVector.MultiplyAdd(scalar + 6, vector, s6);
                if (TPositions.Count > 7) s7 = TVector.MultiplyAdd(scalar + 7, vector, s7);
                if (TPositions.Count > 8) s8 = TVector.MultiplyAdd(scalar + 8, vector, s8);
                if (TPositions.Count > 9) s9 = TVector.MultiplyAdd(scalar + 9, vector, s9);
                if (TPositions.Count > 10) s10 = TVector.MultiplyAdd(scalar + 10, vector, s10);
                if (TPositions.Count > 11) s11 = TVector.MultiplyAdd(scalar + 11, vector, s11);
                if (TPositions.Count > 12) s12 = TVector.MultiplyAdd(scalar + 12, vector, s12);
                if (TPositions.Count > 13) s13 = TVector.MultiplyAdd(scalar + 13, vector, s13);
                if (TPositions.Count > 14) s14 = TVector.MultiplyAdd(scalar + 14, vector, s14);
                if (TPositions.Count > 15) s15 = TVector.MultiplyAdd(scalar + 15, vector, s15);

                vectors += channelStep;
                scalar += tile.ScalarChannelStep;
            }
        }

        var activation = tile.Activation.Kind;
        TVector first = TVector.Fill(tile.Activation.First), second = TVector.Fill(tile.Activation.Second);
        T* to = tile.Output;
        nint step = tile.OutputPositionStep;
        TVector.Activate(s0, activation, first, second).Store(to);
        if (TPositions.Count > 1) TVector.Activate(s1, activation, first, second).Store(to += step);
        if (TPositions.Count > 2) TVector.Activate(s2, activation, first, second).Store(to += step);
        if (TPositions.Count > 3) TVector.Activate(s3, activation, first, second).Store(to += step);
        if (TPositions.Count > 4) TVector.Activate(s4, activation, first, second).Store(to += step);
        if (TPositions.Count > 5) TVector.Activate(s5, activation, first, second).Store(to += step);
        if (TPositions.Count > 6) TVector.Activate(s6, activation, first, second).Store(to += step);
        if (TPositions.Count > 7) TVector.Activate(s7, activation, first, second).Store(to += step);
        if (TPositions.Count > 8) TVector.Activate(s8, activation, first, second).Store(to += step);
        if (TPositions.Count > 9) TVector.Activate(s9, activation, first, second).Store(to += step);
        if (TPositions.Count > 10) TVector.Activate(s10, activation, first, second).Store(to += step);
        if (TPositions.Count > 11) TVector.Activate(s11, activation, first, second).Store(to += step);
        if (TPositions.Count > 12) TVector.Activate(s12, activation, first, second).Store(to += step);
        if (TPositions.Count > 13) TVector.Activate(s13, activation, first, second).Store(to += step);
        if (TPositions.Count > 14) TVector.Activate(s14, activation, first, second).Store(to += step);
        if (TPositions.Count > 15) TVector.Activate(s15, activation, first, second).Store(to += step);
    }
}
