using System.Globalization;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Generated.Kernels.Tests.Generator;

/// <summary>Every rule: its id, its message and the text that it underlines, written «so» in the declarations here.</summary>
public class DiagnosticsTests
{
    const string Operands = "ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output";

    public static readonly TheoryData<string, string, string> InType = new()
    {
        { "GK0001", "[ConvTranspose(2)] public static void «Up»(" + Operands + ", int height, int width) { }",
            "Method 'Up' must be partial and without a body, so that the generator can write it" },
        { "GK0001", "static int Zero { [«ConvTranspose(2)»] get => 0; }",
            "'get_Zero' must be a partial method of a type, not an accessor, so that the generator can write it" },
        { "GK0001", "static void Outer() { Up(); [«ConvTranspose(2)»] static void Up() { } }",
            "'Up' must be a partial method of a type, not a local function, so that the generator can write it" },
        { "GK0001", "static readonly Action up = [«ConvTranspose(2)»] static () => { };",
            "A kernel must be a partial method of a type, not a lambda, so that the generator can write it" },
        { "GK0002", "[ConvTranspose(2)] public static partial void «Up»(" + Operands + ", int height, int width); public static partial void Up(" + Operands + ", int height, int width) { }",
            "Method 'Up' already has a body; remove the body or the attribute" },
        { "GK0002", "public static partial void «Up»(" + Operands + ", int height, int width); [ConvTranspose(2)] public static partial void Up(" + Operands + ", int height, int width) { }",
            "Method 'Up' already has a body; remove the body or the attribute" },
        { "GK0005", "[ConvTranspose(2)] public static partial void «Up»<T>(" + Operands + ", int height, int width);",
            "Method 'Up' is generic; declare one method per element type, float or double" },
        { "GK0006", "[ConvTranspose(2)] public static partial «float[]» Up(" + Operands + ", int height, int width);",
            "Method 'Up' returns 'float[]'; a kernel returns void, or its output as Tensor<T>, and a packing method PackedWeights<T>" },
        { "GK0006", "[ConvTranspose(2)] public static partial «PackedWeights<float>?» Pack(ReadOnlySpan<float> weight, int inChannels, int outChannels);",
            "Method 'Pack' returns 'PackedWeights<float>?'; a kernel returns void, or its output as Tensor<T>, and a packing method PackedWeights<T>" },
        { "GK0007", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", int height, int width, float «scale»);",
            "Parameter 'scale' is not recognised; the parameters of a kernel are input, weight, weights, bias, residual, output, batch, inChannels, outChannels, height, width and maxDegreeOfParallelism" },
        { "GK0007", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", int height, int width, int «Batch»);",
            "Parameter 'Batch' is not recognised; did you mean 'batch'?" },
        { "GK0007", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", int height, int width, int «maxDegreeOfParalellism»);",
            "Parameter 'maxDegreeOfParalellism' is not recognised; did you mean 'maxDegreeOfParallelism'?" },
        { "GK0007", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", int «depth», int height, int width);",
            "Parameter 'depth' is not recognised; a kernel of rank 2 has the sizes height and width (the rank is Rank, or the number of values of k)" },
        { "GK0007", "[ConvTranspose(2)] public static partial PackedWeights<float> Pack(ReadOnlySpan<float> weight, int inChannels, int outChannels, int «height»);",
            "Parameter 'height' is not recognised; a packing method has the parameters weight, bias, inChannels and outChannels" },
        { "GK0008", "[ConvTranspose(2)] public static partial void Up(«Span<float>» input, PackedWeights<float> weights, Span<float> output, int height, int width);",
            "Parameter 'input' has type 'Span<float>'; 'ReadOnlySpan<float>' was expected" },
        { "GK0008", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", «long» height, int width);",
            "Parameter 'height' has type 'long'; 'int' was expected" },
        { "GK0008", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", «ref int» height, int width);",
            "Parameter 'height' has type 'ref int'; 'int' was expected" },
        { "GK0008", "[ConvTranspose(2)] public static partial void Up(ReadOnlySpan<float> input, «PackedWeights<float>?» weights, Span<float> output, int height, int width);",
            "Parameter 'weights' has type 'PackedWeights<float>?'; 'PackedWeights<float>' was expected" },
        { "GK0008", "[ConvTranspose(2)] public static partial void Up(ReadOnlySpan<double> input, PackedWeights<double> weights, «Span<float>» output, int height, int width);",
            "Parameter 'output' has type 'Span<float>'; 'Span<double>' was expected" },
        { "GK0008", "[ConvTranspose(2)] public static partial PackedWeights<double> Pack(«ReadOnlySpan<float>» weight, int inChannels, int outChannels);",
            "Parameter 'weight' has type 'ReadOnlySpan<float>'; 'ReadOnlySpan<double>' was expected" },
        { "GK0009", "[ConvTranspose(2)] public static partial void «Up»(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, int width);",
            "Method 'Up' lacks 'Span<float> output', 'int inChannels', 'int outChannels' and 'int height'" },
        { "GK0009", "[ConvTranspose(2, Rank = 3)] public static partial void «Up»(ReadOnlySpan<double> input, Span<double> output, int depth, int height, int width, int inChannels, int outChannels);",
            "Method 'Up' lacks 'ReadOnlySpan<double> weight'" },
        { "GK0009", "[ConvTranspose(2)] public static partial PackedWeights<float> «Pack»(ReadOnlySpan<float> weight, int inChannels);",
            "Method 'Pack' lacks 'int outChannels'" },
        { "GK0010", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", int height, int width, int «inChannels»);",
            "'inChannels' is given twice, by this parameter and by the packed 'weights'" },
        { "GK0010", "[ConvTranspose(2)] public static partial void Up(" + Operands + ", int height, int width, ReadOnlySpan<float> «bias»);",
            "'bias' is given twice, by this parameter and by the packed 'weights'" },
        { "GK0010", "[ConvTranspose(2, OutChannels = 8)] public static partial PackedWeights<float> Pack(ReadOnlySpan<float> weight, int inChannels, int «outChannels»);",
            "'outChannels' is given twice, by this parameter and by the attribute's OutChannels" },
        { "GK0011", "[ConvTranspose(2)] public static partial void Up(«ReadOnlySpan<Half>» input, PackedWeights<Half> weights, Span<Half> output, int height, int width);",
            "Kernels are generated for float and double, not for 'Half'" },
        { "GK0011", "[ConvTranspose(2)] public static partial «PackedWeights<int>» Pack(ReadOnlySpan<int> weight, int inChannels, int outChannels);",
            "Kernels are generated for float and double, not for 'int'" },
        { "GK0020", Kernel("2, Activation = «(Activation)99»"), "There is no activation with the value 99" },
        { "GK0021", Kernel("2, Activation = Activation.Clip, «Alpha = 6», Beta = 0.5"),
            "Clip has the lower bound Alpha = 6 above the upper bound Beta = 0.5" },
        { "GK0022", Kernel("2, Activation = Activation.Relu, «Alpha = 0.2»"), "'Alpha' has no meaning for activation Relu" },
        { "GK0022", Kernel("2, Activation = Activation.LeakyRelu, Alpha = 0.2, «Beta = 1»"), "'Beta' has no meaning for activation LeakyRelu" },
    };

    public static readonly TheoryData<string, string, string> Geometry = new()
    {
        { "GK0012", "2, Rank = «4»", "Rank is 4; a transposed convolution has 1, 2 or 3 spatial axes" },
        { "GK0012", "«[2, 2, 2, 2]»", "'k' has 4 values; a transposed convolution has 1, 2 or 3 spatial axes" },
        { "GK0012", "«new int[0]»", "'k' has 0 values; a transposed convolution has 1, 2 or 3 spatial axes" },
        { "GK0012", "[2, 2], Rank = «3»", "Rank is 3 where 'k' has 2 values; a transposed convolution has 1, 2 or 3 spatial axes" },
        { "GK0013", "[2, 2], s: «[2]»", "'s' has 1 values; 2 were expected" },
        { "GK0013", "[2, 2], p: «[0, 0, 0]»", "'p' has 3 values; 2 or 4 were expected" },
        { "GK0014", "«0»", "'k' is 0; it must be at least 1" },
        { "GK0014", "k: 2, s: «-1»", "'s' is -1; it must be at least 1" },
        { "GK0014", "d: «0», k: 2", "'d' is 0; it must be at least 1" },
        { "GK0014", "2, 1, 0, 0, 1, «0»", "'g' is 0; it must be at least 1" },
        { "GK0014", "[3, «0»]", "'k' is 0; it must be at least 1" },
        { "GK0014", "[3, 3], new[] { «0», 1 }", "'s' is 0; it must be at least 1" },
        { "GK0014", "[3, 3], d: new int[] { 1, «-2» }", "'d' is -2; it must be at least 1" },
        { "GK0014", "[3, 3], g: «-1»", "'g' is -1; it must be at least 1" },
        { "GK0015", "2, p: «-1»", "'p' is -1; it must be at least 0" },
        { "GK0015", "[2, 2], p: [0, 0, «-1», 0]", "'p' is -1; it must be at least 0" },
        { "GK0015", "2, 2, 0, «-1»", "'op' is -1; it must be at least 0" },
        { "GK0016", "3, s: 2, op: «2»", "'op' is 2; PyTorch and ONNX Runtime refuse an output padding that is not smaller than max(s, d) = 2: no tap reaches the outputs past it, they hold the bias" },
        { "GK0016", "[3, 3], s: [4, 2], op: [3, «3»], d: [1, 3]", "'op' is 3; PyTorch and ONNX Runtime refuse an output padding that is not smaller than max(s, d) = 3: no tap reaches the outputs past it, they hold the bias" },
        { "GK0017", "2, p: «int.MaxValue»", "Padding 2147483647 + 2147483647 cuts off all outputs whatever the input's height" },
        { "GK0017", "[2, 2], p: [0, 1, 0, «int.MaxValue»]", "Padding 1 + 2147483647 cuts off all outputs whatever the input's width" },
        { "GK0018", "«1 << 20», d: 1 << 20", "The kernel's extent d(k-1) + 1 = 1099510579201 exceeds what a span can hold, 2147483647" },
        { "GK0018", "k: 1, s: «5000», op: 4999", "The number of output phases, the product of the strides, exceeds what can be listed, 16777216" },
        { "GK0018", "«[65536, 65536]»", "The number of kernel elements exceeds what a span can hold, 2147483647" },
    };

    public static readonly TheoryData<string, string, string> Channels = new()
    {
        { "GK0015", "2, InChannels = «-4», OutChannels = 4", "'InChannels' is -4; it must be at least 0" },
        { "GK0019", "2, g: 4, InChannels = «30», OutChannels = 8", "'InChannels' is 30, which is not a multiple of the 4 groups" },
        { "GK0019", "2, g: 4, InChannels = 32, OutChannels = «6»", "'OutChannels' is 6, which is not a multiple of the 4 groups" },
    };

    static readonly (string Id, string Source, string Message)[] files =
    [
        ("GK0003", Usings + "static class «Kernels» { " + Kernel("2") + " }",
            "Type 'Kernels' must be partial, so that the generator can add method 'Up' to it"),
        ("GK0003", Usings + "class «Outer» { partial struct Inner { " + Kernel("2") + " } }",
            "Type 'Outer' must be partial, so that the generator can add method 'Up' to it"),
        ("GK0004", Usings + "file static partial class «Kernels» { " + Kernel("2") + " }",
            "Method 'Up' cannot be generated into 'Kernels', because a file-local type ends with its file"),
    ];

    const string Usings = "using System; using Generated.Kernels; ";

    static string Kernel(string arguments) =>
        $"[ConvTranspose({arguments})] public static partial void Up({Operands}, int height, int width);";

    static string Type(string members) => Usings + "static partial class Kernels { " + members + " }";

    [Theory]
    [MemberData(nameof(InType))]
    public Task Declaration(string id, string members, string message) => Reports(id, Type(members), message);

    [Theory]
    [MemberData(nameof(Geometry))]
    public Task GeometryOfTheAttribute(string id, string arguments, string message) => Reports(id, Type(Kernel(arguments)), message);

    [Theory]
    [MemberData(nameof(Channels))]
    public Task FixedChannels(string id, string arguments, string message) => Reports(id, Type(Kernel(arguments)), message);

    [Fact]
    public async Task ContainingTypes()
    {
        foreach (var (id, source, message) in files)
            await Reports(id, source, message);
    }

    [Fact]
    public async Task ExtensionBlocksAreOutOfReach()
    {
        string method = Kernel("2").Replace("Up", "«Up»", StringComparison.Ordinal);
        var (source, span) = Unmark(Usings + "static partial class Kernels { extension(float[] image) { " + method + " } }");
        var diagnostics = await GeneratorHarness.AnalyzeAsync(GeneratorHarness.Compile(source));
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => // the compiler visits methods in extension blocks twice
        {
            Assert.Equal("GK0004", diagnostic.Id);
            Assert.Equal(span, diagnostic.Location.SourceSpan);
        });
    }

    /// <summary>Other generators' files are left alone by most analyzers; a method there would throw without a word.</summary>
    [Fact]
    public async Task GeneratedFilesAreAnalyzed()
    {
        var compilation = GeneratorHarness.Compile(Type(Kernel("0")));
        var tree = Assert.Single(compilation.SyntaxTrees);
        var diagnostics = await GeneratorHarness.AnalyzeAsync(compilation.ReplaceSyntaxTree(tree, tree.WithFilePath("Kernels.g.cs")));
        Assert.Equal("GK0014", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public async Task GenericPathIsInformation()
    {
        var (source, span) = Unmark(Type("[«ConvTranspose(k: 9000, s: 1)»] public static partial void Up(" + Operands + ", int height, int width);"));
        var diagnostic = Assert.Single(await GeneratorHarness.AnalyzeAsync(GeneratorHarness.Compile(source)));
        Assert.Equal("GK0023", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.DefaultSeverity);
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        await IsConfigurable("GK0023", source);
    }

    [Fact]
    public void EveryRuleIsTested()
    {
        var tested = InType.Concat(Geometry).Concat(Channels).Select(row => (string)row[0])
            .Concat(files.Select(file => file.Id)).Append("GK0023").Distinct().Order();
        var rules = new ConvTransposeAnalyzer().SupportedDiagnostics;
        Assert.Equal(rules.Select(rule => rule.Id).Order(), tested);
    }

    [Fact]
    public async Task OtherMistakesAreTheCompilersToReport()
    {
        string source = Type(Kernel("nonsense") + "[ConvTranspose] static partial void Down(Unknown input, PackedWeights<Missing> weights, Span<float> output, int height, int width);");
        Assert.Empty(await GeneratorHarness.AnalyzeAsync(GeneratorHarness.Compile(source)));
    }

    /// <summary>The analyzer says this one thing, at the marked place, no kernel is generated, and it can be silenced.</summary>
    static async Task Reports(string id, string marked, string message)
    {
        var (source, span) = Unmark(marked);
        var compilation = GeneratorHarness.Compile(source);
        var diagnostic = Assert.Single(await GeneratorHarness.AnalyzeAsync(compilation), diagnostic => diagnostic.Id != "GK0023");
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(source[span.Start..span.End], source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        if (diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            GeneratorHarness.AssertThrows(compilation, id, message);
        await IsConfigurable(id, source);
    }

    /// <summary>A pragma and an <c>.editorconfig</c> silence a rule, and the latter changes its severity.</summary>
    static async Task IsConfigurable(string id, string source)
    {
        Assert.DoesNotContain(id, await Ids(GeneratorHarness.Compile($"#pragma warning disable {id}\n{source}")));
        Assert.DoesNotContain(id, await Ids(GeneratorHarness.CompileWithConfig(source, $"[*.cs]\ndotnet_diagnostic.{id}.severity = none")));
        var suggestions = await GeneratorHarness.AnalyzeAsync(GeneratorHarness.CompileWithConfig(source, $"[*.cs]\ndotnet_diagnostic.{id}.severity = suggestion"));
        Assert.Equal(DiagnosticSeverity.Info, suggestions.First(diagnostic => diagnostic.Id == id).Severity);

        static async Task<IEnumerable<string>> Ids(CSharpCompilation compilation) =>
            (await GeneratorHarness.AnalyzeAsync(compilation)).Select(diagnostic => diagnostic.Id);
    }

    static (string Source, TextSpan Span) Unmark(string marked)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        return (marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), TextSpan.FromBounds(start, end));
    }
}
