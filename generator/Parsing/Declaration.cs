using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generated.Kernels.Generator;

/// <summary>The text around an emitted body: namespace, types and signature as the compiler demands of a matching part.</summary>
internal static class Declaration
{
    static readonly SymbolDisplayFormat qualified = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The namespace with keywords escaped, or <c>""</c>.</summary>
    public static string NamespaceOf(IMethodSymbol method) =>
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(qualified);

    /// <summary>The types around a method, innermost first.</summary>
    public static IEnumerable<TypeDeclarationSyntax> ContainingTypes(MethodDeclarationSyntax method) =>
        method.Ancestors().OfType<TypeDeclarationSyntax>();

    /// <summary>The header of another part of a type. Modifiers but <c>partial</c>, base types and constraints may stay with
    /// the user's part; names and variance of type parameters must be repeated.</summary>
    public static string Header(TypeDeclarationSyntax type)
    {
        string kind = type is RecordDeclarationSyntax record && record.ClassOrStructKeyword.RawKind != 0
            ? $"{record.Keyword.Text} {record.ClassOrStructKeyword.Text}"
            : type.Keyword.Text;
        string parameters = type.TypeParameterList is null ? "" : $"<{string.Join(", ", type.TypeParameterList.Parameters.Select(Parameter))}>";
        return $"partial {kind} {type.Identifier.Text}{parameters}";

        static string Parameter(TypeParameterSyntax parameter) =>
            parameter.VarianceKeyword.RawKind == 0 ? parameter.Identifier.Text : $"{parameter.VarianceKeyword.Text} {parameter.Identifier.Text}";
    }

    /// <summary>The implementing declaration: the user's modifiers and names, fully qualified types, no default values.</summary>
    public static string Signature(MethodDeclarationSyntax method, MethodForm form, ElementType element, ParameterRole[] roles)
    {
        var parameters = method.ParameterList.Parameters.Zip(roles, (parameter, role) =>
            string.Join(" ", [.. Texts(parameter.Modifiers), ParameterReader.TypeText(role, element), parameter.Identifier.Text]));
        string returnType = form == MethodForm.Pack ? ParameterReader.PackedWeightsText(element) : "void";
        return string.Join(" ", [.. Texts(method.Modifiers), returnType, $"{method.Identifier.Text}({string.Join(", ", parameters)})"]);

        static IEnumerable<string> Texts(SyntaxTokenList modifiers) => modifiers.Select(modifier => modifier.Text);
    }

    /// <summary>Whether a declaration has a documentation comment, also where the project's settings have the compiler skip
    /// them: the emitted text should not depend on that.</summary>
    public static bool IsDocumented(MethodDeclarationSyntax method) => method.GetLeadingTrivia().Any(trivia =>
        trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax
        || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal)
        || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.ToString().StartsWith("/**", StringComparison.Ordinal));

    /// <summary>
    /// The emitted file's name, such as <c>Vision.TextDetector.Up.g.cs</c>. The compiler compares these names without regard
    /// to case, so names that differ only there are told apart by a number, and overloads by their element type and operands.
    /// </summary>
    public static string HintName(IMethodSymbol method)
    {
        var path = new List<string>();
        for (INamespaceOrTypeSymbol? scope = method.ContainingType;
            scope is not (null or INamespaceSymbol { IsGlobalNamespace: true });
            scope = (INamespaceOrTypeSymbol?)scope.ContainingType ?? scope.ContainingNamespace)
            path.Insert(0, ScopeName(scope) + Twin(scope));

        var overloads = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        string name = method.Name;
        if (overloads.Length > 1)
        {
            name = OverloadName(method);
            int earlier = overloads.TakeWhile(other => !SymbolEqualityComparer.Default.Equals(other, method))
                .Count(other => string.Equals(OverloadName(other), name, StringComparison.OrdinalIgnoreCase));
            name += Number(earlier);
        }
        return $"{string.Join(".", path)}.{name}.g.cs";
    }

    static string ScopeName(INamespaceOrTypeSymbol scope) =>
        scope is INamedTypeSymbol { Arity: > 0 and var arity } ? $"{scope.Name}`{arity}" : scope.Name;

    static string Twin(INamespaceOrTypeSymbol scope)
    {
        // A namespace keeps its members in a list, but sorts its types anew each time it is asked for them alone.
        IEnumerable<ISymbol> siblings = scope.ContainingType is { } type ? type.GetTypeMembers() : scope.ContainingNamespace.GetMembers();
        string name = ScopeName(scope);
        int earlier = 0;
        foreach (var other in siblings)
        {
            if (other.Kind == scope.Kind && other.Name.Length == scope.Name.Length
                && string.CompareOrdinal(other.Name, scope.Name) < 0
                && string.Equals(ScopeName((INamespaceOrTypeSymbol)other), name, StringComparison.OrdinalIgnoreCase))
                earlier++;
        }
        return Number(earlier);
    }

    /// <summary>Such as <c>Up-float-weights</c> or <c>Up-double-weight-bias-inChannels-outChannels-batch</c>.</summary>
    static string OverloadName(IMethodSymbol method)
    {
        var element = method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType)
            .OfType<INamedTypeSymbol>().FirstOrDefault(type => type.Arity == 1)?.TypeArguments[0];
        var telling = method.Parameters.Select(parameter => parameter.Name)
            .Except(["input", "output", "length", "depth", "height", "width"]);
        return string.Join("-", [method.Name, .. element is null ? Array.Empty<string>() : [ParameterReader.Text(element)], .. telling]);
    }

    static string Number(int earlier) => earlier == 0 ? "" : (-earlier - 1).ToString(CultureInfo.InvariantCulture);
}
