using Generated.Kernels.CompilerServices;

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

    /// <summary>Prints which plan a layer of a declaration follows on this machine, and what the others would cost.</summary>
    /// <exception cref="FormatException">The words, the declaration or the layer are wrong.</exception>
    public static void Run(string words, string layer)
    {
        string[] parts = layer.Split(':');
        int[] numbers = [.. parts.SelectMany(part => part.Split('x')).Select(part => int.TryParse(part, out int number) ? number : 0)];
        if (parts.Length != 3 || numbers.Length < 3 || numbers.Contains(0))
            throw new FormatException($"'{layer}' is no layer; input channels, output channels and size were expected, such as 512:256:4x4.");
        var plan = EmittedKernel.Create(KernelWords.ToSource(words)).LoadPlan();
        try
        {
            Console.Write(words.Contains("type:double", StringComparison.Ordinal)
                ? TileDriver.Explain<double>(plan, numbers[0], numbers[1], numbers.AsSpan(2))
                : TileDriver.Explain<float>(plan, numbers[0], numbers[1], numbers.AsSpan(2)));
        }
        catch (ArgumentException problem)
        {
            throw new FormatException(problem.Message);
        }
    }
}
