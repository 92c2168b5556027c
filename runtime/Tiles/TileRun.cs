using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Runs of positions, one per row, in a block of output channels, and the register tiles that compute it: a block of more channels than
/// a register tile has is computed in several passes over the same input.
/// </summary>
unsafe ref struct TileRun<T, TKernel>
    where T : unmanaged
    where TKernel : struct, ITileKernel<T>
{
    /// <summary>How many input channels ahead the input is asked for where it is a copy in a cache.</summary>
    const int ChannelsAhead = 4;

    const int LeastChannelsAhead = 12, BytesAhead = 1280, BytesAheadOfKept = 640, BytesOfAllAhead = 256 * 1024;

    /// <summary>Inputs of fewer bytes are not asked for ahead: they may be in the level-2 cache.</summary>
    public const int CachedBytes = 1024 * 1024;

    public TKernel Kernel;
    public TileForm Form;
    public int Kind, FirstChannel, Channels, WeightChannels, LongerRows, Slots, RowTaps, ExtraRowTaps, InChannels, OutputsPerPosition, Rows;
    public AskedOutputs<T> Asked;
    public T* Input, Kept, Weight, ExtraWeight, Bias, Output, Residual;
    public nint* RowOffsets;
    public bool InPlace, IsFirst, RowsOverlap;
    public T Alpha, Beta;
    public nint InputChannelStep, KeptStep, KeptRowStep, ShiftStep, OutputChannelStep, OutputPhaseStep, InputRowStep, OutputRowStep;

    /// <summary>How far ahead 512-bit vectors ask for an input that is read in place, so that what is asked for of all channels stays in the level-2 cache until
    /// it is read; 0 where the input is in that cache, or has so few channels that the processor follows them.</summary>
    nint FarAhead =>
        InChannels < LeastChannelsAhead || InChannels * (long)InputChannelStep * sizeof(T) < CachedBytes ? 0 : Math.Min(BytesAhead, BytesOfAllAhead / InChannels) / sizeof(T);

    /// <summary>Computes a run of positions, with the widest vectors first.</summary>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="count">How many positions.</param>
    /// <param name="mayExceed">Whether the last register tile may compute more positions than asked for.</param>
    /// <returns>How many positions were computed.</returns>
    public int ComputeAll(TilePlan plan, int count, bool mayExceed)
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = Compute(512, in plan.Tile512, Vector512<T>.Count, count, plan.LeftToNarrower(Form, Vector256<T>.Count), mayExceed);
        return Vector256.IsHardwareAccelerated
            ? done + Compute(256, in plan.Tile256, Vector256<T>.Count, count - done, narrower: 0, mayExceed)
            : Compute(128, in plan.Tile128, Vector128<T>.Count, count, narrower: 0, mayExceed);
    }

    /// <summary>Computes the next positions.</summary>
    /// <param name="bits">The width of the vectors.</param>
    /// <param name="shape">The register tile.</param>
    /// <param name="lanes">The lanes of a vector.</param>
    /// <param name="count">How many positions are left.</param>
    /// <param name="narrower">How many of them may be left to narrower vectors.</param>
    /// <param name="mayExceed">Whether the last register tile may compute more positions than are left.</param>
    /// <returns>How many positions were computed.</returns>
    int Compute(int bits, in TileShape shape, int lanes, int count, int narrower, bool mayExceed)
    {
        if (count <= 0)
            return 0;
        int done = 0;
        // Where they take the place of two or more tiles, what is left ends where it would end without them.
        if (Form == TileForm.Channels && Channels <= shape.FewChannels && shape.FewVectors % shape.Vectors == 0)
            done = Compute(bits, in shape, shape.FewVectors * lanes, count / (shape.FewVectors * lanes), TileVectors.Few);
        var (whole, ones) = shape.Cut(bits, Form, lanes, count - done, narrower, mayExceed);
        return done
            + Compute(bits, in shape, shape.Positions(Form, lanes), whole, Form == TileForm.Single ? TileVectors.Few : TileVectors.All)
            + Compute(bits, in shape, lanes, ones, TileVectors.One);
    }

    int Compute(int bits, in TileShape shape, int positions, int blocks, TileVectors vectors)
    {
        if (blocks == 0)
            return 0;
        int passes = EqualParts.Count(Channels, shape.Channels);
        int askedLines = Asked.First == null ? 0 : CacheLine.Count<T>((int)(positions * Asked.PositionStep));
        for (int pass = 0; pass < passes; pass++)
        {
            int first = EqualParts.Start(Channels, passes, pass), channel = FirstChannel + first;
            // An only pass reads each input once, from wherever it lies: the next tile's is asked for. With 512 bits the first one asks for what is further on.
            bool keeps = Kept != null && pass == 0;
            nint ahead = keeps ? Math.Max(CacheLine.Bytes, Math.Min(BytesAheadOfKept, BytesOfAllAhead / InChannels)) / sizeof(T)
                : bits == 512 ? InPlace && IsFirst && pass == 0 ? FarAhead : 0
                : InPlace && passes == 1 ? 2 * positions - 1 : ChannelsAhead * InputChannelStep + positions - 1;
            nint askedOffset = (nint)(Asked.First + first * Asked.ChannelStep - (Output + first * OutputChannelStep));
            var tile = new TileArguments<T>(
                ref *Input, InputChannelStep, ahead, ref *Kept, keeps ? KeptStep : 0, KeptRowStep, ShiftStep, ref *RowOffsets, RowTaps, RowsOverlap, InChannels,
                ref Weight[channel * Slots], (nint)WeightChannels * Slots, ref Bias[first],
                LongerRows - channel, ExtraRowTaps, ref ExtraWeight[channel * Slots], (nint)LongerRows * Slots,
                ref Output[first * OutputChannelStep], ref Residual[first * OutputChannelStep], OutputChannelStep, OutputPhaseStep,
                askedOffset, positions * (Asked.PositionStep - OutputsPerPosition), Asked.ChannelStep, askedLines,
                blocks, Rows, InputRowStep, OutputRowStep, Alpha, Beta);
            switch (EqualParts.Start(Channels, passes, pass + 1) - first)
            {
                case 1: Call<OneChannel>(bits, vectors, tile); break;
                case 2: Call<TwoChannels>(bits, vectors, tile); break;
                case 3: Call<ThreeChannels>(bits, vectors, tile); break;
                case 4: Call<FourChannels>(bits, vectors, tile); break;
                case 5: Call<FiveChannels>(bits, vectors, tile); break;
                default: Call<SixChannels>(bits, vectors, tile); break;
            }
        }
        int computed = positions * blocks;
        Input += computed;
        if (Kept != null)
            Kept += computed;
        Asked.First += computed * Asked.PositionStep;
        Output += computed * OutputsPerPosition;
        Residual += computed * OutputsPerPosition;
        return computed;
    }

    void Call<TChannels>(int bits, TileVectors vectors, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount
    {
        if (vectors == TileVectors.Few)
            Call<FewOf<TChannels>>(bits, tile);
        else if (vectors == TileVectors.One)
            Call<OneVectorOf<TChannels>>(bits, tile);
        else
            Call<TChannels>(bits, tile);
    }

    void Call<TChannels>(int bits, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount
    {
        if (bits == 512)
            Kernel.Tile512<TChannels>(Kind, tile);
        else if (bits == 256)
            Kernel.Tile256<TChannels>(Kind, tile);
        else
            Kernel.Tile128<TChannels>(Kind, tile);
    }
}

/// <summary>How many of its vectors a register tile uses.</summary>
enum TileVectors
{
    /// <summary>Those of any number of channels.</summary>
    All,

    /// <summary>Only the first.</summary>
    One,

    /// <summary>Those of few channels.</summary>
    Few,
}
