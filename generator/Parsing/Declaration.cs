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

    /// <summary>The header of another part of a type. Modifiers but <c>partial</c> and <c>unsafe</c>, which is of one part alone, base types and constraints may stay with
    /// the user's part; names and variance of type parameters must be repeated.</summary>
    public static string Header(TypeDeclarationSyntax type)
    {
        string kind = type is RecordDeclarationSyntax record && record.ClassOrStructKeyword.RawKind != 0
            ? $"{record.Keyword.Text} {record.ClassOrStructKeyword.Text}"
            : type.Keyword.Text;
        string parameters = type.TypeParameterList is null ? "" : $"<{string.Join(", ", type.TypeParameterList.Parameters.Select(Parameter))}>";
        string unsafeContext = type.Modifiers.Any(SyntaxKind.UnsafeKeyword) ? "unsafe " : "";
        return $"{unsafeContext}partial {kind} {type.Identifier.Text}{parameters}";

        static string Parameter(TypeParameterSyntax parameter) =>
            parameter.VarianceKeyword.RawKind == 0 ? parameter.Identifier.Text : $"{parameter.VarianceKeyword.Text} {parameter.Identifier.Text}";
    }

    /// <summary>The implementing declaration: the user's modifiers and names, fully qualified types, no default values.</summary>
    public static string Signature(MethodDeclarationSyntax method, MethodForm form, ElementType element, bool isTensor, ParameterRole[] roles)
    {
        var parameters = method.ParameterList.Parameters.Zip(roles, (parameter, role) =>
            string.Join(" ", [.. Texts(parameter.Modifiers), ParameterReader.TypeText(role, element, isTensor), parameter.Identifier.Text]));
        string returnType = form == MethodForm.Pack ? ParameterReader.PackedWeightsText(element)
            : isTensor && !roles.Contains(ParameterRole.Output) ? ParameterReader.TensorText(element)
            : "void";
        return string.Join(" ", [.. Texts(method.Modifiers), returnType, $"{method.Identifier.Text}({string.Join(", ", parameters)})"]);

    }

    /// <summary>Modifiers to repeat. A partial method without a body cannot be <c>async</c>, which is the compiler's to report.</summary>
    public static IEnumerable<string> Texts(SyntaxTokenList modifiers) =>
        modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword)).Select(modifier => modifier.Text);

    /// <summary>Whether a declaration has a documentation comment, also where the project's settings have the compiler skip
    /// them: the emitted text should not depend on that.</summary>
    public static bool IsDocumented(MethodDeclarationSyntax method) => method.GetLeadingTrivia().Any(trivia =>
        trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax
        || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", StringComparison.Ordinal)
        || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.ToString().StartsWith("/**", StringComparison.Ordinal));

    /// <summary>The method's full name with the arity of generic types, such as <c>Vision.Detector`1.Up</c>.</summary>
    public static string PathOf(IMethodSymbol method)
    {
        string path = method.Name;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            path = $"{type.MetadataName}.{path}";
        for (var scope = method.ContainingNamespace; !scope.IsGlobalNamespace; scope = scope.ContainingNamespace)
            path = $"{scope.Name}.{path}";
        return path;
    }
}
