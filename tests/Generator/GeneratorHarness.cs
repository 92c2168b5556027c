using System.Collections.Immutable;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Generated.Kernels.Tests.Generator;

/// <summary>Compiles source texts as a user's project would and runs the generator and the analyzer over them.</summary>
static class GeneratorHarness
{
    static readonly ImmutableArray<MetadataReference> references = FindReferences();

    /// <summary>Documentation comments are read and checked, as in a project with a documentation file.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>The strictest project: every warning an error, arithmetic checked, unsafe code not allowed.</summary>
    public static readonly CSharpCompilationOptions StrictOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        checkOverflow: true,
        allowUnsafe: false,
        warningLevel: 9999,
        generalDiagnosticOption: ReportDiagnostic.Error,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>A compilation of the given files against this process's framework and runtime library.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Consumer",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"File{index}.cs")),
        references,
        StrictOptions);

    /// <summary>A compilation of one file under an <c>.editorconfig</c>.</summary>
    public static CSharpCompilation CompileWithConfig(string source, string editorConfig)
    {
        var compilation = Compile(source);
        return compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(editorConfig)));
    }

    /// <summary>A driver that records why each step ran.</summary>
    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new ConvTransposeGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The compilation together with what the generator adds to it.</summary>
    public static (Compilation Compilation, GeneratorRunResult Result) Generate(CSharpCompilation compilation)
    {
        var driver = CreateDriver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _, CancellationToken.None);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        return (updated, result);
    }

    /// <summary>What the analyzer says about a compilation to which the generator has added its part.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation)
    {
        var (updated, _) = Generate(compilation);
        var analysis = updated.WithAnalyzers([new ConvTransposeAnalyzer()]);
        var diagnostics = await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001"); // an exception in the analyzer
        return diagnostics;
    }

    /// <summary>What the compiler says, warnings included.</summary>
    public static IEnumerable<Diagnostic> CompilerDiagnostics(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        using var documentation = new MemoryStream();
        return compilation.Emit(assembly, xmlDocumentationStream: documentation).Diagnostics
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
    }

    /// <summary>The method of a wrong declaration gets a body that throws, where it can get one. Otherwise a build would stop at
    /// the compiler's CS8795 before it reports what the analyzer says.</summary>
    public static void AssertThrows(CSharpCompilation compilation, string id, string message)
    {
        var (complete, result) = Generate(compilation);
        if (id is "GK0001" or "GK0002" or "GK0003" or "GK0004")
        {
            Assert.Empty(result.GeneratedSources);
            return;
        }
        string text = Assert.Single(result.GeneratedSources).SourceText.ToString();
        Assert.Contains($"throw new global::System.NotSupportedException({SymbolDisplay.FormatLiteral($"{id}: {message}", quote: true)});", text, StringComparison.Ordinal);
        Assert.Empty(CompilerDiagnostics(complete));
    }

    static ImmutableArray<MetadataReference> FindReferences()
    {
        // The framework only, and not the other assemblies of the tests, as in a consumer's project.
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(ConvTransposeAttribute).Assembly.Location)
                .Append(typeof(System.Numerics.Tensors.Tensor).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
