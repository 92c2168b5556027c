using System.Collections.Immutable;
using System.Composition;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Generated.Kernels.CodeFixes;

/// <summary>Adds the parameters that a kernel method lacks, each in its place and with its type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddParametersCodeFix))]
[Shared]
public sealed class AddParametersCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GK0009"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var missing = MissingParameter.FromProperties(diagnostic.Properties);
            if (missing.Length == 0 || root!.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not MethodDeclarationSyntax method)
                continue;
            string names = string.Join(", ", missing.Select(parameter => Parse(parameter).Identifier.ValueText));
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Add parameter{(missing.Length == 1 ? "" : "s")} {names}",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method, Add(method, missing)))),
                    equivalenceKey: nameof(AddParametersCodeFix)),
                diagnostic);
        }
    }

    static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, MissingParameter[] missing)
    {
        var parameters = method.ParameterList.Parameters;
        // From behind, so that places before keep their meaning.
        foreach (var parameter in missing.OrderBy(parameter => parameter.Position).Reverse())
            parameters = parameters.Insert(parameter.Position, Parse(parameter));
        return method.WithParameterList(method.ParameterList.WithParameters(parameters));
    }

    /// <summary>The parameter with its type to be shortened as far as the file's usings allow.</summary>
    static ParameterSyntax Parse(MissingParameter parameter)
    {
        var syntax = SyntaxFactory.ParseParameterList($"({parameter.Text})").Parameters[0];
        return syntax
            .WithType(syntax.Type!.WithAdditionalAnnotations(Simplifier.Annotation))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
