using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>Copies and clears elements, also few of them fast: most rows are too short for a library call to be cheap.</summary>
static unsafe class Elements
{
    /// <summary>From here on a library call is worth its cost.</summary>
    const int ManyBytes = 4096;

    /// <summary>Copies in vectors, the last of which overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(T* from, T* to, long count)
        where T : unmanaged
    {
        if (count < Vector128<T>.Count)
        {
            for (long i = 0; i < count; i++)
                to[i] = from[i];
            return;
        }
        if (count < Vector256<T>.Count)
        {
            var end = Vector128.Load(from + count - Vector128<T>.Count);
            Vector128.Load(from).Store(to);
            end.Store(to + count - Vector128<T>.Count);
            return;
        }
        if (count * sizeof(T) >= ManyBytes)
        {
            Buffer.MemoryCopy(from, to, count * sizeof(T), count * sizeof(T));
            return;
        }
        if (Vector512.IsHardwareAccelerated && count >= Vector512<T>.Count)
        {
            for (long i = 0; i < count - Vector512<T>.Count; i += Vector512<T>.Count)
                Vector512.Load(from + i).Store(to + i);
            Vector512.Load(from + count - Vector512<T>.Count).Store(to + count - Vector512<T>.Count);
            return;
        }
        for (long i = 0; i < count - Vector256<T>.Count; i += Vector256<T>.Count)
            Vector256.Load(from + i).Store(to + i);
        Vector256.Load(from + count - Vector256<T>.Count).Store(to + count - Vector256<T>.Count);
    }

    /// <summary>Clears in vectors, the last of which overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear<T>(T* to, long count)
        where T : unmanaged
    {
        if (count < Vector128<T>.Count)
        {
            for (long i = 0; i < count; i++)
                to[i] = default;
            return;
        }
        if (count < Vector256<T>.Count)
        {
            Vector128<T>.Zero.Store(to);
            Vector128<T>.Zero.Store(to + count - Vector128<T>.Count);
            return;
        }
        if (count * sizeof(T) >= ManyBytes)
        {
            new Span<T>(to, checked((int)count)).Clear();
            return;
        }
        for (long i = 0; i < count - Vector256<T>.Count; i += Vector256<T>.Count)
            Vector256<T>.Zero.Store(to + i);
        Vector256<T>.Zero.Store(to + count - Vector256<T>.Count);
    }
}
