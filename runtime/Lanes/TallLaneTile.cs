using System.Runtime.CompilerServices;
using static Generated.Kernels.CompilerServices.LaneCounts;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The register tile of the lanes plan that has one vector and many positions: an input serves a single multiply-add, of which it is an
/// operand in memory where processors have such, but a weight serves up to sixteen.
/// </summary>
static unsafe class TallLaneTile
{
    /// <summary>Computes a tile.</summary>
    /// <param name="positions">How many positions, at most 16.</param>
    /// <param name="tile">What is read and written.</param>
    public static void Compute<T, TVector>(int positions, ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T>
    {
        switch (positions)
        {
            case 1: Compute<T, TVector, One>(in tile); break;
            case 2: Compute<T, TVector, Two>(in tile); break;
            case 3: Compute<T, TVector, Three>(in tile); break;
            case 4: Compute<T, TVector, Four>(in tile); break;
            case 5: Compute<T, TVector, Five>(in tile); break;
            case 6: Compute<T, TVector, Six>(in tile); break;
            case 7: Compute<T, TVector, Seven>(in tile); break;
            case 8: Compute<T, TVector, Eight>(in tile); break;
            case 9: Compute<T, TVector, Nine>(in tile); break;
            case 10: Compute<T, TVector, Ten>(in tile); break;
            case 11: Compute<T, TVector, Eleven>(in tile); break;
            case 12: Compute<T, TVector, Twelve>(in tile); break;
            case 13: Compute<T, TVector, Thirteen>(in tile); break;
            case 14: Compute<T, TVector, Fourteen>(in tile); break;
            case 15: Compute<T, TVector, Fifteen>(in tile); break;
            default: Compute<T, TVector, Sixteen>(in tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Compute<T, TVector, TPositions>(ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TVector : struct, ILaneVector<TVector, T>
        where TPositions : struct, ICount
    {
        TVector s0 = TVector.Load(tile.Initial), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        TVector s8 = s0, s9 = s0, s10 = s0, s11 = s0, s12 = s0, s13 = s0, s14 = s0, s15 = s0;

        nint ahead = LaneTile.ChannelsAhead * tile.InputChannelStep;
        for (int tap = 0; tap < tile.TapCount; tap++)
        {
            T* input = tile.Input + tile.Taps[tap].Input;
            T* weights = tile.Weights + tile.Taps[tap].Weight;
            for (int inChannel = 0; inChannel < tile.InChannels; inChannel++)
            {
                Prefetch.Ahead(weights, LaneTile.BytesAhead);
                Prefetch.Input(ref *input, ahead);
                if (TPositions.Count > 1) Prefetch.Input(ref *input, ahead + TPositions.Count - 1);
                var weight = TVector.Load(weights);
                s0 = TVector.MultiplyAdd(input, weight, s0);
                if (TPositions.Count > 1) s1 = TVector.MultiplyAdd(input + 1, weight, s1);
                if (TPositions.Count > 2) s2 = TVector.MultiplyAdd(input + 2, weight, s2);
                if (TPositions.Count > 3) s3 = TVector.MultiplyAdd(input + 3, weight, s3);
                if (TPositions.Count > 4) s4 = TVector.MultiplyAdd(input + 4, weight, s4);
                if (TPositions.Count > 5) s5 = TVector.MultiplyAdd(input + 5, weight, s5);
                if (TPositions.Count > 6) s6 = TVector.MultiplyAdd(input + 6, weight, s6);
                if (TPositions.Count > 7) s7 = TVector.MultiplyAdd(input + 7, weight, s7);
                if (TPositions.Count > 8) s8 = TVector.MultiplyAdd(input + 8, weight, s8);
                if (TPositions.Count > 9) s9 = TVector.MultiplyAdd(input + 9, weight, s9);
                if (TPositions.Count > 10) s10 = TVector.MultiplyAdd(input + 10, weight, s10);
                if (TPositions.Count > 11) s11 = TVector.MultiplyAdd(input + 11, weight, s11);
                if (TPositions.Count > 12) s12 = TVector.MultiplyAdd(input + 12, weight, s12);
                if (TPositions.Count > 13) s13 = TVector.MultiplyAdd(input + 13, weight, s13);
                if (TPositions.Count > 14) s14 = TVector.MultiplyAdd(input + 14, weight, s14);
                if (TPositions.Count > 15) s15 = TVector.MultiplyAdd(input + 15, weight, s15);

                weights += TVector.Count;
                input += tile.InputChannelStep;
            }
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
