using Microsoft.CodeAnalysis;
using Xunit;

namespace Generated.Kernels.Tests.Generator;

/// <summary>Wherever C# lets a partial method stand, the emitted part fits: it compiles without a warning in the strictest
/// project, which treats them as errors, checks arithmetic, allows no unsafe code and demands documentation.</summary>
public class DeclarationTests
{
    const string Usings = "using System;\nusing Generated.Kernels;\n";
    const string Operands = "ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output";
    const string Sizes = "int height, int width";
    const string Up = $"[ConvTranspose(2, s: 2)] static partial void Up({Operands}, {Sizes});";

    [Theory]
    [InlineData("namespace Vision; static partial class TextDetector { " + Up + " }", "Vision.TextDetector.Up.g.cs")]
    [InlineData("namespace Vision { static partial class TextDetector { " + Up + " } }", "Vision.TextDetector.Up.g.cs")]
    [InlineData("namespace Vision { namespace Text.Pages { static partial class TextDetector { " + Up + " } } }", "Vision.Text.Pages.TextDetector.Up.g.cs")]
    [InlineData("static partial class TextDetector { " + Up + " }", "TextDetector.Up.g.cs")]
    [InlineData("namespace @namespace.@event; static partial class @class { [ConvTranspose(2)] static partial void @in(ReadOnlySpan<float> @input, PackedWeights<float> weights, Span<float> output, int height, int width); }",
        "namespace.event.class.in.g.cs")]
    [InlineData("namespace @record; static partial class @field { [ConvTranspose(2)] static partial void @var(" + Operands + ", int @height, int width); }",
        "record.field.var.g.cs")]
    public void Namespaces(string source, string hintName) => Compiles(source, hintName);

    [Theory]
    [InlineData("partial class Outer { partial struct Middle { static partial class Inner { " + Up + " } } }", "Outer.Middle.Inner.Up.g.cs")]
    [InlineData("partial class Outer<T> where T : IDisposable { partial class Inner<@int, V> where V : struct { " + Up + " } }", "Outer`1.Inner`2.Up.g.cs")]
    [InlineData("static partial class Kernels { " + Up + " } static partial class Kernels<T> { " + Up + " }", "Kernels.Up.g.cs", "Kernels`1.Up.g.cs")]
    [InlineData("partial struct Kernels { " + Up + " }", "Kernels.Up.g.cs")]
    [InlineData("readonly ref partial struct Kernels { " + Up + " }", "Kernels.Up.g.cs")]
    [InlineData("partial record Kernels(int A) { " + Up + " }", "Kernels.Up.g.cs")]
    [InlineData("partial record class Kernels { " + Up + " }", "Kernels.Up.g.cs")]
    [InlineData("readonly partial record struct Kernels<T>(T A) { " + Up + " }", "Kernels`1.Up.g.cs")]
    [InlineData("partial interface IKernels { " + Up + " }", "IKernels.Up.g.cs")]
    [InlineData("partial interface IKernels<in TIn, out TOut> { public " + "static sealed partial void Keep(); public static sealed partial void Keep() { } }")]
    [InlineData("partial interface IKernels<in TIn, out TOut> { [ConvTranspose(2)] partial void Up(" + Operands + ", " + Sizes + "); }", "IKernels`2.Up.g.cs")]
    [InlineData("abstract partial class Kernels<T>(int a) : IDisposable { public int A => a; public abstract void Dispose(); " + Up + " }", "Kernels`1.Up.g.cs")]
    public void ContainingTypes(string source, params string[] hintNames) => Compiles(source, hintNames);

    [Theory]
    [InlineData("[ConvTranspose(2)] partial void Up(" + Operands + ", " + Sizes + ");")]
    [InlineData("[ConvTranspose(2)] private static partial void Up(" + Operands + ", " + Sizes + ");")]
    [InlineData("[ConvTranspose(2)] internal partial void Up(" + Operands + ", " + Sizes + ");")]
    [InlineData("[ConvTranspose(2)] protected internal virtual partial void Up(" + Operands + ", " + Sizes + ");")]
    [InlineData("[ConvTranspose(2)] static partial void Up(int width, Span<float> output, in PackedWeights<float> weights, int height, scoped ReadOnlySpan<float> input);")]
    [InlineData("[ConvTranspose(2)] static partial void Up(in ReadOnlySpan<float> input, PackedWeights<float> weights, scoped in Span<float> output, in int height, int width);")]
    [InlineData("[ConvTranspose(2)] static partial void Up(" + Operands + ", " + Sizes + ", int batch = 1, int maxDegreeOfParallelism = -1);")]
    [InlineData("[ConvTranspose(2)] static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int inChannels, int outChannels, " + Sizes + ", params ReadOnlySpan<float> bias);")]
    [InlineData("[ConvTranspose(2, InChannels = 8, OutChannels = 4)] static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, " + Sizes + ");")]
    [InlineData("[ConvTranspose(2, InChannels = 8, OutChannels = 4)] static partial void Up(" + Operands + ", " + Sizes + ", ReadOnlySpan<float> residual);")]
    [InlineData("[ConvTranspose(2, Activation = Activation.Clip, Alpha = double.MinValue, Beta = double.MaxValue)] static partial void Up(" + Operands + ", " + Sizes + ");")] // infinite as float
    [InlineData("[ConvTranspose(2, Activation = Activation.LeakyRelu, Alpha = 1e300)] static partial void Up(" + Operands + ", " + Sizes + ");")]
    [InlineData("[ConvTranspose(9000, Rank = 1, InChannels = 8, OutChannels = 4)] static partial void Up(" + Operands + ", int length, ReadOnlySpan<float> residual);")]
    [InlineData("[ConvTranspose(16, 8, 4, Rank = 1)] static partial void Up(" + Operands + ", int length);")]
    [InlineData("[ConvTranspose([2, 2, 2], [2, 2, 2])] static partial void Up(ReadOnlySpan<double> input, PackedWeights<double> weights, Span<double> output, int depth, int height, int width);")]
    [InlineData("[ConvTranspose(2)] static partial PackedWeights<double> Up(ReadOnlySpan<double> weight, ReadOnlySpan<double> bias, int inChannels, int outChannels);")]
    [InlineData("[ConvTranspose(2, InChannels = 8, OutChannels = 4)] private static partial PackedWeights<float> Up(ReadOnlySpan<float> weight);")]
    [InlineData("\n#nullable disable\n[ConvTranspose(2)] private static partial PackedWeights<float> Up(ReadOnlySpan<float> weight, int inChannels, int outChannels);\n")]
    [InlineData("[ConvTranspose(2), Obsolete] static partial void Up([System.Diagnostics.CodeAnalysis.SuppressMessage(\"a\", \"b\")] " + Operands + ", " + Sizes + ");")]
    public void Signatures(string method)
    {
        // A packing method returns something, so it needs an accessibility.
        string accessible = method.Replace(")] static partial PackedWeights", ")] internal static partial PackedWeights", StringComparison.Ordinal);
        Compiles($"partial class Kernels {{ {accessible} }}", "Kernels.Up.g.cs");
    }

    [Fact]
    public void InstanceMethodsOfStructsAndDerivedClasses()
    {
        Compiles($"partial struct Kernels {{ [ConvTranspose(2)] readonly partial void Up({Operands}, {Sizes}); }}", "Kernels.Up.g.cs");
        Compiles($"partial class Base {{ [ConvTranspose(2)] internal virtual partial void Up({Operands}, {Sizes}); }}"
            + $"sealed partial class Derived : Base {{ [ConvTranspose(3)] internal sealed override partial void Up({Operands}, {Sizes}); }}"
            + $"partial class Hiding : Base {{ [ConvTranspose(4)] internal new partial void Up({Operands}, {Sizes}); }}",
            "Base.Up.g.cs", "Derived.Up.g.cs", "Hiding.Up.g.cs");
        Compiles($"static partial class Extensions {{ [ConvTranspose(2)] internal static partial void Up(this {Operands}, {Sizes}); }}", "Extensions.Up.g.cs");
    }

    [Fact]
    public void PublicMethodsDocumentedOrNot()
    {
        const string Undocumented = $"[ConvTranspose(2)] public static partial void Up({Operands}, {Sizes});";
        // What the user's own part lacks, the emitted one has: no warning about missing documentation.
        Compiles($"/// <summary>Kernels.</summary>\npublic static partial class Kernels {{ {Undocumented} }}", "Kernels.Up.g.cs");
        // Two documentation comments for one method would be a warning.
        Compiles($"/// <summary>Kernels.</summary>\npublic static partial class Kernels {{\n/// <summary>Ups.</summary>\n{Undocumented} }}", "Kernels.Up.g.cs");
        Compiles($"/// <summary>Kernels.</summary>\npublic static partial class Kernels {{\n/** <summary>Ups.</summary> */\n{Undocumented} }}", "Kernels.Up.g.cs");
    }

    [Fact]
    public void OverloadsHaveFilesOfTheirOwn()
    {
        Compiles($$"""
            static partial class Kernels
            {
                [ConvTranspose(2)] static partial void Up({{Operands}}, {{Sizes}});
                [ConvTranspose(2)] static partial void Up({{Operands}}, {{Sizes}}, int batch);
                [ConvTranspose(2)] static partial void Up(int height, int width, {{Operands}});
                [ConvTranspose(2)] static partial void Up({{Operands.Replace("float", "double", StringComparison.Ordinal)}}, {{Sizes}});
                [ConvTranspose(2)] static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int inChannels, int outChannels, {{Sizes}});
            }
            """,
            "Kernels.Up-float-weights-0a27ceb9.g.cs", "Kernels.Up-float-weights-b89098b9.g.cs", "Kernels.Up-float-weights-batch.g.cs",
            "Kernels.Up-double-weights.g.cs", "Kernels.Up-float-weight-inChannels-outChannels.g.cs");
    }

    [Fact]
    public void NamesThatDifferInCaseHaveFilesOfTheirOwn() =>
        // The compiler compares the names of generated files without regard to case.
        Compiles($$"""
            namespace Vision { static partial class Kernels { {{Up}} } static partial class KERNELS { {{Up}} } }
            namespace VISION { static partial class Kernels { {{Up}} {{Up.Replace("Up", "UP", StringComparison.Ordinal)}} } }
            """,
            "Vision.Kernels.Up-float-weights-8ce1ad7d.g.cs", "Vision.KERNELS.Up-float-weights-17518e3d.g.cs",
            "VISION.Kernels.Up-float-weights-76726e9d.g.cs", "VISION.Kernels.UP-float-weights-a8d3e97d.g.cs");

    [Fact]
    public void MethodDeclaredTwiceLeavesTheOthersAlone()
    {
        // While someone copies a method, the compiler's own error must not turn into one about the generator.
        var compilation = GeneratorHarness.Compile($"{Usings}static partial class Kernels {{ {Up} {Up} {Up.Replace("Up", "Down", StringComparison.Ordinal)} }}");
        var (_, result) = GeneratorHarness.Generate(compilation);
        Assert.Contains(result.GeneratedSources, source => source.HintName == "Kernels.Down.g.cs");
    }

    [Fact]
    public void ActivationsOfTheAttributeAndOfTheGeneratorAgree()
    {
        var mirror = typeof(Kernels.Generator.ConvTransposeGenerator).Assembly.GetType("Generated.Kernels.Generator.Activation", throwOnError: true)!;
        Assert.Equal(Enum.GetNames<Activation>(), Enum.GetNames(mirror));
        Assert.Equal(Enum.GetValuesAsUnderlyingType<Activation>().Cast<int>(), Enum.GetValuesAsUnderlyingType(mirror).Cast<int>());
    }

    static void Compiles(string source, params string[] hintNames)
    {
        var (updated, result) = GeneratorHarness.Generate(GeneratorHarness.Compile(Usings + source));
        Assert.Equal(hintNames.Order(StringComparer.Ordinal), result.GeneratedSources.Select(file => file.HintName).Order(StringComparer.Ordinal));
        Assert.Empty(GeneratorHarness.CompilerDiagnostics(updated));
    }
}
