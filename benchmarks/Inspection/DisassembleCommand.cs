using System.Globalization;

namespace Generated.Kernels.Benchmarks;

/// <summary><c>disasm 'k:4 s:2 p:1'</c>: the machine code of the inner loop of a declaration's kernel, and what it consists of.</summary>
static class DisassembleCommand
{
    /// <summary>The options, for the usage text.</summary>
    public const string Options =
        """
          --bits 512|256|128         the width of the vectors (the widest of this machine)
          --channels 1…6|single      the output channels of the tile (as many as the generator chose)
          --all                      the whole method
        """;

    /// <summary>Prints the loop, or with <c>--all</c> the method.</summary>
    /// <exception cref="FormatException">The words, the declaration or the options are wrong.</exception>
    public static void Run(string words, ReadOnlySpan<string> options)
    {
        int bits = Disassembler.WidestVectors;
        string? channels = null;
        bool all = false;
        for (int i = 0; i < options.Length; i++)
        {
            switch (options[i])
            {
                case "--bits" when i + 1 < options.Length && options[i + 1] is "512" or "256" or "128":
                    bits = int.Parse(options[++i], CultureInfo.InvariantCulture);
                    break;
                case "--channels" when i + 1 < options.Length:
                    channels = options[++i];
                    break;
                case "--all":
                    all = true;
                    break;
                default:
                    throw new FormatException($"'{options[i]}' is not understood.\n\n{Options}");
            }
        }
        if (bits > Disassembler.WidestVectors)
            throw new FormatException($"This machine has vectors of {Disassembler.WidestVectors} bits.");

        var kernel = EmittedKernel.Create(KernelWords.ToSource(words));
        string most = kernel.Channels(bits)
            ?? throw new FormatException("The declaration is left to the generic path: there is no kernel of its own. 'inspect' says why.");
        string listing = Disassembler.List(kernel, bits, channels ?? most);
        var loop = InnerLoop.Find(listing) ?? throw new InvalidOperationException($"No loop that multiplies was found in the listing.\n{listing}");
        Console.WriteLine($"; {loop.Method}");
        Console.WriteLine(all ? loop.WholeMethod(listing) : string.Join('\n', loop.Lines));
        Console.WriteLine();
        Console.WriteLine(
            $"""
            The inner loop, once per input channel and row tap:
              {loop.MultiplyAdds,4} {(loop.IsFused ? "multiply-adds" : "multiplications")}, of which {loop.MultiplyAddsFromMemory} read an operand from memory
              {loop.Loads,4} loads
              {loop.Stores,4} stores
              {loop.Others,4} others: {(loop.IsFused ? "" : "additions, ")}addresses, counting, jumps
              {(double)(loop.Loads + loop.MultiplyAddsFromMemory) / loop.MultiplyAdds:f2} loads per {(loop.IsFused ? "multiply-add" : "multiplication")}
            """);
    }
}
