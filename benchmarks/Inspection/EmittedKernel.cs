using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Generated.Kernels.CompilerServices;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generated.Kernels.Benchmarks;

/// <summary>What the generator makes of a file, in memory.</summary>
sealed class EmittedKernel
{
    static readonly Lazy<ImmutableArray<MetadataReference>> references = new(FindReferences);

    readonly Compilation compilation;

    /// <summary>The language of the declarations.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    EmittedKernel(Compilation compilation, string text)
    {
        this.compilation = compilation;
        Text = text;
    }

    /// <summary>The emitted file.</summary>
    public string Text { get; }

    /// <summary>The most output channels of the register tile for a width of vectors, or null where there is no kernel but a call
    /// of the generic path.</summary>
    public string? Channels(int bits) =>
        Regex.Match(Text, $@"tile{bits}: new\(Channels: (\d+)") is { Success: true } tile ? tile.Groups[1].Value : null;

    /// <summary>Runs the generator over a file with one annotated method.</summary>
    /// <exception cref="FormatException">The declaration is wrong; the message is the analyzer's.</exception>
    public static EmittedKernel Create(string source)
    {
        var driver = CSharpGeneratorDriver.Create([new ConvTransposeGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(Compile("Inspected", source), out var complete, out _);
        var problems = complete.WithAnalyzers([new ConvTransposeAnalyzer()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}")
            .ToList();
        return problems.Count > 0
            ? throw new FormatException($"{string.Join('\n', problems)}\n\n{source}")
            : new EmittedKernel(complete, driver.GetRunResult().GeneratedTrees.Single().ToString());
    }

    /// <summary>A compilation against this process's framework and runtime library.</summary>
    public static CSharpCompilation Compile(string name, string source) => CSharpCompilation.Create(
        name, [CSharpSyntaxTree.ParseText(source, ParseOptions)], references.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Writes the compiled assembly.</summary>
    public void Save(string path)
    {
        var result = compilation.Emit(path);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    /// <summary>The plan of the emitted kernel.</summary>
    /// <exception cref="FormatException">There is none: the declaration is left to the generic path.</exception>
    public TilePlan LoadPlan()
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        var kernel = Assembly.Load(assembly.ToArray()).GetTypes().SingleOrDefault(type => type.GetInterfaces().Any(one => one.Name.StartsWith("ITileKernel", StringComparison.Ordinal)));
        return kernel?.GetProperty(nameof(ITileKernel<float>.Plan))!.GetValue(Activator.CreateInstance(kernel)) as TilePlan
            ?? throw new FormatException("The generic path serves this declaration: there is no plan to choose.");
    }

    static ImmutableArray<MetadataReference> FindReferences() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "netstandard" or "mscorlib" or "Generated.Kernels"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
