namespace Generated.Kernels.Benchmarks;

/// <summary>The commands about the generator: what it writes, what the JIT makes of that, and how long the generator takes.</summary>
static class GeneratorCommands
{
    /// <summary>The commands, for the usage text.</summary>
    public static string Usage =>
        $"""
          generator           how long the generator takes, cold and after an unrelated edit
          inspect '<words>'   the emitted source of a declaration, such as 'k:4 s:2 p:1'; and for a layer behind the
                              words, such as 512:256:4x4 (input channels, output channels, size), the plan that it follows
          disasm '<words>'    the machine code of its inner loop; options behind the words

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
                case ["inspect", var words]:
                    InspectCommand.Run(words);
                    return 0;
                case ["inspect", var words, var layer]:
                    InspectCommand.Run(words, layer);
                    return 0;
                case ["disasm", var words, ..]:
                    DisassembleCommand.Run(words, arguments.AsSpan(2));
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
}
