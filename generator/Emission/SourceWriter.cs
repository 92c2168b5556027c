using System;
using System.Text;

namespace Generated.Kernels.Generator;

/// <summary>Writes indented C#. Lines end with <c>\n</c> on every system, so that the same declaration gives the same text.</summary>
internal sealed class SourceWriter
{
    /// <summary>Most kernels are no longer.</summary>
    const int TypicalLength = 32 * 1024;

    readonly StringBuilder text = new(TypicalLength);
    int depth;

    /// <summary>Writes a line, or several where the text has line breaks.</summary>
    public void Line(string line = "")
    {
        int start = 0;
        for (int end = line.IndexOf('\n'); end >= 0; end = line.IndexOf('\n', start))
        {
            Line(line, start, end);
            start = end + 1;
        }
        Line(line, start, line.Length);
    }

    void Line(string line, int start, int end)
    {
        if (end > start)
            text.Append(' ', 4 * depth).Append(line, start, end - start);
        text.Append('\n');
    }

    /// <summary>Opens a block; disposing the result closes it.</summary>
    public Block Braces(string header)
    {
        Line(header);
        Line("{");
        depth++;
        return new Block(this);
    }

    public override string ToString() => depth == 0 ? text.ToString() : throw new InvalidOperationException("A block is still open.");

    /// <summary>An open block.</summary>
    public readonly struct Block(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line("}");
        }
    }
}
