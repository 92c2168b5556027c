using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generated.Kernels.Generator;

/// <summary>Reports what is wrong with the methods that carry <c>ConvTransposeAttribute</c>, by the generator's own parser.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConvTransposeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(
            static symbol => Analyze((IMethodSymbol)symbol.Symbol, symbol.ReportDiagnostic, symbol.CancellationToken),
            SymbolKind.Method);
        // These two are methods as well, which symbol actions do not visit.
        context.RegisterSyntaxNodeAction(
            static node =>
            {
                if (node.SemanticModel.GetDeclaredSymbol(node.Node, node.CancellationToken) is IMethodSymbol function)
                    Analyze(function, node.ReportDiagnostic, node.CancellationToken);
            },
            SyntaxKind.LocalFunctionStatement);
        context.RegisterSyntaxNodeAction(
            static node =>
            {
                if (((LambdaExpressionSyntax)node.Node).AttributeLists.Count > 0
                    && node.SemanticModel.GetSymbolInfo(node.Node, node.CancellationToken).Symbol is IMethodSymbol lambda)
                    Analyze(lambda, node.ReportDiagnostic, node.CancellationToken);
            },
            SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
    }

    static void Analyze(IMethodSymbol method, Action<Diagnostic> report, CancellationToken cancellation)
    {
        // Of a method in two parts both are visited; the defining one has the attributes of both.
        if (method.PartialDefinitionPart is not null || method.GetAttributes().FirstOrDefault(IsConvTranspose) is not { } attribute)
            return;
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax declaration)
        {
            // An accessor, an operator, a local function or a lambda.
            if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } syntax)
                report(Diagnostic.Create(Rules.MethodNotPartial, syntax.GetLocation(), method.Name.Length == 0 ? "A kernel" : $"'{method.Name}'", $"a partial method of a type, not {KindOf(method)}"));
            return;
        }
        var problems = new List<Problem>();
        var spec = Parser.Parse(method, declaration, attribute, problems, cancellation);
        if (spec is not null && Schedule.FallbackReason(spec) is { } reason)
            problems.Add(new(Rules.GenericPath, Place.Attribute, spec.MethodName, reason));
        foreach (var problem in problems)
        {
            var location = ProblemLocator.Locate(problem.Place, declaration, attribute, cancellation);
            report(Diagnostic.Create(problem.Rule, location, problem.Properties, problem.Arguments));
        }
    }

    static string KindOf(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LocalFunction => "a local function",
        MethodKind.LambdaMethod => "a lambda",
        MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove => "an accessor",
        _ => "an operator, a constructor or the like",
    };

    static bool IsConvTranspose(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "ConvTransposeAttribute" } type && type.ToDisplayString() == Parser.AttributeName;
}
