using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>Asks for memory that is read soon, where the processor has an instruction for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Prefetch
{
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
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref weights) + 2048);
    }
}
