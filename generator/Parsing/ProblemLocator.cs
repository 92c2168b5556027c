using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generated.Kernels.Generator;

/// <summary>Finds the text that a problem is about.</summary>
internal static class ProblemLocator
{
    /// <summary>The location of a part of an annotated declaration.</summary>
    public static Location Locate(Place place, MethodDeclarationSyntax declaration, AttributeData attribute, CancellationToken cancellation)
    {
        var syntax = (AttributeSyntax?)attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
        return place.Part switch
        {
            Part.MethodName => declaration.Identifier.GetLocation(),
            Part.ReturnType => declaration.ReturnType.GetLocation(),
            Part.ContainingType => Declaration.ContainingTypes(declaration).ElementAt(place.Index).Identifier.GetLocation(),
            Part.ParameterName => declaration.ParameterList.Parameters[place.Index].Identifier.GetLocation(),
            Part.ParameterType => TypeOf(declaration.ParameterList.Parameters[place.Index]),
            _ => (syntax is null ? null : InAttribute(place, syntax, attribute))?.GetLocation() ?? declaration.Identifier.GetLocation(),
        };
    }

    /// <summary>The type with its modifiers: <c>ref</c> may be what is wrong.</summary>
    static Location TypeOf(ParameterSyntax parameter)
    {
        if (parameter.Type is null)
            return parameter.GetLocation();
        int start = parameter.Modifiers.Count > 0 ? parameter.Modifiers[0].SpanStart : parameter.Type.SpanStart;
        return Location.Create(parameter.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, parameter.Type.Span.End));
    }

    /// <summary>An argument of the attribute, its value or an element of that; where it is left out, the attribute.</summary>
    static SyntaxNode InAttribute(Place place, AttributeSyntax syntax, AttributeData attribute)
    {
        var argument = place.Part == Part.Attribute ? null : FindArgument(place.Argument, syntax, attribute);
        if (argument is null)
            return syntax;
        if (place.Part == Part.Argument)
            return argument;
        var elements = Elements(argument.Expression);
        return place.Index >= 0 && place.Index < elements.Count ? elements[place.Index] : argument.Expression;
    }

    static AttributeArgumentSyntax? FindArgument(string name, AttributeSyntax syntax, AttributeData attribute)
    {
        var arguments = syntax.ArgumentList?.Arguments ?? default;
        for (int index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            string? given = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            if (given is null && attribute.AttributeConstructor is { } constructor && index < constructor.Parameters.Length)
                given = constructor.Parameters[index].Name; // positional arguments stand in their own place
            if (given == name)
                return argument;
        }
        return null;
    }

    /// <summary>The elements of an array as it may stand in an attribute: <c>[1, 2]</c>, <c>new[] { 1, 2 }</c>,
    /// <c>new int[] { 1, 2 }</c>.</summary>
    static IReadOnlyList<SyntaxNode> Elements(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax collection => collection.Elements,
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        _ => [],
    };
}
