using System.Text.Encodings.Web;
using System.Text.Json;

namespace Generated.Kernels.Benchmarks;

/// <summary>The options of the commands that measure.</summary>
sealed class Options
{
    public const string Usage =
        """
          --threads 1|2|both  how many threads each contestant may use; both: a table for one and a table for two
          --only TEXT         only what has the text in its name or its network
          --quick             few repetitions: a look at what is measured, its figures are rough
          --json FILE         writes the figures for machines
          --markdown FILE     writes what is printed
          --chart FILE.png    draws a picture, where the command has one
        """;

    static readonly JsonSerializerOptions indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // names of layers stay readable
    };

    /// <summary>The numbers of threads, one after the other.</summary>
    public int[] Threads { get; private set; } = [1];

    public Effort Effort { get; private set; } = Effort.Full;

    public string? Chart { get; private set; }

    string only = "";
    string? json;
    string? markdown;

    /// <summary>Reads a command's options.</summary>
    /// <exception cref="UsageException">An option or its value is unknown.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            string option = arguments[i];
            if (option == "--quick")
            {
                options.Effort = Effort.Quick;
                continue;
            }
            string value = ++i < arguments.Length ? arguments[i] : throw new UsageException($"Unknown option, or option without a value: {option}");
            switch (option)
            {
                case "--threads":
                    options.Threads = value switch { "1" => [1], "2" => [2], "both" => [1, 2], _ => throw new UsageException($"Threads are 1, 2 or both, not {value}") };
                    break;
                case "--only":
                    options.only = value;
                    break;
                case "--json":
                    options.json = value;
                    break;
                case "--markdown":
                    options.markdown = value;
                    break;
                case "--chart":
                    options.Chart = value.EndsWith(".png", StringComparison.Ordinal) ? value : throw new UsageException($"A chart is a .png file, not {value}");
                    break;
                default:
                    throw new UsageException($"Unknown option: {option}");
            }
        }
        return options;
    }

    /// <summary>The layers that were asked for.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    public Shape[] Select(IEnumerable<Shape> shapes) => Select(shapes, shape => $"{shape.Name} {shape.Network}");

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">There is nothing.</exception>
    public T[] Select<T>(IEnumerable<T> all, Func<T, string> name)
    {
        T[] selected = [.. all.Where(one => name(one).Contains(only, StringComparison.OrdinalIgnoreCase))];
        return selected.Length > 0 ? selected : throw new UsageException($"Nothing that is measured here has '{only}' in its name");
    }

    /// <summary>Prints a report, and writes it and its figures where they were asked for.</summary>
    public void Publish(string report, object figures)
    {
        Console.WriteLine(report);
        if (markdown is not null)
            File.WriteAllText(markdown, report + Environment.NewLine);
        if (json is not null)
            File.WriteAllText(json, JsonSerializer.Serialize(figures, indented) + Environment.NewLine);
    }
}
