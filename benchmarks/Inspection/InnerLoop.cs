using System.Text.RegularExpressions;

namespace Generated.Kernels.Benchmarks;

/// <summary>The loop of a machine code listing in which the time goes: of those that contain no other, the one with the most
/// multiply-adds.</summary>
/// <param name="Lines">Its lines, from the label to the jump back.</param>
/// <param name="Method">What the listing says it is the code of.</param>
sealed partial record InnerLoop(string[] Lines, string Method)
{
    /// <summary>The multiplications; with fused multiply-add these are all the arithmetic there is.</summary>
    public int MultiplyAdds => Instructions.Count(IsMultiplyAdd);

    /// <summary>Instructions that read memory and do nothing else.</summary>
    public int Loads => Instructions.Count(line => Reads(line) && !IsMultiplyAdd(line) && !Writes(line));

    /// <summary>Multiply-adds one of whose operands is in memory: a load each.</summary>
    public int MultiplyAddsFromMemory => Instructions.Count(line => IsMultiplyAdd(line) && Reads(line));

    /// <summary>Instructions that write memory; in a good loop there are none.</summary>
    public int Stores => Instructions.Count(Writes);

    /// <summary>Whether multiplications and additions are one instruction.</summary>
    public bool IsFused => Instructions.Any(line => line.Contains("fmadd", StringComparison.Ordinal) || line.Contains("fmla", StringComparison.Ordinal));

    /// <summary>Address arithmetic, compares, jumps, moves between registers; additions where they are not fused.</summary>
    public int Others => Instructions.Count() - MultiplyAdds - Loads - Stores;

    IEnumerable<string> Instructions => Lines.Where(line => Instruction().IsMatch(line));

    /// <summary>Finds the loop in the listing of the JIT, or null where no loop multiplies.</summary>
    public static InnerLoop? Find(string listing) =>
        Methods(listing).SelectMany(method => Loops(method)).Where(loop => loop.MultiplyAdds > 0).MaxBy(loop => loop.MultiplyAdds);

    /// <summary>The listing of the method that contains the loop.</summary>
    public string WholeMethod(string listing) => Methods(listing).First(method => Title(method) == Method);

    static IEnumerable<string> Methods(string listing) =>
        listing.ReplaceLineEndings("\n").Split("; Assembly listing for method ").Skip(1);

    static string Title(string method) => method[..method.IndexOf('\n', StringComparison.Ordinal)].Trim();

    static IEnumerable<InnerLoop> Loops(string method)
    {
        string[] lines = method.Split('\n');
        var labels = new Dictionary<string, int>();
        var loops = new List<(int Start, int End)>();
        for (int line = 0; line < lines.Length; line++)
        {
            if (Label().Match(lines[line]) is { Success: true } label)
                labels[label.Groups[1].Value] = line;
            else if (Jump().Match(lines[line]) is { Success: true } jump && labels.TryGetValue(jump.Groups[1].Value, out int start))
                loops.Add((start, line));
        }
        return loops
            .Where(loop => !loops.Any(inner => inner != loop && inner.Start >= loop.Start && inner.End <= loop.End))
            .Select(loop => new InnerLoop(lines[loop.Start..(loop.End + 1)], Title(method)));
    }

    static bool IsMultiplyAdd(string line) => MultiplyAdd().IsMatch(line);

    static bool Reads(string line) => line.Contains('[', StringComparison.Ordinal) && !line.Contains(" lea ", StringComparison.Ordinal) && !Writes(line);

    static bool Writes(string line) => Store().IsMatch(line);

    [GeneratedRegex(@"^(G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+(?:j\w+|b\.?\w*|cbn?z|tbn?z)\s.*?(G_M\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"^\s+[a-z]\w*(\s|$)")]
    private static partial Regex Instruction();

    /// <summary>Fused on x64 and Arm64, and the multiplication of processors that cannot fuse.</summary>
    [GeneratedRegex(@"^\s+(vfmadd|fmla|fmadd|v?mulp)")]
    private static partial Regex MultiplyAdd();

    /// <summary>On x64 the first operand is written; Arm64 has instructions of its own.</summary>
    [GeneratedRegex(@"^\s+(?:(?:v?mov\w*|vextract\w*)\s+[^,]*\[|st[rp]\w*\s)")]
    private static partial Regex Store();
}
