using System;
using System.Text;

namespace Generated.Kernels.Generator;

/// <summary>Writes indented C#. Lines end with <c>\n</c> on every system, so that the same declaration gives the same text.</summary>
internal sealed class SourceWriter
{
    readonly StringBuilder text = new();
    int depth;

    /// <summary>Writes a line, or several where the text has line breaks.</summary>
    public void Line(string line = "")
    {
        foreach (string part in line.Split('\n'))
        {
            if (part.Length > 0)
                text.Append(' ', 4 * depth).Append(part);
            text.Append('\n');
        }
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
