using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generated.Kernels.Tests;

/// <summary>
/// Compiles declarations at run time as a user's project would: one source with annotated partial methods, the generator
/// run over it, an optimised assembly. Anything that the compiler or the generator reports, even a warning, is an error.
/// </summary>
static partial class KernelCompiler
{
    static readonly Lazy<ImmutableArray<MetadataReference>> References = new(FindReferences);

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>Compiles declarations.</summary>
    /// <returns>One kernel per declaration.</returns>
    public static CompiledKernel<T>[] Compile<T>(IReadOnlyList<KernelDeclaration> declarations)
        where T : unmanaged => [.. declarations.AsParallel().AsOrdered().Select(Compile<T>)];

    /// <summary>Compiles one declaration, or gives what another part of the suite has compiled.</summary>
    public static CompiledKernel<T> Compile<T>(KernelDeclaration declaration)
        where T : unmanaged =>
        Compiled<T>.Kernels.GetOrAdd(declaration, static asked => new(() => CompileNew<T>(asked))).Value;

    /// <summary>A compilation of user code as strict as a user may have it.</summary>
    public static CSharpCompilation CreateCompilation(string source) => CSharpCompilation.Create(
        "CompiledKernels",
        [CSharpSyntaxTree.ParseText(source, ParseOptions, "User.cs", Encoding.UTF8)],
        References.Value,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            allowUnsafe: false,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Runs the generator.</summary>
    public static GeneratorDriverRunResult RunGenerator(CSharpCompilation compilation, out Compilation complete) =>
        CSharpGeneratorDriver.Create([new ConvTransposeGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out complete, out _).GetRunResult();

    /// <summary>The declarations of one assembly as the generator and the C# compiler leave them.</summary>
    /// <param name="declarations">The declarations.</param>
    /// <param name="indices">Which of them to compile; their methods are numbered alike.</param>
    /// <param name="type">The element type's keyword.</param>
    public static (GeneratorDriverRunResult Generated, byte[] Image) Emit(IReadOnlyList<KernelDeclaration> declarations, IEnumerable<int> indices, string type)
    {
        var source = new StringBuilder("using System;\nusing Generated.Kernels;\n\nstatic partial class Kernels\n{\n");
        foreach (int index in indices)
            declarations[index].Write(source, index, type);
        source.Append("}\n");

        var result = RunGenerator(CreateCompilation(source.ToString()), out var complete);
        ThrowIfAny(result.Diagnostics);
        return (result, CompiledImages.Get(complete, () =>
        {
            using var stream = new MemoryStream();
            ThrowIfAny(complete.Emit(stream).Diagnostics);
            return stream.ToArray();
        }));
    }

    /// <summary>An assembly for each declaration: what one part of the suite asks for, others and other processes ask for in other company.</summary>
    static CompiledKernel<T> CompileNew<T>(KernelDeclaration declaration)
        where T : unmanaged
    {
        var (result, image) = Emit([declaration], [0], typeof(T) == typeof(float) ? "float" : "double");
        return Load<T>(image, [declaration], [0]).Single() with { FallbackReason = FindFallbacks(result).GetValueOrDefault(0) };
    }

    static class Compiled<T>
        where T : unmanaged
    {
        public static readonly ConcurrentDictionary<KernelDeclaration, Lazy<CompiledKernel<T>>> Kernels = new();
    }

    /// <summary>The kernels of an assembly that <see cref="Emit"/> has made of the same declarations; it is not known here which are
    /// left to the generic path.</summary>
    public static IEnumerable<CompiledKernel<T>> Load<T>(byte[] image, IReadOnlyList<KernelDeclaration> declarations, IEnumerable<int> indices)
        where T : unmanaged
    {
        var assembly = new AssemblyLoadContext("compiled kernels").LoadFromStream(new MemoryStream(image));
        var methods = assembly.GetType("Kernels", throwOnError: true)!;
        return indices.Select(index => new CompiledKernel<T>(
            declarations[index],
            Find<ConvTransposeCall<T>>(methods, $"CallRaw{index}"),
            Find<PackCall<T>>(methods, $"CallPack{index}"),
            Find<PackedCall<T>>(methods, $"CallPacked{index}"),
            Find<ResidualCall<T>>(methods, $"CallResidual{index}"),
            FallbackReason: null));
    }

    static TDelegate? Find<TDelegate>(Type methods, string name)
        where TDelegate : Delegate =>
        methods.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.CreateDelegate<TDelegate>();

    static void ThrowIfAny(IEnumerable<Diagnostic> diagnostics)
    {
        var reported = diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(20).ToList();
        if (reported.Count > 0)
            throw new InvalidOperationException("The compilation reports:\n" + string.Join("\n", reported));
    }

    /// <summary>The declarations whose kernel is a call of the generic path, and the remark that says why. A kernel that
    /// calls neither the generic path nor the driver is not understood here, which must not pass for specialised.</summary>
    static Dictionary<int, string> FindFallbacks(GeneratorDriverRunResult result)
    {
        var fallbacks = new Dictionary<int, string>();
        foreach (var generated in result.Results.SelectMany(r => r.GeneratedSources))
        {
            if (Kernel().Match(generated.HintName) is not { Success: true } kernel)
                continue;
            string text = generated.SourceText.ToString();
            bool callsGenericPath = GenericCall().IsMatch(text);
            if (callsGenericPath == DriverCall().IsMatch(text))
                throw new InvalidOperationException($"{generated.HintName} should call either the generic path or the driver:\n{text}");
            if (callsGenericPath)
                fallbacks[int.Parse(kernel.Groups[1].ValueSpan)] = Reason().Match(text) is { Success: true } reason ? reason.Groups[1].Value : "no reason given";
        }
        return fallbacks;
    }

    [GeneratedRegex(@"\.(?:Raw|Packed|Residual)(\d+)\b")]
    private static partial Regex Kernel();

    [GeneratedRegex(@"\bConvTranspose\.Invoke\s*[<(]")]
    private static partial Regex GenericCall();

    [GeneratedRegex(@"\bTileDriver\.Run\s*[<(]")]
    private static partial Regex DriverCall();

    [GeneratedRegex(@"Left to the generic path: ([^\n<]*)")]
    private static partial Regex Reason();

    static ImmutableArray<MetadataReference> FindReferences() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "netstandard" or "mscorlib" or "Generated.Kernels"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
