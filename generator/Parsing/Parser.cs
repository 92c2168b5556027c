using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generated.Kernels.Generator;

/// <summary>Turns an annotated method into a spec, or tells which rules it violates.</summary>
internal static class Parser
{
    /// <summary>The attribute's full name in metadata.</summary>
    public const string AttributeName = "Generated.Kernels.ConvTransposeAttribute";

    /// <summary>Parses an annotated method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="declaration">The declaration that asks for the body.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="problems">Where violated rules are added.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The spec, or null where a rule is violated or the compiler reports an error in the declaration.</returns>
    public static KernelSpec? Parse(IMethodSymbol method, MethodDeclarationSyntax declaration, AttributeData attribute,
        List<Problem> problems, CancellationToken cancellation)
    {
        CheckMethod(method, declaration, problems, cancellation);
        CheckContainingTypes(method, declaration, problems);
        var values = AttributeReader.Read(attribute, problems, out int rank);
        cancellation.ThrowIfCancellationRequested();

        var roles = ReadSignature(method, rank, values, problems, out var form, out var element, out bool isTensor);
        if (values is null || roles is null || problems.Any(problem => problem.IsError))
            return null;
        cancellation.ThrowIfCancellationRequested();

        var identifiers = declaration.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text);
        return new KernelSpec(
            Declaration.PathOf(method) + HintNames.Ending,
            Declaration.NamespaceOf(method),
            new(Declaration.ContainingTypes(declaration).Reverse().Select(Declaration.Header)),
            Declaration.Signature(declaration, form, element, isTensor, roles),
            method.ContainingType.Name,
            method.Name,
            Declaration.IsDocumented(declaration),
            form,
            element,
            isTensor,
            new(roles.Zip(identifiers, (role, name) => new KernelParameter(role, name))),
            values.Axes, values.Groups, values.InChannels, values.OutChannels,
            values.Activation, values.Alpha, values.Beta);
    }

    /// <summary>Whether a file was emitted by this generator: what the analyzer sees beside the user's declaration.</summary>
    static bool IsEmitted(SyntaxTree tree) => tree.FilePath.Contains(typeof(ConvTransposeGenerator).FullName);

    static void CheckMethod(IMethodSymbol method, MethodDeclarationSyntax declaration, List<Problem> problems, CancellationToken cancellation)
    {
        bool hasBody = declaration.Body is not null || declaration.ExpressionBody is not null
            || method.PartialImplementationPart is { } other
                && !other.DeclaringSyntaxReferences.Any(reference => IsEmitted(reference.SyntaxTree));
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            problems.Add(new(Rules.MethodNotPartial, Place.MethodName, $"Method '{method.Name}'", "partial and without a body"));
        else if (hasBody)
            problems.Add(new(Rules.MethodHasBody, Place.MethodName, method.Name));
        if (method.IsGenericMethod)
            problems.Add(new(Rules.MethodIsGeneric, Place.MethodName, method.Name));
        cancellation.ThrowIfCancellationRequested();
    }

    static void CheckContainingTypes(IMethodSymbol method, MethodDeclarationSyntax declaration, List<Problem> problems)
    {
        int index = 0;
        foreach (var type in Declaration.ContainingTypes(declaration))
        {
            string name = type.Identifier.Text;
            if (type.IsKind(SyntaxKind.ExtensionBlockDeclaration))
                problems.Add(new(Rules.TypeOutOfReach, Place.MethodName, "an extension block", method.Name, "extension blocks have no parts"));
            else if (type.Modifiers.Any(SyntaxKind.FileKeyword))
                problems.Add(new(Rules.TypeOutOfReach, Place.ContainingType(index), name, method.Name, "a file-local type ends with its file"));
            else if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                problems.Add(new(Rules.TypeNotPartial, Place.ContainingType(index), name, method.Name));
            index++;
        }
    }

    static ParameterRole[]? ReadSignature(IMethodSymbol method, int rank, AttributeValues? values, List<Problem> problems,
        out MethodForm form, out ElementType element, out bool isTensor)
    {
        element = default;
        isTensor = false;
        var packed = ParameterReader.PackedElement(method.ReturnType);
        var returned = packed ?? ParameterReader.TensorElement(method.ReturnType);
        form = packed is null ? MethodForm.Kernel : MethodForm.Pack;
        if (method.ReturnType.TypeKind == TypeKind.Error || returned?.TypeKind == TypeKind.Error)
            return null; // the compiler reports the unknown type
        if (method.RefKind != RefKind.None || method.ReturnNullableAnnotation == NullableAnnotation.Annotated
            || (returned is null && !method.ReturnsVoid))
        {
            problems.Add(new(Rules.WrongReturnType, Place.ReturnType, method.Name, method.ReturnType.ToDisplayString(
                SymbolDisplayFormat.CSharpShortErrorMessageFormat.AddMiscellaneousOptions(
                    SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier))));
            return null;
        }
        if (returned is not null && !ParameterReader.IsSupported(returned, out _))
        {
            problems.Add(new(Rules.UnsupportedElement, Place.ReturnType, ParameterReader.Text(returned)));
            return null;
        }
        return ParameterReader.Read(method, form, returned, rank, values, problems, out element, out isTensor);
    }
}
