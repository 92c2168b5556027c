namespace Generated.Kernels.Benchmarks;

/// <summary>A line that says what is being measured; only for a person at a terminal.</summary>
static class Progress
{
    static int shown;

    /// <summary>Replaces the line.</summary>
    public static void Show(string text)
    {
        Clear();
        if (Console.IsErrorRedirected)
            return;
        Console.Error.Write(text);
        shown = text.Length;
    }

    /// <summary>Removes the line.</summary>
    public static void Clear()
    {
        if (shown > 0)
            Console.Error.Write('\r' + new string(' ', shown) + '\r');
        shown = 0;
    }
}
