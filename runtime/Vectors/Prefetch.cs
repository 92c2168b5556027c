using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>Asks for memory that is read or written soon, where the processor has an instruction for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Prefetch
{
    const int BytesAhead = 2048;

    /// <summary>
    /// Asks for the weights of a few input channels later. Small images read each weight once, from the level-3 cache or from
    /// memory, and the processor's own prefetcher stops at every page.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="weights">The weights that are read now; those asked for may lie behind the last ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Weights<T>(ref T weights)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref weights) + BytesAhead);
    }

    /// <summary>
    /// Asks for the input of a few channels later. Vectors of less than 512 bits are through with a channel so soon that the level-2
    /// cache is not fast enough for its lines to be asked for only when they are needed.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The input that is read now.</param>
    /// <param name="ahead">How many elements further what is asked for lies, possibly behind the last channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Input<T>(ref T x, nint ahead)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((T*)Unsafe.AsPointer(ref x) + ahead);
    }

    /// <summary>
    /// Asks for an input that is read much later, into the level-2 cache: channels of an input that is read in place lie too far
    /// apart, and too few of their lines are read at once, for the processor to follow.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The input that is read now.</param>
    /// <param name="ahead">How many elements further what is asked for lies, possibly behind the last channel.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void FarInput<T>(ref T x, nint ahead)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch1((T*)Unsafe.AsPointer(ref x) + ahead);
    }

    /// <summary>
    /// Asks for a line of a register tile's outputs while these are computed, or of those that staged ones are brought to: first the first of each channel, then
    /// the second, and so on.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="tile">What the call computes.</param>
    /// <param name="output">The outputs of the register tile.</param>
    /// <param name="block">The register tile's index in its row.</param>
    /// <param name="index">Which line.</param>
    /// <param name="channels">The number of output channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Output<T>(in TileArguments<T> tile, ref T output, int block, int index, int channels)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        T* asked = (T*)Unsafe.AsPointer(ref output) + tile.AskedOffset + block * tile.AskedTileStep;
        Sse.Prefetch0((byte*)(asked + (int)((uint)index % (uint)channels) * tile.AskedChannelStep) + (int)((uint)index / (uint)channels) * CacheLine.Bytes);
    }

    /// <summary>Asks for a run of memory, into the level-2 cache.</summary>
    internal static unsafe void Range<T>(T* first, long count)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        for (T* end = first + count; first < end; first += CacheLine.Bytes / sizeof(T))
            Sse.Prefetch1(first);
    }

    /// <summary>Asks for a run of memory, into the level-1 cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Near<T>(T* first, int count)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < count; i += CacheLine.Bytes / sizeof(T))
            Sse.Prefetch0(first + i);
    }

    /// <summary>Asks for the memory some bytes later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void Ahead<T>(T* now, int bytes)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((byte*)now + bytes);
    }

    /// <summary>Asks for rows of memory, into the level-2 cache.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="count">The elements of a row.</param>
    internal static unsafe void Rows<T>(T* first, nint rowStep, int rows, int count)
        where T : unmanaged
    {
        for (int row = 0; row < rows; row++, first += rowStep)
            Range(first, count);
    }

    /// <summary>Asks for the memory of vectors that are stored somewhat later, in rows apart from each other.</summary>
    /// <param name="first">The first vector of the first row.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="step">From one vector to the next.</param>
    /// <param name="count">The vectors of a row.</param>
    internal static unsafe void Vectors<T>(T* first, nint rowStep, int rows, nint step, int count)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
            return;
        for (int row = 0; row < rows; row++, first += rowStep)
        {
            for (int i = 0; i < count; i++)
                Sse.Prefetch0(first + i * step);
        }
    }
}
