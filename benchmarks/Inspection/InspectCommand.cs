namespace Generated.Kernels.Benchmarks;

/// <summary><c>inspect 'k:4 s:2 p:1'</c>: the emitted source of a declaration. The comment above the kernel says which register
/// tile was chosen for which vectors, and what it costs.</summary>
static class InspectCommand
{
    /// <summary>Prints the declaration and what is emitted for it.</summary>
    /// <exception cref="FormatException">The words or the declaration are wrong.</exception>
    public static void Run(string words)
    {
        string source = KernelWords.ToSource(words);
        string emitted = EmittedKernel.Create(source).Text;
        Console.WriteLine($"// The declaration:\n//\n{string.Concat(source.TrimEnd('\n').Split('\n').Select(line => $"//     {line}".TrimEnd() + "\n"))}");
        Console.Write(emitted);
    }
}
