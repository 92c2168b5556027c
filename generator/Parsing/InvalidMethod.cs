using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generated.Kernels.Generator;

/// <summary>
/// An annotated partial method that violates a rule. It gets a body that throws. Without one the compiler would report CS8795,
/// and a build stops at such an error before it asks the analyzer, which knows what is wrong.
/// </summary>
/// <param name="HintName">The name of the emitted file.</param>
/// <param name="Namespace">The namespace with keywords escaped, or <c>""</c> for the global one.</param>
/// <param name="ContainingTypes">The headers of the partial types around the method, outermost first.</param>
/// <param name="Signature">The implementing declaration, with fully qualified types.</param>
/// <param name="Message">The violated rules with their messages.</param>
internal sealed record InvalidMethod(string HintName, string Namespace, EquatableArray<string> ContainingTypes, string Signature, string Message)
{
    static readonly SymbolDisplayFormat format = new(
        SymbolDisplayGlobalNamespaceStyle.Included,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeExtensionThis,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The invalid method, or null where no other file can give it a body, or where the compiler itself reports an
    /// unknown type in its signature.</summary>
    public static InvalidMethod? Create(IMethodSymbol method, MethodDeclarationSyntax declaration, List<Problem> problems)
    {
        var errors = problems.Where(problem => problem.IsError).ToArray();
        if (errors.Length == 0 || errors.Any(IsOutOfReach) || method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).Any(HasUnknown))
            return null;
        string scope = Declaration.NamespaceOf(method);
        string[] types = Declaration.ContainingTypes(declaration).Reverse().Select(Declaration.Header).ToArray();
        string signature = string.Join(" ", [.. Declaration.Texts(declaration.Modifiers), method.ToDisplayString(format)]);
        uint checksum = HintNames.Checksum(string.Join(" ", [scope, .. types, signature]));
        return new InvalidMethod(
            $"{Declaration.PathOf(method)}-invalid-{checksum:x8}{HintNames.Ending}", scope, new(types), signature,
            string.Join("; ", errors.Select(error => $"{error.Rule.Id}: {error.Message}")));
    }

    static bool IsOutOfReach(Problem problem) =>
        problem.Rule == Rules.MethodNotPartial || problem.Rule == Rules.MethodHasBody || problem.Rule == Rules.TypeNotPartial || problem.Rule == Rules.TypeOutOfReach;

    static bool HasUnknown(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => HasUnknown(array.ElementType),
        IPointerTypeSymbol pointer => HasUnknown(pointer.PointedAtType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasUnknown),
        _ => false,
    };
}
