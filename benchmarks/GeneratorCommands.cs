namespace Generated.Kernels.Benchmarks;

/// <summary>The commands about the generator: what it writes, what the JIT makes of that, and how long the generator takes.</summary>
static class GeneratorCommands
{
    /// <summary>The commands, for the usage text.</summary>
    public static string Usage =>
        $"""
          generator           how long the generator takes, cold and after an unrelated edit
          inspect <words>     the emitted source of a declaration, such as k:4 s:2 p:1; and for layers behind the
                              words, such as 512:256:4x4 (input channels, output channels, size), the plan that it follows
          disasm <words>      the machine code of its inner loop; options behind the words

        words of a declaration:
        {KernelWords.Grammar}

        options of disasm:
        {DisassembleCommand.Options}
        """;

    /// <summary>Runs the command, if it is one of these.</summary>
    /// <returns>The exit code, or null for another command.</returns>
    public static int? Run(string[] arguments)
    {
        try
        {
            switch (arguments)
            {
                case ["generator"]:
                    GeneratorTable.Print();
                    return 0;
                case ["inspect", ..]:
                    var (declaration, layers) = Words(arguments.AsSpan(1));
                    if (layers is [])
                        InspectCommand.Run(declaration);
                    foreach (string layer in layers)
                        InspectCommand.Run(declaration, layer);
                    return 0;
                case ["disasm", ..]:
                    int options = Array.FindIndex(arguments, argument => argument.StartsWith('-'));
                    int end = options < 0 ? arguments.Length : options;
                    DisassembleCommand.Run(string.Join(' ', arguments[1..end]), arguments.AsSpan(end));
                    return 0;
                case [Disassembler.ChildCommand, var assembly, var bits, var channels]:
                    Disassembler.CompileTile(assembly, int.Parse(bits), channels);
                    return 0;
                default:
                    return null;
            }
        }
        catch (FormatException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }
    }

    /// <summary>The words of a declaration and the layers, which begin with a digit; in one argument or in several.</summary>
    static (string Declaration, string[] Layers) Words(ReadOnlySpan<string> arguments)
    {
        var words = string.Join(' ', arguments).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToLookup(word => char.IsAsciiDigit(word[0]));
        return (string.Join(' ', words[false]), [.. words[true]]);
    }
}
