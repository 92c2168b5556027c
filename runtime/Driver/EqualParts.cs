namespace Generated.Kernels.CompilerServices;

/// <summary>Cuts a number of things into parts that differ by one at most.</summary>
static class EqualParts
{
    /// <summary>Fewer parts than these are few.</summary>
    const int Few = 8;

    /// <summary>How many parts of at most <paramref name="most"/> there have to be.</summary>
    public static int Count(int total, int most) => (int)((total + (most - 1L)) / most);

    /// <summary>The same, but an even number where there are few and more than one: two threads have equal parts then, and one part more or less
    /// would be a large share.</summary>
    public static int EvenCount(int total, int most)
    {
        int count = Count(total, most);
        return count is > 1 and < Few ? count + count % 2 : count;
    }

    /// <summary>Where a part begins; the part behind the last one begins at the end.</summary>
    public static int Start(int total, int parts, int part) => (int)((long)total * part / parts);
}
