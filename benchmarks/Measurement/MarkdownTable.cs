namespace Generated.Kernels.Benchmarks;

/// <summary>A Markdown table whose columns are aligned in the source too: texts to the left, figures to the right.</summary>
sealed class MarkdownTable(params string[] headings)
{
    readonly List<string[]> rows = [];

    /// <summary>How many of the first columns hold texts.</summary>
    public int TextColumns { get; init; } = 1;

    public void Add(params string[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, headings.Length);
        rows.Add(cells);
    }

    public override string ToString()
    {
        int[] widths = [.. headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        string[] rule = [.. widths.Select((width, column) => column < TextColumns ? new string('-', width) : new string('-', width - 1) + ':')];
        return string.Join(Environment.NewLine, rows.Prepend(rule).Prepend(headings).Select(Line));

        string Line(string[] cells) =>
            $"| {string.Join(" | ", cells.Select((cell, column) => column < TextColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |";
    }
}
