using System.Collections.Immutable;
using System.Globalization;

namespace Generated.Kernels.Generator;

/// <summary>A parameter that a kernel method lacks. GK0009 carries all of them in its properties, for the code fix, which is
/// compiled with this file too.</summary>
/// <param name="Position">Before which of the method's parameters it belongs.</param>
/// <param name="Text">The parameter as C# writes it, such as <c>in global::System.Numerics.Tensors.TensorSpan&lt;float&gt; output</c>.</param>
internal readonly record struct MissingParameter(int Position, string Text)
{
    const string Key = "MissingParameters";

    /// <summary>The properties of a diagnostic.</summary>
    public static ImmutableDictionary<string, string?> ToProperties(IEnumerable<MissingParameter> parameters) =>
        ImmutableDictionary<string, string?>.Empty.Add(Key, string.Join("\n",
            parameters.Select(parameter => $"{parameter.Position.ToString(CultureInfo.InvariantCulture)} {parameter.Text}")));

    /// <summary>The parameters in a diagnostic's properties, in the order in which they are to stand.</summary>
    public static MissingParameter[] FromProperties(ImmutableDictionary<string, string?> properties)
    {
        if (!properties.TryGetValue(Key, out string? lines) || lines is null)
            return [];
        return Array.ConvertAll(lines.Split('\n'), line =>
        {
            int space = line.IndexOf(' ');
            return new MissingParameter(int.Parse(line.Substring(0, space), CultureInfo.InvariantCulture), line.Substring(space + 1));
        });
    }
}
