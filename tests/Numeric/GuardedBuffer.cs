using System.Runtime.InteropServices;

namespace Generated.Kernels.Tests;

/// <summary>
/// Elements in native memory between two pages that must not be touched, flush with one of them: whoever reads or writes a
/// single element outside ends the process.
/// </summary>
sealed unsafe class GuardedBuffer<T> : IDisposable
    where T : unmanaged
{
    readonly byte* memory;
    readonly nuint mapped;
    readonly T* first;

    /// <summary>Allocates elements.</summary>
    /// <param name="length">How many.</param>
    /// <param name="atEnd">Whether the last one ends at a protected page; otherwise the first one begins at one.</param>
    public GuardedBuffer(int length, bool atEnd)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        nuint usable = Math.Max((bytes + page - 1) / page, 1) * page;
        mapped = usable + 2 * page;
        memory = GuardedMemory.Reserve(mapped);
        GuardedMemory.Open(memory + page, usable);
        first = (T*)(memory + page + (atEnd ? usable - bytes : 0));
        Length = length;
    }

    public int Length { get; }

    public Span<T> Span => new(first, Length);

    /// <summary>A buffer that holds a copy.</summary>
    public static GuardedBuffer<T> Of(ReadOnlySpan<T> values, bool atEnd)
    {
        var buffer = new GuardedBuffer<T>(values.Length, atEnd);
        values.CopyTo(buffer.Span);
        return buffer;
    }

    public void Dispose() => GuardedMemory.Free(memory, mapped);
}

/// <summary>Pages from the operating system.</summary>
static unsafe partial class GuardedMemory
{
    const int ProtectNone = 0, ProtectReadWrite = 3, MapPrivate = 2;

    const uint MemoryReserve = 0x2000, MemoryCommit = 0x1000, MemoryRelease = 0x8000, PageNoAccess = 1, PageReadWrite = 4;

    /// <summary>Whether the operating system is one whose calls are known here.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsWindows();

    /// <summary>Reserves pages that may not be touched.</summary>
    public static byte* Reserve(nuint bytes)
    {
        const int mapAnonymous = 0x20;
        void* memory = OperatingSystem.IsWindows()
            ? VirtualAlloc(null, bytes, MemoryReserve, PageNoAccess)
            : MemoryMap(null, bytes, ProtectNone, MapPrivate | mapAnonymous, -1, 0);
        return memory is null || (nint)memory == -1 ? throw new OutOfMemoryException() : (byte*)memory;
    }

    /// <summary>Allows access to reserved pages.</summary>
    public static void Open(byte* memory, nuint bytes)
    {
        bool opened = OperatingSystem.IsWindows()
            ? VirtualAlloc(memory, bytes, MemoryCommit, PageReadWrite) is not null
            : MemoryProtect(memory, bytes, ProtectReadWrite) == 0;
        if (!opened)
            throw new OutOfMemoryException();
    }

    /// <summary>Gives the pages back.</summary>
    public static void Free(byte* memory, nuint bytes)
    {
        if (OperatingSystem.IsWindows())
            _ = VirtualFree(memory, 0, MemoryRelease);
        else
            _ = MemoryUnmap(memory, bytes);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* MemoryMap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int MemoryProtect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int MemoryUnmap(void* address, nuint length);

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc")]
    private static partial void* VirtualAlloc(void* address, nuint size, uint allocationType, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    private static partial int VirtualFree(void* address, nuint size, uint freeType);
}
