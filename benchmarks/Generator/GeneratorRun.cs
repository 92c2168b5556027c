using System.Text;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Generated.Kernels.Benchmarks;

/// <summary>A project with annotated methods, and the generator at work on it: from nothing, and after an edit elsewhere in the
/// file, as an editor calls it after each keystroke.</summary>
sealed class GeneratorRun
{
    /// <summary>Geometries of real networks, in turn.</summary>
    static readonly string[] geometries =
    [
        "k: 2, s: 2", "k: 4, s: 2, p: 1", "k: 3, s: 2, p: 1, op: 1, Activation = Activation.Relu", "k: 3, p: 1", "k: 9, s: 3, p: 4, op: 2", "k: 16, s: 8, p: 4",
        "k: [4, 4], s: [2, 2], p: [1, 1], Activation = Activation.LeakyRelu, Alpha = 0.2", "k: 5, s: 2, p: 2, op: 1, g: 2", "k: 8, s: 4, p: 2", "k: 6, s: 3, p: 1, op: 1",
    ];

    readonly GeneratorDriver warm;
    readonly GeneratorDriver warmIdle;
    readonly SourceText[] emitted;
    readonly CSharpCompilation compilation;
    readonly CSharpCompilation edited;

    /// <param name="methods">The number of annotated methods.</param>
    public GeneratorRun(int methods)
    {
        var source = new StringBuilder("using System;\nusing Generated.Kernels;\n\nstatic partial class Kernels\n{\n");
        for (int i = 0; i < methods; i++)
        {
            source.Append($"    [ConvTranspose({geometries[i % geometries.Length]})]\n");
            source.Append($"    public static partial void Up{i}(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);\n\n");
        }
        source.Append("    static int Unrelated() => 1;\n}\n");
        compilation = EmittedKernel.Compile("Timed", source.ToString());
        var tree = compilation.SyntaxTrees[0];
        edited = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(source.Replace("=> 1", "=> 2").ToString())));
        warm = Driver().RunGenerators(compilation);
        warmIdle = IdleDriver().RunGenerators(compilation);
        emitted = [.. warm.GetRunResult().Results.Single().GeneratedSources.Select(file => file.SourceText)];
        if (emitted.Length != methods)
            throw new InvalidOperationException($"{emitted.Length} of {methods} methods were generated.");
    }

    /// <summary>The length of all emitted files.</summary>
    public long EmittedCharacters => emitted.Sum(file => (long)file.Length);

    /// <summary>A new driver and a compilation of which no symbol is bound.</summary>
    public GeneratorDriver Cold() => Driver().RunGenerators(compilation.Clone());

    /// <summary>The driver of an earlier run, and the compilation after an edit outside the annotated methods.</summary>
    public GeneratorDriver AfterUnrelatedEdit() => warm.RunGenerators(edited.Clone());

    /// <summary>As <see cref="Cold"/>, with a generator that looks for the same attribute and does nothing.</summary>
    public GeneratorDriver ColdIdle() => IdleDriver().RunGenerators(compilation.Clone());

    /// <summary>As <see cref="AfterUnrelatedEdit"/>, with the idle generator.</summary>
    public GeneratorDriver AfterUnrelatedEditIdle() => warmIdle.RunGenerators(edited.Clone());

    /// <summary>What the compiler does next: it parses the emitted files.</summary>
    public void ParseEmitted()
    {
        foreach (var file in emitted)
            CSharpSyntaxTree.ParseText(file, EmittedKernel.ParseOptions).GetRoot();
    }

    /// <summary>The outputs of the generator that ran after the unrelated edit.</summary>
    public int OutputsAfterUnrelatedEdit()
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        var tracked = CSharpGeneratorDriver.Create([new ConvTransposeGenerator().AsSourceGenerator()], parseOptions: EmittedKernel.ParseOptions, driverOptions: options);
        var result = tracked.RunGenerators(compilation).RunGenerators(edited).GetRunResult().Results.Single();
        return result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).Count(output => output.Reason != IncrementalStepRunReason.Cached);
    }

    static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ConvTransposeGenerator().AsSourceGenerator()], parseOptions: EmittedKernel.ParseOptions);

    static GeneratorDriver IdleDriver() => CSharpGeneratorDriver.Create([new Idle().AsSourceGenerator()], parseOptions: EmittedKernel.ParseOptions);

    /// <summary>Looks for the same attribute and does nothing about it.</summary>
    sealed class Idle : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName(typeof(ConvTransposeAttribute).FullName!, static (_, _) => true, static (_, _) => 0),
            static (_, _) => { });
    }
}
