using System.Runtime.InteropServices;

namespace Generated.Kernels.Tests;

/// <summary>Pages from the operating system.</summary>
static unsafe partial class GuardedMemory
{
    const int ProtectNone = 0, ProtectRead = 1, ProtectReadWrite = 3, MapPrivate = 2;

    const uint MemoryReserve = 0x2000, MemoryCommit = 0x1000, MemoryRelease = 0x8000, PageNoAccess = 1, PageReadOnly = 2, PageReadWrite = 4;

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

    /// <summary>Takes the right to write away again.</summary>
    public static void Seal(byte* memory, nuint bytes)
    {
        bool isSealed = OperatingSystem.IsWindows()
            ? VirtualProtect(memory, bytes, PageReadOnly, out _) != 0
            : MemoryProtect(memory, bytes, ProtectRead) == 0;
        if (!isSealed)
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

    [LibraryImport("kernel32", EntryPoint = "VirtualProtect")]
    private static partial int VirtualProtect(void* address, nuint size, uint protection, out uint before);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    private static partial int VirtualFree(void* address, nuint size, uint freeType);
}
