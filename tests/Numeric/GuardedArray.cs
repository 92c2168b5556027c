using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Generated.Kernels.Tests;

/// <summary>
/// A managed array whose last element ends at a protected page and which may only be read. It is an array like any other to
/// those who use it, but lies outside the heap, where the garbage collector leaves it alone as it does a frozen string.
/// </summary>
sealed unsafe class GuardedArray<T> : IDisposable
    where T : unmanaged
{
    /// <summary>In front of an array's elements: the object header, the type and the length.</summary>
    static readonly int HeaderBytes = 3 * sizeof(nint);

    readonly GuardedBuffer<byte> memory;

    /// <summary>Copies an array.</summary>
    public GuardedArray(T[] values)
    {
        var bytes = new byte[HeaderBytes + values.Length * sizeof(T)];
        fixed (byte* to = bytes)
        {
            ref byte first = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(values));
            Unsafe.CopyBlockUnaligned(ref to[sizeof(nint)], ref Unsafe.Subtract(ref first, 2 * sizeof(nint)), (uint)(2 * sizeof(nint) + values.Length * sizeof(T)));
        }
        memory = GuardedBuffer<byte>.Of(bytes, atEnd: true);
        byte* array = (byte*)Unsafe.AsPointer(ref memory.Span[0]) + sizeof(nint);
        Array = Unsafe.As<nint, T[]>(ref Unsafe.AsRef(in *(nint*)&array));
    }

    public T[] Array { get; }

    public void Dispose() => memory.Dispose();
}
