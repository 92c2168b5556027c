namespace Generated.Kernels.Tests;

/// <summary>
/// Elements in native memory between two pages that must not be touched, flush with one of them: whoever reads or writes a
/// single element outside ends the process.
/// </summary>
sealed unsafe class GuardedBuffer<T> : IDisposable
    where T : unmanaged
{
    readonly byte* memory;
    readonly nuint mapped, usable;
    readonly T* first;

    /// <summary>Allocates elements.</summary>
    /// <param name="length">How many.</param>
    /// <param name="atEnd">Whether the last one ends at a protected page; otherwise the first one begins at one.</param>
    public GuardedBuffer(int length, bool atEnd)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        usable = Math.Max((bytes + page - 1) / page, 1) * page;
        mapped = usable + 2 * page;
        memory = GuardedMemory.Reserve(mapped);
        GuardedMemory.Open(memory + page, usable);
        first = (T*)(memory + page + (atEnd ? usable - bytes : 0));
        Length = length;
    }

    public int Length { get; }

    public Span<T> Span => new(first, Length);

    /// <summary>A buffer that holds a copy, which may be read but not written to.</summary>
    public static GuardedBuffer<T> Of(ReadOnlySpan<T> values, bool atEnd)
    {
        var buffer = new GuardedBuffer<T>(values.Length, atEnd);
        values.CopyTo(buffer.Span);
        GuardedMemory.Seal(buffer.memory + Environment.SystemPageSize, buffer.usable);
        return buffer;
    }

    public void Dispose() => GuardedMemory.Free(memory, mapped);
}
