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

    /// <summary>How many channels ahead scalars are asked for.</summary>
    public int ChannelsAhead;

    /// <summary>The number of channels.</summary>
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

    /// <summary>Whether they start instead from what the output holds: the sums of other taps.</summary>
    public bool Continues;

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
/// The columns and the Winograd plan use it the other way round: their scalars are weights, their vectors inputs, which the columns plan copies
/// when it reads them first.
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
    /// <param name="activation">What is applied to the sums before they are stored.</param>
    public static void Compute<T, TActivation>(int bits, int positions, int vectors, ref readonly LaneArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
    {
        if (tile.Copy != null)
            Compute<T, One, TActivation>(bits, positions, vectors, in tile, activation);
        else
            Compute<T, None, TActivation>(bits, positions, vectors, in tile, activation);
    }

    static void Compute<T, TCopies, TActivation>(int bits, int positions, int vectors, ref readonly LaneArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TCopies : struct, ICount
        where TActivation : struct, IVectorActivation<T>
    {
        if (Vector512.IsHardwareAccelerated && bits == 512)
            Compute<T, TCopies, TActivation, Lanes512<T>>(positions, vectors, in tile, activation);
        else if (Vector256.IsHardwareAccelerated && bits == 256)
            Compute<T, TCopies, TActivation, Lanes256<T>>(positions, vectors, in tile, activation);
        else
            Compute<T, TCopies, TActivation, Lanes128<T>>(positions, vectors, in tile, activation);
    }

    static void Compute<T, TCopies, TActivation, TVector>(int positions, int vectors, ref readonly LaneArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TCopies : struct, ICount
        where TActivation : struct, IVectorActivation<T>
        where TVector : struct, ILaneVector<TVector, T>
    {
        switch (vectors)
        {
            case 1: TallLaneTile.Compute<T, TCopies, TActivation, TVector>(positions, in tile, activation); break;
            case 2: Compute<T, TCopies, TActivation, TVector, Two>(positions, in tile, activation); break;
            default: Compute<T, TCopies, TActivation, TVector, Three>(positions, in tile, activation); break;
        }
    }

    static void Compute<T, TCopies, TActivation, TVector, TVectors>(int positions, ref readonly LaneArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TCopies : struct, ICount
        where TActivation : struct, IVectorActivation<T>
        where TVector : struct, ILaneVector<TVector, T>
        where TVectors : struct, ICount
    {
        switch (positions)
        {
            case 1: Compute<T, TCopies, TActivation, TVector, TVectors, One>(in tile, activation); break;
            case 2: Compute<T, TCopies, TActivation, TVector, TVectors, Two>(in tile, activation); break;
            case 3: Compute<T, TCopies, TActivation, TVector, TVectors, Three>(in tile, activation); break;
            case 4: Compute<T, TCopies, TActivation, TVector, TVectors, Four>(in tile, activation); break;
            case 5: Compute<T, TCopies, TActivation, TVector, TVectors, Five>(in tile, activation); break;
            case 6: Compute<T, TCopies, TActivation, TVector, TVectors, Six>(in tile, activation); break;
            case 7: Compute<T, TCopies, TActivation, TVector, TVectors, Seven>(in tile, activation); break;
            default: Compute<T, TCopies, TActivation, TVector, TVectors, Eight>(in tile, activation); break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Compute<T, TCopies, TActivation, TVector, TVectors, TPositions>(ref readonly LaneArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TCopies : struct, ICount
        where TActivation : struct, IVectorActivation<T>
        where TVector : struct, ILaneVector<TVector, T>
        where TVectors : struct, ICount
        where TPositions : struct, ICount
    {
        int lanes = TVector.Count;
        nint vectorStep = tile.VectorStep, channelStep = TCopies.Count > 0 ? tile.VectorChannelStep : lanes, copyStep = (nint)tile.InChannels * lanes;
        int bytesAhead = TCopies.Count > 0 ? tile.BytesAhead : BytesAhead;
        // Asking takes a load, and vectors of half a line ask for each twice: an eighth of the time on Zen 4, whose own prefetcher keeps up.
        bool asksAhead = TCopies.Count > 0 || lanes * sizeof(T) >= CacheLine.Bytes || Processor.IsIntel;
        T* copy = tile.Copy;
        TVector x, w0, w1, w2 = default;
        TVector a0 = TVector.Load(tile.Initial), b0 = TVector.Load(tile.Initial + lanes), c0 = default;
        if (TVectors.Count > 2)
            c0 = TVector.Load(tile.Initial + 2 * lanes);
        TVector a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TVector b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        TVector c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        if (tile.Continues)
        {
            T* from = tile.Output;
            nint apart = tile.OutputVectorStep;
            a0 = TVector.Load(from);
            b0 = TVector.Load(from + apart);
            if (TVectors.Count > 2) c0 = TVector.Load(from + 2 * apart);
            if (TPositions.Count > 1)
            {
                from += tile.OutputPositionStep;
                a1 = TVector.Load(from);
                b1 = TVector.Load(from + apart);
                if (TVectors.Count > 2) c1 = TVector.Load(from + 2 * apart);
            }
            if (TPositions.Count > 2)
            {
                from += tile.OutputPositionStep;
                a2 = TVector.Load(from);
                b2 = TVector.Load(from + apart);
                if (TVectors.Count > 2) c2 = TVector.Load(from + 2 * apart);
            }
            if (TPositions.Count > 3)
            {
                from += tile.OutputPositionStep;
                a3 = TVector.Load(from);
                b3 = TVector.Load(from + apart);
                if (TVectors.Count > 2) c3 = TVector.Load(from + 2 * apart);
            }
            if (TPositions.Count > 4)
            {
                from += tile.OutputPositionStep;
                a4 = TVector.Load(from);
                b4 = TVector.Load(from + apart);
                if (TVectors.Count > 2) c4 = TVector.Load(from + 2 * apart);
            }
            if (TPositions.Count > 5)
            {
                from += tile.OutputPositionStep;
                a5 = TVector.Load(from);
                b5 = TVector.Load(from + apart);
                if (TVectors.Count > 2) c5 = TVector.Load(from + 2 * apart);
            }
            if (TPositions.Count > 6)
            {
                from += tile.OutputPositionStep;
                a6 = TVector.Load(from);
                b6 = TVector.Load(from + apart);
                if (TVectors.Count > 2) c6 = TVector.Load(from + 2 * apart);
            }
            if (TPositions.Count > 7)
            {
                from += tile.OutputPositionStep;
                a7 = TVector.Load(from);
                b7 = TVector.Load(from + apart);
                if (TVectors.Count > 2) c7 = TVector.Load(from + 2 * apart);
            }
        }

        nint ahead = tile.ChannelsAhead * tile.ScalarChannelStep;
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

                if (TCopies.Count > 0)
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

        T* to = tile.Output;
        nint next = tile.OutputVectorStep;
        a0.Activate(activation).Store(to);
        b0.Activate(activation).Store(to + next);
        if (TVectors.Count > 2) c0.Activate(activation).Store(to + 2 * next);
        if (TPositions.Count > 1)
        {
            to += tile.OutputPositionStep;
            a1.Activate(activation).Store(to);
            b1.Activate(activation).Store(to + next);
            if (TVectors.Count > 2) c1.Activate(activation).Store(to + 2 * next);
        }
        if (TPositions.Count > 2)
        {
            to += tile.OutputPositionStep;
            a2.Activate(activation).Store(to);
            b2.Activate(activation).Store(to + next);
            if (TVectors.Count > 2) c2.Activate(activation).Store(to + 2 * next);
        }
        if (TPositions.Count > 3)
        {
            to += tile.OutputPositionStep;
            a3.Activate(activation).Store(to);
            b3.Activate(activation).Store(to + next);
            if (TVectors.Count > 2) c3.Activate(activation).Store(to + 2 * next);
        }
        if (TPositions.Count > 4)
        {
            to += tile.OutputPositionStep;
            a4.Activate(activation).Store(to);
            b4.Activate(activation).Store(to + next);
            if (TVectors.Count > 2) c4.Activate(activation).Store(to + 2 * next);
        }
        if (TPositions.Count > 5)
        {
            to += tile.OutputPositionStep;
            a5.Activate(activation).Store(to);
            b5.Activate(activation).Store(to + next);
            if (TVectors.Count > 2) c5.Activate(activation).Store(to + 2 * next);
        }
        if (TPositions.Count > 6)
        {
            to += tile.OutputPositionStep;
            a6.Activate(activation).Store(to);
            b6.Activate(activation).Store(to + next);
            if (TVectors.Count > 2) c6.Activate(activation).Store(to + 2 * next);
        }
        if (TPositions.Count > 7)
        {
            to += tile.OutputPositionStep;
            a7.Activate(activation).Store(to);
            b7.Activate(activation).Store(to + next);
            if (TVectors.Count > 2) c7.Activate(activation).Store(to + 2 * next);
        }
    }
}
