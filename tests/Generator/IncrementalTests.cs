using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Generated.Kernels.Tests.Generator;

/// <summary>The IDE runs the generator after every keystroke: it must do nothing unless an annotated method changed.</summary>
public class IncrementalTests
{
    const string Kernels = """
        using System;
        using Generated.Kernels;

        static partial class TextDetector
        {
            [ConvTranspose(k: 2, s: 2)]
            public static partial void Up(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

            [ConvTranspose(k: 4, s: 2, p: 1, Activation = Activation.Clip, Alpha = 0, Beta = 6)]
            public static partial void Refine(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

            [ConvTranspose(k: [2, 2], s: [2, 2])]
            public static partial PackedWeights<float> Pack(ReadOnlySpan<float> weight, int inChannels, int outChannels);

            [ConvTranspose(k: 2, s: 0)]
            public static partial void Wrong(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

            static int Unrelated() => 1;
        }
        """;

    const int Methods = 4;

    const string Other = "class Other { int Value() => 1; }";

    static readonly string[] trackingNames =
    [
        .. typeof(ConvTransposeGenerator).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void SameInputIsCached()
    {
        var compilation = GeneratorHarness.Compile(Kernels, Other);
        AssertNothingRan(RunTwice(compilation, compilation));
    }

    [Theory]
    [InlineData("static int Unrelated() => 1;", "static int Unrelated() => 2;")] // an edit in the same type
    [InlineData("static int Unrelated() => 1;", "static int Renamed() => 1;")] // a rename of another method
    [InlineData("static int Unrelated() => 1;", "static int Unrelated() => 1; static int Added() => 2;")]
    [InlineData("using System;", "// A comment that moves everything down.\n\nusing System;")]
    [InlineData("    [ConvTranspose(k: 2, s: 2)]", "    // A comment before the method.\n    [ConvTranspose(k: 2, s: 2)]")]
    [InlineData("s: 2)]\n", "s: 2)] // A comment within the declaration.\n")]
    [InlineData("(k: 2, s: 2)", "(s: 1 + 1, k: 2, op: 0)")] // the same geometry in other words
    [InlineData("static int Unrelated() => 1;", "static void Up() { }")] // an overload of another signature, not annotated
    [InlineData("static int Unrelated() => 1;", "static int Unrelated( => 1;")] // in the middle of typing
    [InlineData("static int Unrelated() => 1;", "[Obsolete] static int Unrelated() => 1;")]
    public void UnrelatedEditInTheSameFileChangesNothing(string old, string replacement) =>
        AssertNothingRan(RunTwice(GeneratorHarness.Compile(Kernels, Other), Edit(Kernels, old, replacement)));

    [Fact]
    public void EditInAnotherFileChangesNothing()
    {
        var compilation = GeneratorHarness.Compile(Kernels, Other);
        AssertNothingRan(RunTwice(compilation, Replace(compilation, 1, Other.Replace("1", "2", StringComparison.Ordinal))));
    }

    [Fact]
    public void AddedFileChangesNothing()
    {
        var compilation = GeneratorHarness.Compile(Kernels, Other);
        var added = CSharpSyntaxTree.ParseText("class Added;", GeneratorHarness.ParseOptions, "Added.cs");
        AssertNothingRan(RunTwice(compilation, compilation.AddSyntaxTrees(added)));
    }

    [Theory]
    [InlineData("k: 2, s: 2", "k: 2, s: 3")]
    [InlineData("int height, int width);\n\n    [ConvTranspose(k: 4", "int width, int height);\n\n    [ConvTranspose(k: 4")]
    [InlineData("k: 2, s: 2", "k: 2, s: 2, Activation = Activation.Relu")]
    public void ChangedMethodAloneIsEmittedAgain(string old, string replacement)
    {
        var (before, after) = RunTwice(GeneratorHarness.Compile(Kernels, Other), Edit(Kernels, old, replacement));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged],
            Reasons(after.TrackedSteps[ConvTransposeGenerator.ParseStep]));
        AssertOneOutput(IncrementalStepRunReason.Modified, after);

        var changed = after.GeneratedSources.Where(source => !before.GeneratedSources.Any(old => SameFile(old, source)));
        Assert.Equal("TextDetector.Up.g.cs", Assert.Single(changed).HintName);
    }

    [Fact]
    public void ChangedErrorAloneIsEmittedAgain()
    {
        var (before, after) = RunTwice(GeneratorHarness.Compile(Kernels, Other), Edit(Kernels, "s: 0", "s: -1"));
        AssertOneOutput(IncrementalStepRunReason.Modified, after);
        var changed = after.GeneratedSources.Where(source => !before.GeneratedSources.Any(old => SameFile(old, source)));
        Assert.StartsWith("TextDetector.Wrong-invalid-", Assert.Single(changed).HintName, StringComparison.Ordinal);
    }

    [Fact]
    public void AddedMethodLeavesThoseBeforeItAlone()
    {
        const string Added = """
            [ConvTranspose(k: 3)]
            static partial void Added(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

            """;
        var (_, after) = RunTwice(GeneratorHarness.Compile(Kernels, Other), Edit(Kernels, "static int Unrelated() => 1;", Added));
        AssertOneOutput(IncrementalStepRunReason.New, after);
    }

    [Fact]
    public void RemovedMethodLeavesThoseBeforeItAlone()
    {
        var (_, after) = RunTwice(GeneratorHarness.Compile(Kernels, Other), Edit(Kernels, "[ConvTranspose(k: [2, 2], s: [2, 2])]", ""));
        AssertOneOutput(IncrementalStepRunReason.Removed, after);
    }

    [Fact]
    public void AddedOverloadRenamesOneFile()
    {
        const string Added = "[ConvTranspose(2)] static partial void Up(ReadOnlySpan<double> input, PackedWeights<double> weights, Span<double> output, int height, int width);";
        var (before, after) = RunTwice(GeneratorHarness.Compile(Kernels, Other), Edit(Kernels, "static int Unrelated() => 1;", Added));
        Assert.Equal(
            ["TextDetector.Up-double-weights.g.cs", "TextDetector.Up-float-weights.g.cs"],
            after.GeneratedSources.Select(source => source.HintName).Except(before.GeneratedSources.Select(source => source.HintName)).Order());
        Assert.Equal(Methods - 1, Reasons(after.TrackedOutputSteps.Values.Single()).Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void ModelsHoldNothingOfTheCompilation()
    {
        var (_, result) = GeneratorHarness.Generate(GeneratorHarness.Compile(Kernels, Other));
        var values = Steps(result).SelectMany(step => step.Outputs).Select(output => output.Value).ToArray();
        Assert.NotEmpty(values);
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Assert.All(values, value => AssertPlain(value, value.GetType().Name, visited));
        Assert.NotEmpty(visited);
    }

    [Fact]
    public void ModelsCannotHoldAnythingOfTheCompilation()
    {
        // By their declarations too, since a field may be null here and not elsewhere.
        var visited = new HashSet<Type>();
        foreach (string model in new[] { "KernelSpec", "InvalidMethod" })
            AssertPlain(typeof(ConvTransposeGenerator).Assembly.GetType($"Generated.Kernels.Generator.{model}", throwOnError: true)!, model, visited);
        Assert.True(visited.Count > 5);
    }

    static void AssertPlain(Type type, string path, HashSet<Type> visited)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || !visited.Add(type))
            return;
        Assert.True(type.IsArray || type.Assembly == typeof(ConvTransposeGenerator).Assembly, $"{path} is a {type}");
        if (type.IsArray)
        {
            AssertPlain(type.GetElementType()!, path + "[]", visited);
            return;
        }
        Assert.True(type.IsValueType || type.IsSealed, $"{path} is a {type}, from which others may be derived");
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            AssertPlain(field.FieldType, $"{path}.{field.Name}", visited);
    }

    static void AssertPlain(object? value, string path, HashSet<object> visited)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;
        Assert.False(value is ISymbol or Compilation or SemanticModel or SyntaxNode or SyntaxTree or SyntaxReference or Location or AttributeData
            or SourceText, $"{path} is a {value.GetType()}");
        Assert.False(value.GetType().Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} is a {value.GetType()}");
        if (!value.GetType().IsValueType && !visited.Add(value))
            return;
        if (value is IEnumerable elements)
        {
            foreach (object? element in elements)
                AssertPlain(element, path + "[]", visited);
        }
        if (value is Array)
            return;
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                AssertPlain(field.GetValue(value), $"{path}.{field.Name}", visited);
        }
    }

    static CSharpCompilation Edit(string source, string old, string replacement)
    {
        Assert.Contains(old, source, StringComparison.Ordinal);
        int position = source.IndexOf(old, StringComparison.Ordinal);
        string edited = source[..position] + replacement + source[(position + old.Length)..];
        return Replace(GeneratorHarness.Compile(source, Other), 0, edited);
    }

    static CSharpCompilation Replace(CSharpCompilation compilation, int file, string source)
    {
        var tree = compilation.SyntaxTrees[file];
        return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(source)));
    }

    static (GeneratorRunResult Before, GeneratorRunResult After) RunTwice(CSharpCompilation first, CSharpCompilation second)
    {
        var driver = GeneratorHarness.CreateDriver().RunGenerators(first);
        var before = driver.GetRunResult().Results.Single();
        var after = driver.RunGenerators(second).GetRunResult().Results.Single();
        Assert.Equal(Methods, before.GeneratedSources.Length);
        return (before, after);
    }

    static void AssertNothingRan((GeneratorRunResult Before, GeneratorRunResult After) runs)
    {
        // All the way from the outputs up to the parser, steps without a name included: Where, Collect, Combine.
        var outputs = runs.After.TrackedOutputSteps.Values.SelectMany(steps => steps).ToArray();
        Assert.Equal(Methods, outputs.Length);
        Assert.All(outputs.SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        var visited = new HashSet<IncrementalGeneratorRunStep>();
        foreach (var step in outputs.Concat(Steps(runs.After)))
            AssertDidNothing(step, visited);
        Assert.True(visited.Count > Methods * trackingNames.Length, $"Only {visited.Count} steps were seen.");
        Assert.All(runs.After.GeneratedSources.Zip(runs.Before.GeneratedSources), pair => Assert.True(SameFile(pair.First, pair.Second)));
    }

    static void AssertDidNothing(IncrementalGeneratorRunStep step, HashSet<IncrementalGeneratorRunStep> visited)
    {
        if (!visited.Add(step))
            return;
        Assert.All(step.Outputs, output => Assert.True(
            output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step.Name ?? "a step"} is {output.Reason}"));
        if (step.Name == ConvTransposeGenerator.ParseStep)
            return; // its input is the compilation, which has changed
        foreach (var (source, _) in step.Inputs)
            AssertDidNothing(source, visited);
    }

    /// <summary>One output was made, or removed, and the others stand as they were.</summary>
    static void AssertOneOutput(IncrementalStepRunReason expected, GeneratorRunResult result)
    {
        var reasons = Reasons(result.TrackedOutputSteps.Values.Single()).ToArray();
        Assert.Equal(expected, Assert.Single(reasons, reason => reason != IncrementalStepRunReason.Cached));
        Assert.True(reasons.Length >= Methods);
    }

    /// <summary>The runs of every named step; a step that lost its name fails the test.</summary>
    static IEnumerable<IncrementalGeneratorRunStep> Steps(GeneratorRunResult result)
    {
        Assert.Equal(4, trackingNames.Length);
        return trackingNames.SelectMany(name =>
        {
            Assert.True(result.TrackedSteps.ContainsKey(name), $"No step is tracked as {name}.");
            return result.TrackedSteps[name];
        });
    }

    static IEnumerable<IncrementalStepRunReason> Reasons(ImmutableArray<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);

    static bool SameFile(GeneratedSourceResult left, GeneratedSourceResult right) =>
        left.HintName == right.HintName && left.SourceText.ContentEquals(right.SourceText);
}
