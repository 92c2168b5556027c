using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Generated.Kernels.CodeFixes;

/// <summary>Makes a kernel method and the types around it partial, and takes away the body that the generator is to write.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
[Shared]
public sealed class MakePartialCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["GK0001", "GK0003"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            string? title = Declaration(root!, diagnostic) switch
            {
                MethodDeclarationSyntax method when HasCode(method) => $"Make '{method.Identifier.ValueText}' partial and remove its body",
                MethodDeclarationSyntax method => $"Make '{method.Identifier.ValueText}' partial",
                TypeDeclarationSyntax type => $"Make '{type.Identifier.ValueText}' partial",
                _ => null, // an accessor, a local function or a lambda cannot be partial
            };
            if (title is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, cancellation => FixAsync(context.Document, [diagnostic], cancellation), equivalenceKey: nameof(MakePartialCodeFix)),
                    diagnostic);
            }
        }
    }

    static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var declarations = diagnostics
            .Select(diagnostic => Declaration(root, diagnostic))
            .OfType<MemberDeclarationSyntax>()
            .SelectMany(declaration => declaration.AncestorsAndSelf().Where(node => node is TypeDeclarationSyntax || node == declaration))
            .Distinct();
        return document.WithSyntaxRoot(root.ReplaceNodes(declarations, static (_, node) => MakePartial((MemberDeclarationSyntax)node)));
    }

    /// <summary>The method or type that a diagnostic is about, where it can be made partial.</summary>
    static MemberDeclarationSyntax? Declaration(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindToken(diagnostic.Location.SourceSpan.Start).Parent switch
        {
            MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.AbstractKeyword) && !method.Modifiers.Any(SyntaxKind.ExternKeyword) => method,
            TypeDeclarationSyntax type => type,
            _ => null,
        };

    static SyntaxNode MakePartial(MemberDeclarationSyntax declaration)
    {
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            // The last modifier, as the language demands; what stands before the declaration stays there.
            var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
            var trivia = declaration.GetLeadingTrivia();
            declaration = declaration.WithoutLeadingTrivia();
            declaration = declaration.WithModifiers(declaration.Modifiers.Add(partial)).WithLeadingTrivia(trivia);
        }
        return declaration is MethodDeclarationSyntax method ? WithoutBody(method) : declaration;
    }

    static MethodDeclarationSyntax WithoutBody(MethodDeclarationSyntax method)
    {
        if (method.Body is null && method.ExpressionBody is null)
            return method;
        var semicolon = SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(method.GetTrailingTrivia());
        return method
            .WithParameterList(method.ParameterList.WithTrailingTrivia())
            .WithBody(null)
            .WithExpressionBody(null)
            .WithSemicolonToken(semicolon);
    }

    /// <summary>Whether a body says more than that it is not written yet.</summary>
    static bool HasCode(MethodDeclarationSyntax method) => (method.Body, method.ExpressionBody) switch
    {
        (null, null) => false,
        (null, { Expression: var expression }) => expression is not ThrowExpressionSyntax,
        ({ Statements: var statements }, _) => statements.Any(statement => statement is not ThrowStatementSyntax),
    };
}
