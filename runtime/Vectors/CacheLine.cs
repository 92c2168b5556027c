namespace Generated.Kernels.CompilerServices;

/// <summary>The lines that caches hold, of 64 bytes on all processors that there are kernels for.</summary>
static unsafe class CacheLine
{
    /// <summary>The size of a line in bytes.</summary>
    public const int Bytes = 64;

    /// <summary>The first line that begins at a pointer or behind it.</summary>
    public static T* Align<T>(T* pointer)
        where T : unmanaged =>
        (T*)(((nuint)pointer + (Bytes - 1)) & ~(nuint)(Bytes - 1));

    /// <summary>The elements of as many whole lines as some elements need.</summary>
    public static long Whole(long elements, int elementSize) => (elements * elementSize + Bytes - 1) / Bytes * Bytes / elementSize;

    /// <summary>The elements of an odd number of whole lines: steps of so many fall into all sets of a cache.</summary>
    public static long OddStep(long elements, int elementSize)
    {
        long step = Whole(elements, elementSize), line = Whole(1, elementSize);
        return step / line % 2 == 0 ? step + line : step;
    }

    /// <summary>The cache lines that so many elements take.</summary>
    public static int Count<T>(int elements)
        where T : unmanaged =>
        (elements * sizeof(T) + Bytes - 1) / Bytes;
}
