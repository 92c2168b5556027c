using System.Collections.Immutable;
using System.Globalization;
using Generated.Kernels.CodeFixes;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Generated.Kernels.Tests.Generator;

/// <summary>What the code fixes make of a document; it then compiles without a warning, and the kernel is generated.</summary>
public class CodeFixTests
{
    const string Usings = "using System;\nusing System.Numerics.Tensors;\nusing Generated.Kernels;\n\n";
    const string Operands = "ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output";
    const string Parameters = Operands + ", int height, int width";

    [Theory]
    [InlineData("static void Up(" + Parameters + ") { }", "static partial void Up(" + Parameters + ");", "Make 'Up' partial")]
    [InlineData("public static void Up(" + Parameters + ")\n    {\n        throw new NotImplementedException();\n    }", "public static partial void Up(" + Parameters + ");", "Make 'Up' partial")]
    [InlineData("static void Up(" + Parameters + ") => throw new NotImplementedException();", "static partial void Up(" + Parameters + ");", "Make 'Up' partial")]
    [InlineData("static void Up(" + Parameters + ");", "static partial void Up(" + Parameters + ");", "Make 'Up' partial")]
    [InlineData("void Up(" + Parameters + ") => output.Clear();", "partial void Up(" + Parameters + ");", "Make 'Up' partial and remove its body")]
    public Task MethodBecomesPartial(string method, string expected, string title) => Fixes<MakePartialCodeFix>(
        $"partial class Kernels\n{{\n    [ConvTranspose(k: 2, s: 2)]\n    {method} // Doubles.\n}}\n",
        $"partial class Kernels\n{{\n    [ConvTranspose(k: 2, s: 2)]\n    {expected} // Doubles.\n}}\n",
        title);

    [Fact]
    public Task MethodAndAllTypesAroundItBecomePartial() => Fixes<MakePartialCodeFix>(
        $$"""
        /// <summary>Outer.</summary>
        public class Outer
        {
            // Inner.
            readonly struct Inner
            {
                /// <summary>Doubles.</summary>
                [ConvTranspose(k: 2, s: 2)]
                public static void Up({{Parameters}}) { }
            }
        }
        """,
        $$"""
        /// <summary>Outer.</summary>
        public partial class Outer
        {
            // Inner.
            readonly partial struct Inner
            {
                /// <summary>Doubles.</summary>
                [ConvTranspose(k: 2, s: 2)]
                public static partial void Up({{Parameters}});
            }
        }
        """,
        "Make 'Up' partial");

    [Fact]
    public Task TypeBecomesPartial() => Fixes<MakePartialCodeFix>(
        $"record Kernels(int A)\n{{\n    [ConvTranspose(2)] static partial void Up({Parameters});\n}}\n",
        $"partial record Kernels(int A)\n{{\n    [ConvTranspose(2)] static partial void Up({Parameters});\n}}\n",
        "Make 'Kernels' partial");

    [Fact]
    public async Task AccessorsAndLocalFunctionsHaveNoFix()
    {
        var document = Document("class Kernels { static int Zero { [ConvTranspose(2)] get => 0; } static void A() { B(); [ConvTranspose(2)] static void B() { } } }");
        var diagnostics = await DiagnosticsAsync(document);
        Assert.Equal(["GK0001", "GK0001"], diagnostics.Select(diagnostic => diagnostic.Id));
        foreach (var diagnostic in diagnostics)
            Assert.Empty(await ActionsAsync(new MakePartialCodeFix(), document, diagnostic));
    }

    [Theory]
    [InlineData("2", Operands + ", int width", Operands + ", int height, int width", "height")]
    [InlineData("2", "", "ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int inChannels, int outChannels, int height, int width",
        "input, weight, output, inChannels, outChannels, height, width")]
    [InlineData("[2, 2, 2]", Operands, Operands + ", int depth, int height, int width", "depth, height, width")]
    [InlineData("2", "int width, ReadOnlySpan<double> input, Span<double> output, int inChannels",
        "int width, ReadOnlySpan<double> input, ReadOnlySpan<double> weight, Span<double> output, int inChannels, int outChannels, int height", "weight, outChannels, height")]
    [InlineData("2", Operands + ", int height, int batch = 1", Operands + ", int height, int width, int batch = 1", "width")]
    [InlineData("2", "this PackedWeights<float> weights, Span<float> output, int height, int width",
        "this PackedWeights<float> weights, ReadOnlySpan<float> input, Span<float> output, int height, int width", "input")]
    [InlineData("2, InChannels = 8, OutChannels = 8", "ReadOnlySpan<float> input, Span<float> output, int height, int width, params ReadOnlySpan<float> bias",
        "ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int height, int width, params ReadOnlySpan<float> bias", "weight")]
    [InlineData("2", "in ReadOnlyTensorSpan<float> input", "in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in TensorSpan<float> output", "weight, output")]
    public Task MissingParametersAreAdded(string attribute, string parameters, string expected, string names) => Fixes<AddParametersCodeFix>(
        $"static partial class Kernels\n{{\n    [ConvTranspose({attribute})]\n    static partial void Up({parameters});\n}}\n",
        $"static partial class Kernels\n{{\n    [ConvTranspose({attribute})]\n    static partial void Up({expected});\n}}\n",
        $"Add parameter{(names.Contains(',', StringComparison.Ordinal) ? "s" : "")} {names}");

    [Fact]
    public async Task TypesAreQualifiedWithoutUsings()
    {
        const string Start = "static partial class Kernels { [Generated.Kernels.ConvTranspose(2)] static partial void Up(Generated.Kernels.PackedWeights<float> weights, System.Span<float> output, int height, int width";
        var document = Document(Start + "); }", usings: "");
        var fixedDocument = await FixAsync(new AddParametersCodeFix(), document, "Add parameter input");
        Assert.Equal(Start.Replace("Up(", "Up(System.ReadOnlySpan<float> input, ", StringComparison.Ordinal) + "); }", await TextAsync(fixedDocument));
        await GeneratesAsync(fixedDocument);
    }

    [Fact]
    public async Task AllMethodsOfADocumentBecomePartialAtOnce()
    {
        const string Source = """
            {0}class Outer
            {{
                {0}class Kernels
                {{
                    [ConvTranspose(2)] static {0}void Up({1}){2}
                    [ConvTranspose(3)] static {0}void Down({1}){2}
                }}
            }}
            """;
        string before = string.Format(CultureInfo.InvariantCulture, Source, "", Parameters, " { }");
        string after = string.Format(CultureInfo.InvariantCulture, Source, "partial ", Parameters, ";");
        await FixesAll(new MakePartialCodeFix(), before, after);
    }

    [Fact]
    public Task AllMissingParametersOfADocumentAreAddedAtOnce() => FixesAll(
        new AddParametersCodeFix(),
        $"static partial class Kernels {{ [ConvTranspose(2)] static partial void Up({Operands}); [ConvTranspose(3)] static partial void Down({Operands}, int height); }}",
        $"static partial class Kernels {{ [ConvTranspose(2)] static partial void Up({Parameters}); [ConvTranspose(3)] static partial void Down({Parameters}); }}");

    /// <summary>The fix that is offered under this title gives this text.</summary>
    static async Task Fixes<TFix>(string source, string expected, string title)
        where TFix : CodeFixProvider, new()
    {
        var document = await FixAsync(new TFix(), Document(source), title);
        Assert.Equal(Usings + expected, await TextAsync(document));
        await GeneratesAsync(document);
    }

    static async Task FixesAll(CodeFixProvider provider, string source, string expected)
    {
        var document = Document(source);
        var diagnostics = await DiagnosticsAsync(document);
        Assert.True(diagnostics.Length > 1);
        var action = (await ActionsAsync(provider, document, diagnostics[0])).Single();
        var all = await provider.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            document, provider, FixAllScope.Document, action.EquivalenceKey!, provider.FixableDiagnosticIds, new Diagnostics(diagnostics), CancellationToken.None));
        var changed = await ApplyAsync(all!, document);
        Assert.Equal(Usings + expected, await TextAsync(changed));
        await GeneratesAsync(changed);
    }

    static async Task<Document> FixAsync(CodeFixProvider provider, Document document, string title)
    {
        var offered = new List<CodeAction>();
        foreach (var diagnostic in await DiagnosticsAsync(document))
        {
            if (provider.FixableDiagnosticIds.Contains(diagnostic.Id))
                offered.Add(Assert.Single(await ActionsAsync(provider, document, diagnostic)));
        }
        Assert.Contains(title, offered.Select(action => action.Title));
        return await ApplyAsync(offered.First(action => action.Title == title), document);
    }

    static async Task<List<CodeAction>> ActionsAsync(CodeFixProvider provider, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    static async Task<Document> ApplyAsync(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
    }

    /// <summary>Nothing is left to report, neither by the analyzer nor by the compiler.</summary>
    static async Task GeneratesAsync(Document document)
    {
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync())!;
        Assert.Empty(await GeneratorHarness.AnalyzeAsync(compilation));
        var (complete, result) = GeneratorHarness.Generate(compilation);
        Assert.NotEmpty(result.GeneratedSources);
        Assert.Empty(GeneratorHarness.CompilerDiagnostics(complete));
    }

    static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Document document)
    {
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync())!;
        var diagnostics = await compilation.WithAnalyzers([new ConvTransposeAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    static Document Document(string source, string usings = Usings)
    {
        var references = GeneratorHarness.Compile("").References;
        return new AdhocWorkspace()
            .AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp,
                compilationOptions: GeneratorHarness.StrictOptions, parseOptions: GeneratorHarness.ParseOptions, metadataReferences: references))
            .AddDocument("Kernels.cs", usings + source);
    }

    static async Task<string> TextAsync(Document document) => (await document.GetTextAsync()).ToString();

    /// <summary>Hands diagnostics to a fix of all.</summary>
    sealed class Diagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
