using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Generator;

/// <summary>A violated rule. The place is a description rather than a location, so that the generator, which needs no
/// places, never computes any.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">Where the fault is.</param>
/// <param name="Arguments">What the rule's message asks for.</param>
internal sealed record Problem(DiagnosticDescriptor Rule, Place Place, params object[] Arguments)
{
    /// <summary>What a code fix has to know beside the place.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What the rule says about it.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Rule.MessageFormat.ToString(CultureInfo.InvariantCulture), Arguments);

    /// <summary>Whether it keeps the method from being generated.</summary>
    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}

/// <summary>A part of an annotated declaration.</summary>
/// <param name="Part">What kind of part.</param>
/// <param name="Index">Which one: the parameter, the containing type counted from the innermost, or the element of an
/// argument's array (-1: the whole value).</param>
/// <param name="Argument">The name of the attribute's argument.</param>
internal readonly record struct Place(Part Part, int Index = -1, string Argument = "")
{
    public static Place Attribute => new(Part.Attribute);

    public static Place MethodName => new(Part.MethodName);

    public static Place ReturnType => new(Part.ReturnType);

    public static Place ContainingType(int index) => new(Part.ContainingType, index);

    public static Place ParameterName(int index) => new(Part.ParameterName, index);

    public static Place ParameterType(int index) => new(Part.ParameterType, index);

    public static Place WholeArgument(string name) => new(Part.Argument, -1, name);

    public static Place Value(string name, int element = -1) => new(Part.Value, element, name);
}

/// <summary>The parts of an annotated declaration.</summary>
internal enum Part
{
    Attribute,
    MethodName,
    ReturnType,
    ContainingType,
    ParameterName,
    ParameterType,

    /// <summary>An argument of the attribute with its name.</summary>
    Argument,

    /// <summary>The value of an argument of the attribute, or one element of it.</summary>
    Value,
}
