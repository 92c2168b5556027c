using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Generated.Kernels.Generator;

/// <summary>
/// Writes the body of each partial method that carries <c>ConvTransposeAttribute</c>, one file per method. Says nothing
/// about invalid declarations: <see cref="ConvTransposeAnalyzer"/> does, where it can be suppressed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ConvTransposeGenerator : IIncrementalGenerator
{
    /// <summary>The step that turns each annotated method into a spec, or into nothing.</summary>
    public const string ParseStep = "Parse";

    /// <summary>The step that finds the names that several files would have.</summary>
    public const string SharedNamesStep = "SharedNames";

    /// <summary>The step that gives each valid spec its file; files are emitted from its outputs.</summary>
    public const string FileStep = "File";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var specs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Parser.AttributeName,
                static (node, _) => node is MethodDeclarationSyntax,
                static (target, cancellation) => Parser.Parse(
                    (IMethodSymbol)target.TargetSymbol, (MethodDeclarationSyntax)target.TargetNode, target.Attributes[0], [], cancellation))
            .WithTrackingName(ParseStep)
            .Where(static spec => spec is not null);

        var sharedNames = specs.Collect()
            .Select(static (all, _) => HintNames.Shared(all!))
            .WithTrackingName(SharedNamesStep);

        var files = specs.Combine(sharedNames)
            .Select(static (pair, _) => HintNames.Resolve(pair.Left!, pair.Right))
            .Where(static spec => spec is not null)
            .WithTrackingName(FileStep);

        context.RegisterSourceOutput(files, static (output, spec) =>
            output.AddSource(spec!.HintName, SourceText.From(Emitter.Emit(spec), Encoding.UTF8)));
    }
}
