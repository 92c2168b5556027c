using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Generated.Kernels.Generator;

/// <summary>
/// Writes the body of each partial method that carries <c>ConvTransposeAttribute</c>, one file per method. Reports nothing
/// about invalid declarations: <see cref="ConvTransposeAnalyzer"/> does, where it can be suppressed. They get a body that throws.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ConvTransposeGenerator : IIncrementalGenerator
{
    /// <summary>The step that turns each annotated method into a spec, or into what is wrong with it, or into nothing.</summary>
    public const string ParseStep = "Parse";

    /// <summary>The step that finds the names that several files would have.</summary>
    public const string SharedNamesStep = "SharedNames";

    /// <summary>The step that gives each valid spec its file; files are emitted from its outputs.</summary>
    public const string FileStep = "File";

    /// <summary>The step that gives each invalid method its file.</summary>
    public const string InvalidStep = "Invalid";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Parser.AttributeName,
                static (node, _) => node is MethodDeclarationSyntax,
                static (target, cancellation) => Parse(target, cancellation))
            .WithTrackingName(ParseStep);

        var specs = methods
            .Where(static method => method.Spec is not null)
            .Select(static (method, _) => method.Spec!);

        var sharedNames = specs.Collect()
            .Select(static (all, _) => HintNames.Shared(all))
            .WithTrackingName(SharedNamesStep);

        var files = specs.Combine(sharedNames)
            .Select(static (pair, _) => HintNames.Resolve(pair.Left, pair.Right))
            .Where(static spec => spec is not null)
            .WithTrackingName(FileStep);

        context.RegisterSourceOutput(files, static (output, spec) =>
            output.AddSource(spec!.HintName, SourceText.From(Emitter.Emit(spec), Encoding.UTF8)));

        // A method that is declared twice, which the compiler reports, gets one file.
        var invalid = methods
            .Where(static method => method.Invalid is not null)
            .Select(static (method, _) => method.Invalid!)
            .Collect()
            .SelectMany(static (all, _) => all.Distinct())
            .WithTrackingName(InvalidStep);

        context.RegisterSourceOutput(invalid, static (output, method) =>
            output.AddSource(method.HintName, SourceText.From(InvalidMethodEmitter.Emit(method), Encoding.UTF8)));
    }

    static (KernelSpec? Spec, InvalidMethod? Invalid) Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)target.TargetSymbol;
        var declaration = (MethodDeclarationSyntax)target.TargetNode;
        var problems = new List<Problem>();
        var spec = Parser.Parse(method, declaration, target.Attributes[0], problems, cancellation);
        return (spec, spec is null ? InvalidMethod.Create(method, declaration, problems) : null);
    }
}
