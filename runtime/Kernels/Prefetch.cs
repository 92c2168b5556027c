using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>Asks for memory that is read soon, where the processor has an instruction for it.</summary>
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
}
