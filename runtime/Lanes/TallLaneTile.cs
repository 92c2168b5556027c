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
    public static void Compute<T, TMode, TVector>(int positions, ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TMode : struct, ILaneMode
        where TVector : struct, ILaneVector<TVector, T>
    {
        switch (positions)
        {
            case 1: Compute<T, TMode, TVector, One>(in tile); break;
            case 2: Compute<T, TMode, TVector, Two>(in tile); break;
            case 3: Compute<T, TMode, TVector, Three>(in tile); break;
            case 4: Compute<T, TMode, TVector, Four>(in tile); break;
            case 5: Compute<T, TMode, TVector, Five>(in tile); break;
            case 6: Compute<T, TMode, TVector, Six>(in tile); break;
            case 7: Compute<T, TMode, TVector, Seven>(in tile); break;
            case 8: Compute<T, TMode, TVector, Eight>(in tile); break;
            case 9: Compute<T, TMode, TVector, Nine>(in tile); break;
            case 10: Compute<T, TMode, TVector, Ten>(in tile); break;
            case 11: Compute<T, TMode, TVector, Eleven>(in tile); break;
            case 12: Compute<T, TMode, TVector, Twelve>(in tile); break;
            case 13: Compute<T, TMode, TVector, Thirteen>(in tile); break;
            case 14: Compute<T, TMode, TVector, Fourteen>(in tile); break;
            case 15: Compute<T, TMode, TVector, Fifteen>(in tile); break;
            default: Compute<T, TMode, TVector, Sixteen>(in tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Compute<T, TMode, TVector, TPositions>(ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TMode : struct, ILaneMode
        where TVector : struct, ILaneVector<TVector, T>
        where TPositions : struct, ICount
    {
        TVector s0 = TVector.Load(tile.Initial), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        TVector s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, s14 = s0, s15 = s0;

        nint channelStep = TMode.Copies ? tile.VectorChannelStep : TVector.Count;
        int bytesAhead = TMode.Copies ? tile.BytesAhead : LaneTile.BytesAhead;
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
                if (TMode.Copies)
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

        if (TMode.Activates && tile.Activation.Kind == LaneActivationKind.Clip)
        {
            TVector lower = TVector.Fill(tile.Activation.First), upper = TVector.Fill(tile.Activation.Second);
            s0 = TVector.Clip(s0, lower, upper);
            if (TPositions.Count > 1) s1 = TVector.Clip(s1, lower, upper);
            if (TPositions.Count > 2) s2 = TVector.Clip(s2, lower, upper);
            if (TPositions.Count > 3) s3 = TVector.Clip(s3, lower, upper);
            if (TPositions.Count > 4) s4 = TVector.Clip(s4, lower, upper);
            if (TPositions.Count > 5) s5 = TVector.Clip(s5, lower, upper);
            if (TPositions.Count > 6) s6 = TVector.Clip(s6, lower, upper);
            if (TPositions.Count > 7) s7 = TVector.Clip(s7, lower, upper);
            if (TPositions.Count > 8) s8 = TVector.Clip(s8, lower, upper);
            if (TPositions.Count > 9) s9 = TVector.Clip(s9, lower, upper);
            if (TPositions.Count > 10) s10 = TVector.Clip(s10, lower, upper);
            if (TPositions.Count > 11) s11 = TVector.Clip(s11, lower, upper);
            if (TPositions.Count > 12) s12 = TVector.Clip(s12, lower, upper);
            if (TPositions.Count > 13) s13 = TVector.Clip(s13, lower, upper);
            if (TPositions.Count > 14) s14 = TVector.Clip(s14, lower, upper);
            if (TPositions.Count > 15) s15 = TVector.Clip(s15, lower, upper);
        }
        else if (TMode.Activates)
        {
            var slope = TVector.Fill(tile.Activation.First);
            s0 = TVector.LeakyRelu(s0, slope);
            if (TPositions.Count > 1) s1 = TVector.LeakyRelu(s1, slope);
            if (TPositions.Count > 2) s2 = TVector.LeakyRelu(s2, slope);
            if (TPositions.Count > 3) s3 = TVector.LeakyRelu(s3, slope);
            if (TPositions.Count > 4) s4 = TVector.LeakyRelu(s4, slope);
            if (TPositions.Count > 5) s5 = TVector.LeakyRelu(s5, slope);
            if (TPositions.Count > 6) s6 = TVector.LeakyRelu(s6, slope);
            if (TPositions.Count > 7) s7 = TVector.LeakyRelu(s7, slope);
            if (TPositions.Count > 8) s8 = TVector.LeakyRelu(s8, slope);
            if (TPositions.Count > 9) s9 = TVector.LeakyRelu(s9, slope);
            if (TPositions.Count > 10) s10 = TVector.LeakyRelu(s10, slope);
            if (TPositions.Count > 11) s11 = TVector.LeakyRelu(s11, slope);
            if (TPositions.Count > 12) s12 = TVector.LeakyRelu(s12, slope);
            if (TPositions.Count > 13) s13 = TVector.LeakyRelu(s13, slope);
            if (TPositions.Count > 14) s14 = TVector.LeakyRelu(s14, slope);
            if (TPositions.Count > 15) s15 = TVector.LeakyRelu(s15, slope);
        }

        T* to = tile.Output;
        nint step = tile.OutputPositionStep;
        s0.Store(to);
        if (TPositions.Count > 1) s1.Store(to += step);
        if (TPositions.Count > 2) s2.Store(to += step);
        if (TPositions.Count > 3) s3.Store(to += step);
        if (TPositions.Count > 4) s4.Store(to += step);
        if (TPositions.Count > 5) s5.Store(to += step);
        if (TPositions.Count > 6) s6.Store(to += step);
        if (TPositions.Count > 7) s7.Store(to += step);
        if (TPositions.Count > 8) s8.Store(to += step);
        if (TPositions.Count > 9) s9.Store(to += step);
        if (TPositions.Count > 10) s10.Store(to += step);
        if (TPositions.Count > 11) s11.Store(to += step);
        if (TPositions.Count > 12) s12.Store(to += step);
        if (TPositions.Count > 13) s13.Store(to += step);
        if (TPositions.Count > 14) s14.Store(to += step);
        if (TPositions.Count > 15) s15.Store(to += step);
    }
}
