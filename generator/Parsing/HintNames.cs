using System.Collections.Immutable;

namespace Generated.Kernels.Generator;

/// <summary>
/// Gives each method's file a name of its own. The compiler compares these names without regard to case, and one name given
/// twice would cost all methods their bodies. So a method has three candidates, and gets the shortest that no other method has:
/// <c>Vision.Detector.Up.g.cs</c>, with its operands (<c>Vision.Detector.Up-float-weights.g.cs</c>, or
/// <c>Vision.Detector.Up-float-tensors-weights.g.cs</c>), and with a checksum of the
/// declaration, for the rest: overloads that differ in the order of their parameters, names that differ in case.
/// </summary>
internal static class HintNames
{
    public const string Ending = ".g.cs";

    /// <summary>The candidates that more than one method has, in alphabetical order.</summary>
    public static EquatableArray<string> Shared(ImmutableArray<KernelSpec> specs) => new(specs
        .GroupBy(spec => spec.HintName, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1) // the longer names contain the shorter, so only these can meet
        .SelectMany(group => group)
        .SelectMany(Candidates)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => group.Key.ToUpperInvariant())
        .OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>A spec with its own name, or null for a declaration that is there twice, which the compiler reports.</summary>
    public static KernelSpec? Resolve(KernelSpec spec, EquatableArray<string> shared)
    {
        if (shared.Count == 0)
            return spec;
        string? own = Candidates(spec).FirstOrDefault(name => !shared.Contains(name, StringComparer.OrdinalIgnoreCase));
        return own is null ? null : spec with { HintName = own };
    }

    static string[] Candidates(KernelSpec spec)
    {
        string name = spec.HintName.Substring(0, spec.HintName.Length - Ending.Length);
        var operands = spec.Parameters.Where(parameter => IsTelling(parameter.Role)).Select(parameter => parameter.Name.TrimStart('@'));
        string element = spec.Element.ToString().ToLowerInvariant() + (spec.IsTensor ? "-tensors" : "");
        string withOperands = string.Join("-", [name, element, .. operands]);
        string declaration = string.Join(" ", [spec.Namespace, .. spec.ContainingTypes, spec.Signature]);
        return [spec.HintName, withOperands + Ending, $"{withOperands}-{Checksum(declaration):x8}{Ending}"];
    }

    /// <summary>What most kernels have tells no overloads apart.</summary>
    static bool IsTelling(ParameterRole role) => role is not (ParameterRole.Input or ParameterRole.Output
        or ParameterRole.Length or ParameterRole.Depth or ParameterRole.Height or ParameterRole.Width);

    /// <summary>FNV-1a: the same on every machine, as names of files should be.</summary>
    public static uint Checksum(string text) => text.Aggregate(2166136261u, (hash, character) => unchecked((hash ^ character) * 16777619u));
}
