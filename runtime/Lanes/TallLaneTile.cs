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
    /// <param name="activation">What is applied to the sums before they are stored.</param>
    public static void Compute<T, TCopies, TActivation, TVector>(int positions, ref readonly LaneArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TCopies : struct, ICount
        where TActivation : struct, IVectorActivation<T>
        where TVector : struct, ILaneVector<TVector, T>
    {
        switch (positions)
        {
            case 1: Compute<T, TCopies, TActivation, TVector, One>(in tile, activation); break;
            case 2: Compute<T, TCopies, TActivation, TVector, Two>(in tile, activation); break;
            case 3: Compute<T, TCopies, TActivation, TVector, Three>(in tile, activation); break;
            case 4: Compute<T, TCopies, TActivation, TVector, Four>(in tile, activation); break;
            case 5: Compute<T, TCopies, TActivation, TVector, Five>(in tile, activation); break;
            case 6: Compute<T, TCopies, TActivation, TVector, Six>(in tile, activation); break;
            case 7: Compute<T, TCopies, TActivation, TVector, Seven>(in tile, activation); break;
            case 8: Compute<T, TCopies, TActivation, TVector, Eight>(in tile, activation); break;
            case 9: Compute<T, TCopies, TActivation, TVector, Nine>(in tile, activation); break;
            case 10: Compute<T, TCopies, TActivation, TVector, Ten>(in tile, activation); break;
            case 11: Compute<T, TCopies, TActivation, TVector, Eleven>(in tile, activation); break;
            case 12: Compute<T, TCopies, TActivation, TVector, Twelve>(in tile, activation); break;
            case 13: Compute<T, TCopies, TActivation, TVector, Thirteen>(in tile, activation); break;
            case 14: Compute<T, TCopies, TActivation, TVector, Fourteen>(in tile, activation); break;
            case 15: Compute<T, TCopies, TActivation, TVector, Fifteen>(in tile, activation); break;
            default: Compute<T, TCopies, TActivation, TVector, Sixteen>(in tile, activation); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Compute<T, TCopies, TActivation, TVector, TPositions>(ref readonly LaneArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TCopies : struct, ICount
        where TActivation : struct, IVectorActivation<T>
        where TVector : struct, ILaneVector<TVector, T>
        where TPositions : struct, ICount
    {
        TVector s0 = TVector.Load(tile.Initial), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        TVector s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, s14 = s0, s15 = s0;
        if (tile.Continues)
        {
            T* from = tile.Output;
            s0 = TVector.Load(from);
            if (TPositions.Count > 1) s1 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 2) s2 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 3) s3 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 4) s4 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 5) s5 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 6) s6 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 7) s7 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 8) s8 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 9) s9 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 10) s10 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 11) s11 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 12) s12 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 13) s13 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 14) s14 = TVector.Load(from += tile.OutputPositionStep);
            if (TPositions.Count > 15) s15 = TVector.Load(from += tile.OutputPositionStep);
        }

        nint channelStep = TCopies.Count > 0 ? tile.VectorChannelStep : TVector.Count;
        int bytesAhead = TCopies.Count > 0 ? tile.BytesAhead : LaneTile.BytesAhead;
        T* copy = tile.Copy;
        nint ahead = tile.ChannelsAhead * tile.ScalarChannelStep;
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

        T* to = tile.Output;
        nint step = tile.OutputPositionStep;
        s0.Activate(activation).Store(to);
        if (TPositions.Count > 1) s1.Activate(activation).Store(to += step);
        if (TPositions.Count > 2) s2.Activate(activation).Store(to += step);
        if (TPositions.Count > 3) s3.Activate(activation).Store(to += step);
        if (TPositions.Count > 4) s4.Activate(activation).Store(to += step);
        if (TPositions.Count > 5) s5.Activate(activation).Store(to += step);
        if (TPositions.Count > 6) s6.Activate(activation).Store(to += step);
        if (TPositions.Count > 7) s7.Activate(activation).Store(to += step);
        if (TPositions.Count > 8) s8.Activate(activation).Store(to += step);
        if (TPositions.Count > 9) s9.Activate(activation).Store(to += step);
        if (TPositions.Count > 10) s10.Activate(activation).Store(to += step);
        if (TPositions.Count > 11) s11.Activate(activation).Store(to += step);
        if (TPositions.Count > 12) s12.Activate(activation).Store(to += step);
        if (TPositions.Count > 13) s13.Activate(activation).Store(to += step);
        if (TPositions.Count > 14) s14.Activate(activation).Store(to += step);
        if (TPositions.Count > 15) s15.Activate(activation).Store(to += step);
    }
}
