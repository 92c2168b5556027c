using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Generated.Kernels.CompilerServices.LaneCounts;

namespace Generated.Kernels.CompilerServices;

/// <summary>A tap of a tile: where its scalars lie, counted from those of the first position, and its vectors.</summary>
readonly record struct LaneTap(nint Scalar, nint Vector);

/// <summary>What a tile reads and writes. All steps count elements.</summary>
unsafe struct LaneArguments<T>
    where T : unmanaged
{
    /// <summary>The scalar of the first position, and from one channel to the next.</summary>
    public T* Scalars;
    public nint ScalarChannelStep;
    public int InChannels;

    /// <summary>The taps that reach the tile's outputs, possibly none.</summary>
    public LaneTap* Taps;
    public int TapCount;

    /// <summary>The first vector, and from one to the next of the same channel; the channels of a vector follow each other.</summary>
    public T* Vectors;
    public nint VectorStep;

    /// <summary>Where the vectors are copied to as they are read, or null. Then they are read where the channels of a vector lie apart, and
    /// are asked for so many bytes ahead; in the copy they follow each other, and so do the vectors.</summary>
    public T* Copy;
    public nint VectorChannelStep;
    public int BytesAhead;

    /// <summary>What the sums start from, one for every lane.</summary>
    public T* Initial;

    /// <summary>What is applied to the sums before they are stored.</summary>
    public LaneActivation<T> Activation;

    /// <summary>Where the first vector of the first position goes, from one position to the next, and from one vector to the next.</summary>
    public T* Output;
    public nint OutputPositionStep, OutputVectorStep;
}

/// <summary>
/// The register tile of the lanes plan. Along the lanes of a vector run outputs that read the same input through different weights, so
/// that an input is a scalar in all lanes, and the weights are vectors:
/// <code>
///                    weights of a tap and input channel:  w0 ┃ w1 ┃ w2
///   input of position 0, in all lanes:  x           sums  a0 ┃ b0 ┃ c0
///   input of position 1                                   a1 ┃ b1 ┃ c1
///   …                                                     …
/// </code>
/// It serves any number of positions without waste, has no need of neighbours in the image, and is the same for every geometry:
/// 8 positions × 3 vectors of 512 bits, 4 × 3 of 256 bits, 4 × 2 of 128 bits. <see cref="TallLaneTile"/> is that of one vector.
/// The columns plan uses it the other way round: its scalars are weights, its vectors inputs, which it copies when it reads them first.
/// </summary>
static unsafe class LaneTile
{
    /// <summary>How far ahead weights are asked for, in bytes. Small images read each weight a few times only, from the level-3 cache or from
    /// memory, and the processor's own prefetcher stops at every page.</summary>
    public const int BytesAhead = 2048;

    /// <summary>How many input channels ahead the input is asked for.</summary>
    public const int ChannelsAhead = 4;

    /// <summary>The bits of the widest vector.</summary>
    public static int Bits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Computes a tile.</summary>
    /// <param name="bits">The bits of a vector, at most <see cref="Bits"/>.</param>
    /// <param name="positions">How many positions.</param>
    /// <param name="vectors">How many vectors; no more of both than a <see cref="LaneForm"/> has.</param>
    /// <param name="tile">What is read and written.</param>
    public static void Compute<T>(int bits, int positions, int vectors, ref readonly LaneArguments<T> tile)
        where T : unmanaged
    {
        if (tile.Copy != null)
            Compute<T, CopyingLanes>(bits, positions, vectors, in tile);
        else if (tile.Activation.IsSome)
            Compute<T, ActivatingLanes>(bits, positions, vectors, in tile);
        else
            Compute<T, PlainLanes>(bits, positions, vectors, in tile);
    }

    static void Compute<T, TMode>(int bits, int positions, int vectors, ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TMode : struct, ILaneMode
    {
        if (Vector512.IsHardwareAccelerated && bits == 512)
            Compute<T, TMode, Lanes512<T>>(positions, vectors, in tile);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            Compute<T, TMode, Lanes256<T>>(positions, vectors, in tile);
        else
            Compute<T, TMode, Lanes128<T>>(positions, vectors, in tile);
    }

    static void Compute<T, TMode, TVector>(int positions, int vectors, ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TMode : struct, ILaneMode
        where TVector : struct, ILaneVector<TVector, T>
    {
        switch (vectors)
        {
            case 1: TallLaneTile.Compute<T, TMode, TVector>(positions, in tile); break;
            case 2: Compute<T, TMode, TVector, Two>(positions, in tile); break;
            default: Compute<T, TMode, TVector, Three>(positions, in tile); break;
        }
    }

    static void Compute<T, TMode, TVector, TVectors>(int positions, ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TMode : struct, ILaneMode
        where TVector : struct, ILaneVector<TVector, T>
        where TVectors : struct, ICount
    {
        switch (positions)
        {
            case 1: Compute<T, TMode, TVector, TVectors, One>(in tile); break;
            case 2: Compute<T, TMode, TVector, TVectors, Two>(in tile); break;
            case 3: Compute<T, TMode, TVector, TVectors, Three>(in tile); break;
            case 4: Compute<T, TMode, TVector, TVectors, Four>(in tile); break;
            case 5: Compute<T, TMode, TVector, TVectors, Five>(in tile); break;
            case 6: Compute<T, TMode, TVector, TVectors, Six>(in tile); break;
            case 7: Compute<T, TMode, TVector, TVectors, Seven>(in tile); break;
            default: Compute<T, TMode, TVector, TVectors, Eight>(in tile); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Compute<T, TMode, TVector, TVectors, TPositions>(ref readonly LaneArguments<T> tile)
        where T : unmanaged
        where TMode : struct, ILaneMode
        where TVector : struct, ILaneVector<TVector, T>
        where TVectors : struct, ICount
        where TPositions : struct, ICount
    {
        int lanes = TVector.Count;
        nint vectorStep = tile.VectorStep, channelStep = TMode.Copies ? tile.VectorChannelStep : lanes, copyStep = (nint)tile.InChannels * lanes;
        int bytesAhead = TMode.Copies ? tile.BytesAhead : BytesAhead;
        // Asking takes a load, and vectors of half a line ask for each twice: an eighth of the time on AMD's of 2022, whose own prefetcher keeps up.
        bool asksAhead = TMode.Copies || lanes * sizeof(T) >= Prefetch.LineBytes || Processor.IsIntel;
        T* copy = tile.Copy;
        TVector x, w0, w1, w2 = default;
        TVector a0 = TVector.Load(tile.Initial), b0 = TVector.Load(tile.Initial + lanes), c0 = default;
        if (TVectors.Count > 2)
            c0 = TVector.Load(tile.Initial + 2 * lanes);
        TVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TVector b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        TVector c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;

        nint ahead = ChannelsAhead * tile.ScalarChannelStep;
        for (int tap = 0; tap < tile.TapCount; tap++)
        {
            T* scalar = tile.Scalars + tile.Taps[tap].Scalar;
            T* vector = tile.Vectors + tile.Taps[tap].Vector;
            for (int inChannel = 0; inChannel < tile.InChannels; inChannel++)
            {
                if (asksAhead)
                {
                    Prefetch.Ahead(vector, bytesAhead);
                    Prefetch.Ahead(vector + vectorStep, bytesAhead);
                    if (TVectors.Count > 2) Prefetch.Ahead(vector + 2 * vectorStep, bytesAhead);
                }
                w0 = TVector.Load(vector);
                w1 = TVector.Load(vector + vectorStep);
                if (TVectors.Count > 2) w2 = TVector.Load(vector + 2 * vectorStep);

                if (TMode.Copies)
                {
                    w0.Store(copy);
                    w1.Store(copy + copyStep);
                    if (TVectors.Count > 2) w2.Store(copy + 2 * copyStep);
                    copy += lanes;
                }

                Prefetch.Input(ref *scalar, ahead);
                x = TVector.Broadcast(scalar);
                a0 = TVector.MultiplyAdd(x, w0, a0);
                b0 = TVector.MultiplyAdd(x, w1, b0);
                if (TVectors.Count > 2) c0 = TVector.MultiplyAdd(x, w2, c0);
                if (TPositions.Count > 1)
                {
                    x = TVector.Broadcast(scalar + 1);
                    a1 = TVector.MultiplyAdd(x, w0, a1);
                    b1 = TVector.MultiplyAdd(x, w1, b1);
                    if (TVectors.Count > 2) c1 = TVector.MultiplyAdd(x, w2, c1);
                }
                if (TPositions.Count > 2)
                {
                    x = TVector.Broadcast(scalar + 2);
                    a2 = TVector.MultiplyAdd(x, w0, a2);
                    b2 = TVector.MultiplyAdd(x, w1, b2);
                    if (TVectors.Count > 2) c2 = TVector.MultiplyAdd(x, w2, c2);
                }
                if (TPositions.Count > 3)
                {
                    x = TVector.Broadcast(scalar + 3);
                    a3 = TVector.MultiplyAdd(x, w0, a3);
                    b3 = TVector.MultiplyAdd(x, w1, b3);
                    if (TVectors.Count > 2) c3 = TVector.MultiplyAdd(x, w2, c3);
                }
                if (TPositions.Count > 4)
                {
                    x = TVector.Broadcast(scalar + 4);
                    a4 = TVector.MultiplyAdd(x, w0, a4);
                    b4 = TVector.MultiplyAdd(x, w1, b4);
                    if (TVectors.Count > 2) c4 = TVector.MultiplyAdd(x, w2, c4);
                }
                if (TPositions.Count > 5)
                {
                    x = TVector.Broadcast(scalar + 5);
                    a5 = TVector.MultiplyAdd(x, w0, a5);
                    b5 = TVector.MultiplyAdd(x, w1, b5);
                    if (TVectors.Count > 2) c5 = TVector.MultiplyAdd(x, w2, c5);
                }
                if (TPositions.Count > 6)
                {
                    x = TVector.Broadcast(scalar + 6);
                    a6 = TVector.MultiplyAdd(x, w0, a6);
                    b6 = TVector.MultiplyAdd(x, w1, b6);
                    if (TVectors.Count > 2) c6 = TVector.MultiplyAdd(x, w2, c6);
                }
                if (TPositions.Count > 7)
                {
                    x = TVector.Broadcast(scalar + 7);
                    a7 = TVector.MultiplyAdd(x, w0, a7);
                    b7 = TVector.MultiplyAdd(x, w1, b7);
                    if (TVectors.Count > 2) c7 = TVector.MultiplyAdd(x, w2, c7);
                }

                vector += channelStep;
                scalar += tile.ScalarChannelStep;
            }
        }

        if (TMode.Activates && tile.Activation.Kind == LaneActivationKind.Clip)
        {
            TVector lower = TVector.Fill(tile.Activation.First), upper = TVector.Fill(tile.Activation.Second);
            a0 = TVector.Clip(a0, lower, upper);
            b0 = TVector.Clip(b0, lower, upper);
            if (TVectors.Count > 2) c0 = TVector.Clip(c0, lower, upper);
            if (TPositions.Count > 1)
            {
                a1 = TVector.Clip(a1, lower, upper);
                b1 = TVector.Clip(b1, lower, upper);
                if (TVectors.Count > 2) c1 = TVector.Clip(c1, lower, upper);
            }
            if (TPositions.Count > 2)
            {
                a2 = TVector.Clip(a2, lower, upper);
                b2 = TVector.Clip(b2, lower, upper);
                if (TVectors.Count > 2) c2 = TVector.Clip(c2, lower, upper);
            }
            if (TPositions.Count > 3)
            {
                a3 = TVector.Clip(a3, lower, upper);
                b3 = TVector.Clip(b3, lower, upper);
                if (TVectors.Count > 2) c3 = TVector.Clip(c3, lower, upper);
            }
            if (TPositions.Count > 4)
            {
                a4 = TVector.Clip(a4, lower, upper);
                b4 = TVector.Clip(b4, lower, upper);
                if (TVectors.Count > 2) c4 = TVector.Clip(c4, lower, upper);
            }
            if (TPositions.Count > 5)
            {
                a5 = TVector.Clip(a5, lower, upper);
                b5 = TVector.Clip(b5, lower, upper);
                if (TVectors.Count > 2) c5 = TVector.Clip(c5, lower, upper);
            }
            if (TPositions.Count > 6)
            {
                a6 = TVector.Clip(a6, lower, upper);
                b6 = TVector.Clip(b6, lower, upper);
                if (TVectors.Count > 2) c6 = TVector.Clip(c6, lower, upper);
            }
            if (TPositions.Count > 7)
            {
                a7 = TVector.Clip(a7, lower, upper);
                b7 = TVector.Clip(b7, lower, upper);
                if (TVectors.Count > 2) c7 = TVector.Clip(c7, lower, upper);
            }
        }
        else if (TMode.Activates)
        {
            var slope = TVector.Fill(tile.Activation.First);
            a0 = TVector.LeakyRelu(a0, slope);
            b0 = TVector.LeakyRelu(b0, slope);
            if (TVectors.Count > 2) c0 = TVector.LeakyRelu(c0, slope);
            if (TPositions.Count > 1)
            {
                a1 = TVector.LeakyRelu(a1, slope);
                b1 = TVector.LeakyRelu(b1, slope);
                if (TVectors.Count > 2) c1 = TVector.LeakyRelu(c1, slope);
            }
            if (TPositions.Count > 2)
            {
                a2 = TVector.LeakyRelu(a2, slope);
                b2 = TVector.LeakyRelu(b2, slope);
                if (TVectors.Count > 2) c2 = TVector.LeakyRelu(c2, slope);
            }
            if (TPositions.Count > 3)
            {
                a3 = TVector.LeakyRelu(a3, slope);
                b3 = TVector.LeakyRelu(b3, slope);
                if (TVectors.Count > 2) c3 = TVector.LeakyRelu(c3, slope);
            }
            if (TPositions.Count > 4)
            {
                a4 = TVector.LeakyRelu(a4, slope);
                b4 = TVector.LeakyRelu(b4, slope);
                if (TVectors.Count > 2) c4 = TVector.LeakyRelu(c4, slope);
            }
            if (TPositions.Count > 5)
            {
                a5 = TVector.LeakyRelu(a5, slope);
                b5 = TVector.LeakyRelu(b5, slope);
                if (TVectors.Count > 2) c5 = TVector.LeakyRelu(c5, slope);
            }
            if (TPositions.Count > 6)
            {
                a6 = TVector.LeakyRelu(a6, slope);
                b6 = TVector.LeakyRelu(b6, slope);
                if (TVectors.Count > 2) c6 = TVector.LeakyRelu(c6, slope);
            }
            if (TPositions.Count > 7)
            {
                a7 = TVector.LeakyRelu(a7, slope);
                b7 = TVector.LeakyRelu(b7, slope);
                if (TVectors.Count > 2) c7 = TVector.LeakyRelu(c7, slope);
            }
        }

        T* to = tile.Output;
        nint next = tile.OutputVectorStep;
        a0.Store(to);
        b0.Store(to + next);
        if (TVectors.Count > 2) c0.Store(to + 2 * next);
        if (TPositions.Count > 1)
        {
            to += tile.OutputPositionStep;
            a1.Store(to);
            b1.Store(to + next);
            if (TVectors.Count > 2) c1.Store(to + 2 * next);
        }
        if (TPositions.Count > 2)
        {
            to += tile.OutputPositionStep;
            a2.Store(to);
            b2.Store(to + next);
            if (TVectors.Count > 2) c2.Store(to + 2 * next);
        }
        if (TPositions.Count > 3)
        {
            to += tile.OutputPositionStep;
            a3.Store(to);
            b3.Store(to + next);
            if (TVectors.Count > 2) c3.Store(to + 2 * next);
        }
        if (TPositions.Count > 4)
        {
            to += tile.OutputPositionStep;
            a4.Store(to);
            b4.Store(to + next);
            if (TVectors.Count > 2) c4.Store(to + 2 * next);
        }
        if (TPositions.Count > 5)
        {
            to += tile.OutputPositionStep;
            a5.Store(to);
            b5.Store(to + next);
            if (TVectors.Count > 2) c5.Store(to + 2 * next);
        }
        if (TPositions.Count > 6)
        {
            to += tile.OutputPositionStep;
            a6.Store(to);
            b6.Store(to + next);
            if (TVectors.Count > 2) c6.Store(to + 2 * next);
        }
        if (TPositions.Count > 7)
        {
            to += tile.OutputPositionStep;
            a7.Store(to);
            b7.Store(to + next);
            if (TVectors.Count > 2) c7.Store(to + 2 * next);
        }
    }
}
