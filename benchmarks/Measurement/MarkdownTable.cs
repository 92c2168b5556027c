namespace Generated.Kernels.Benchmarks;

/// <summary>A Markdown table whose columns are aligned in the source too: the first to the left, figures to the right.</summary>
sealed class MarkdownTable(params string[] headings)
{
    readonly List<string[]> rows = [];

    public void Add(params string[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, headings.Length);
        rows.Add(cells);
    }

    public override string ToString()
    {
        int[] widths = [.. headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        string[] rule = [.. widths.Select((width, column) => column == 0 ? new string('-', width) : new string('-', width - 1) + ':')];
        return string.Join(Environment.NewLine, rows.Prepend(rule).Prepend(headings).Select(Line));

        string Line(string[] cells) =>
            $"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))} |";
    }
}
