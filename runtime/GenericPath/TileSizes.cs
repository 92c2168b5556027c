using System.Numerics;

namespace Generated.Kernels;

/// <summary>
/// How <see cref="TilePath{T}"/> cuts a call into tiles, and how a tile lies in scratch memory. One input channel of a tile
/// of 3 rows of 4 output blocks, whose taps reach one row and one column around (o):
/// <code>
/// o o o o o o     Row after row it is one long vector of positions, in which a tap is a constant distance: the inner loop
/// o x x x x o     knows no rows. What it sums up at the positions between two rows is never read.
/// o x x x x o
/// o x x x x o     Outside the image the tile holds zeros.
/// o o o o o o
/// </code>
/// </summary>
internal readonly struct TileSizes
{
    /// <summary>A tile of this size leaves a second-level cache of 512 KB room for weights and sums.</summary>
    const int TileBytes = 256 * 1024, SumsBytes = 64 * 1024;

    /// <summary>More elements are needed only where padding or dilation reach so far past the image that a tile is mostly zeros.</summary>
    const long MaxElements = 1 << 26;

    /// <summary>Output blocks of a tile in height and width; in depth it has one.</summary>
    public readonly int Rows, Columns;

    /// <summary>Input slices that a tile reaches, and input rows of each.</summary>
    public readonly int Slices, InRows;

    /// <summary>From one input row of the tile to the next, from slice to slice, from channel to channel.</summary>
    public readonly int RowPitch, SlicePitch, ChannelPitch;

    /// <summary>From the sums of one output channel to those of the next.</summary>
    public readonly int SumsPitch;

    /// <summary>Elements of the tile and of the sums of a block of channels.</summary>
    public readonly int TileElements, SumsElements;

    TileSizes(long slices, long inRows, long rows, long columns, long rowPitch, long channelPitch, long sumsPitch, long tileElements, long sumsElements)
    {
        (Rows, Columns, Slices, InRows) = ((int)rows, (int)columns, (int)slices, (int)inRows);
        (RowPitch, SlicePitch, ChannelPitch) = ((int)rowPitch, (int)(inRows * rowPitch), (int)channelPitch);
        SumsPitch = (int)sumsPitch;
        (TileElements, SumsElements) = ((int)tileElements, (int)sumsElements);
    }

    /// <summary>Finds the sizes for a call.</summary>
    /// <returns>Whether the scratch memory stays within reason.</returns>
    public static unsafe bool TryFind<T>(in GenericCall<T> call, out TileSizes sizes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (z, y, x) = (call.Phases.Z, call.Phases.Y, call.Phases.X);
        long haloX = (long)x.MaxShift - x.MinShift, haloY = (long)y.MaxShift - y.MinShift, slices = (long)z.MaxShift - z.MinShift + 1;
        long stripe = StripeKernel<T>.MaxStripe, sumsPerBlock = (long)StripeKernel<T>.ChannelBlock * x.Count;
        long channelElements = TileBytes / sizeof(T) / call.Shape.InChannelsPerGroup;
        long maxPositions = SumsBytes / sizeof(T) / sumsPerBlock;

        long columns = Math.Min(maxPositions, channelElements / (slices * (1 + haloY)) - haloX);
        columns = EqualParts(call.BlocksX, Math.Max(columns, stripe));
        long rowPitch = columns + haloX;
        long rows = Math.Min(maxPositions / rowPitch, channelElements / (slices * rowPitch) - haloY);
        rows = EqualParts(call.BlocksY, Math.Max(rows, 1));

        long inRows = rows + haloY;
        sizes = default;
        if (rowPitch > MaxElements || inRows > MaxElements / rowPitch || slices > MaxElements / (inRows * rowPitch))
            return false;
        long channelPitch = OddLines<T>(slices * inRows * rowPitch);
        long tileElements = call.Shape.InChannelsPerGroup * channelPitch + stripe;
        long sumsPitch = OddLines<T>(Math.Max(rows * rowPitch, stripe));
        long sumsElements = sumsPitch * sumsPerBlock;
        if (tileElements > MaxElements || sumsElements > MaxElements)
            return false;
        sizes = new TileSizes(slices, inRows, rows, columns, rowPitch, channelPitch, sumsPitch, tileElements, sumsElements);
        return true;
    }

    /// <summary>The size of the parts when a whole is cut into the fewest equal parts of at most <paramref name="most"/>.</summary>
    static long EqualParts(long whole, long most)
    {
        long parts = (whole + most - 1) / most;
        return (whole + parts - 1) / parts;
    }

    /// <summary>Rounded up to an odd number of cache lines: at a power of two, all channels would fall into the same cache sets.</summary>
    static unsafe long OddLines<T>(long elements)
        where T : unmanaged
    {
        int line = 64 / sizeof(T);
        return ((elements + line - 1) / line | 1) * line;
    }
}
