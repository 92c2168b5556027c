using System.Globalization;
using System.Text;

namespace Generated.Kernels.Benchmarks;

/// <summary>
/// Declarations in a few words, such as <c>k:4 s:2 p:1 activation:relu packed</c>, and the C# that they stand for.
/// </summary>
static class KernelWords
{
    /// <summary>The grammar, for the usage text.</summary>
    public const string Grammar =
        """
          k:4  s:2  p:1  op:1  d:2   kernel, stride, padding, output padding, dilation: one value for all axes, or
                                     one per axis, k:1x16 (p may have two per axis: all begins, then all ends)
          g:2                        groups
          rank:1|2|3                 the number of axes where k has one value (2)
          activation:relu            with alpha:0.1 and beta:6 where it has parameters
          type:float|double          the elements (float)
          residual                   a residual is added before the activation
          packed                     the weights come packed
        """;

    static readonly string[] geometry = ["k", "s", "p", "op", "d"];

    /// <summary>The words as a file with one annotated method, <c>Kernels.Up</c>.</summary>
    /// <exception cref="FormatException">A word is not understood; the message says which and what is.</exception>
    public static string ToSource(string words)
    {
        var values = new Dictionary<string, string>();
        foreach (string word in words.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = word.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? word : word[..colon];
            if (!IsKnown(name, hasValue: colon >= 0))
                throw new FormatException($"'{word}' is not understood.\n\n{Grammar}");
            if (!values.TryAdd(name, word[(colon + 1)..]))
                throw new FormatException($"'{name}' is given twice.");
        }
        if (!values.ContainsKey("k"))
            throw new FormatException($"There is no kernel size 'k'.\n\n{Grammar}");

        // Paddings may be two per axis, so they tell the rank only where nothing else does.
        var counts = geometry.Where(name => name != "p" && values.ContainsKey(name)).Select(name => values[name].Split('x').Length).Where(count => count > 1).ToList();
        bool isArray = counts.Count > 0 || values.GetValueOrDefault("p", "").Contains('x', StringComparison.Ordinal);
        int rank = counts.Count > 0 ? counts[0] : Number(values, "rank", 2);
        bool isDouble = values.GetValueOrDefault("type", "float") switch
        {
            "float" => false,
            "double" => true,
            var other => throw new FormatException($"'type:{other}' is neither float nor double."),
        };
        return Write(Arguments(values, isArray ? rank : 0), rank, isDouble ? "double" : "float", values.ContainsKey("packed"), values.ContainsKey("residual"));
    }

    static bool IsKnown(string name, bool hasValue) =>
        hasValue ? geometry.Contains(name) || name is "g" or "rank" or "activation" or "alpha" or "beta" or "type" : name is "residual" or "packed";

    static int Number(Dictionary<string, string> values, string name, int absent) =>
        !values.TryGetValue(name, out string? text) ? absent
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
        : throw new FormatException($"'{name}:{text}' is no number.");

    /// <summary>The arguments of the attribute, in its array form where there is a rank, with one value repeated for all axes.</summary>
    static IEnumerable<string> Arguments(Dictionary<string, string> values, int rank)
    {
        foreach (string name in geometry)
        {
            if (!values.TryGetValue(name, out string? text))
                continue;
            var numbers = text.Split('x').Select(value => Number(new() { [name] = value }, name, 0)).ToList();
            yield return rank == 0 ? $"{name}: {numbers[0]}"
                : $"{name}: [{string.Join(", ", numbers.Count == 1 ? Enumerable.Repeat(numbers[0], rank) : numbers)}]";
        }
        if (values.ContainsKey("g"))
            yield return $"g: {Number(values, "g", 1)}";
        if (rank == 0 && values.ContainsKey("rank"))
            yield return $"Rank = {Number(values, "rank", 2)}";
        if (values.TryGetValue("activation", out string? activation))
        {
            yield return Enum.TryParse(activation, ignoreCase: true, out Activation function) && Enum.IsDefined(function)
                ? $"Activation = Activation.{function}"
                : throw new FormatException($"There is no activation '{activation}', but {string.Join(", ", Enum.GetNames<Activation>())}.");
        }
        foreach (var (word, property) in new[] { ("alpha", "Alpha"), ("beta", "Beta") })
        {
            if (values.TryGetValue(word, out string? text))
            {
                yield return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    ? $"{property} = {value.ToString("R", CultureInfo.InvariantCulture)}"
                    : throw new FormatException($"'{word}:{text}' is no number.");
            }
        }
    }

    static string Write(IEnumerable<string> arguments, int rank, string element, bool isPacked, bool hasResidual)
    {
        var parameters = new List<string> { $"ReadOnlySpan<{element}> input" };
        parameters.AddRange(isPacked ? [$"PackedWeights<{element}> weights"] : [$"ReadOnlySpan<{element}> weight", $"ReadOnlySpan<{element}> bias"]);
        if (hasResidual)
            parameters.Add($"ReadOnlySpan<{element}> residual");
        parameters.Add($"Span<{element}> output");
        if (!isPacked)
            parameters.AddRange(["int inChannels", "int outChannels"]);
        parameters.AddRange(((string[])["int depth", "int height", "int width"])[Math.Max(0, 3 - rank)..]);
        if (rank == 1)
            parameters[^1] = "int length";

        return new StringBuilder()
            .Append("using System;\nusing Generated.Kernels;\n\npublic static partial class Kernels\n{\n")
            .Append(CultureInfo.InvariantCulture, $"    [ConvTranspose({string.Join(", ", arguments)})]\n")
            .Append(CultureInfo.InvariantCulture, $"    public static partial void Up({string.Join(", ", parameters)});\n}}\n")
            .ToString();
    }
}
