using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Tests;

/// <summary>The emitted code of a few kernels, for people to read. Each is compiled too, and nothing may be reported.</summary>
public sealed class EmittedCodeTests
{
    [Fact]
    public void SpanForm() => Verify("""
        [ConvTranspose(k: 2, s: 2, p: 0)]
        public static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output, int inChannels, int outChannels, int height, int width);
        """);

    [Fact]
    public void PackedFormWithActivation() => Verify("""
        [ConvTranspose(k: 4, s: 2, p: 1, Activation = Activation.Relu)]
        public static partial void Up(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int batch, int height, int width);

        [ConvTranspose(k: 4, s: 2, p: 1, Activation = Activation.Relu)]
        public static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);
        """);

    [Fact]
    public void ManyPhasesOfASequence() => Verify("""
        [ConvTranspose(k: 16, s: 8, p: 4, Rank = 1)]
        public static partial void Up(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int length);
        """);

    [Fact]
    public void GenericPath() => Verify("""
        [ConvTranspose(k: [1, 9000], s: [1, 1])]
        public static partial void Smear(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int inChannels, int outChannels, int height, int width);
        """);

    static void Verify(string methods, [CallerMemberName] string testName = "")
    {
        string source = $$"""
            using System;
            using Generated.Kernels;

            namespace Example;

            static partial class Kernels
            {
                {{methods.ReplaceLineEndings("\n    ")}}
            }
            """;
        var result = KernelCompiler.RunGenerator(KernelCompiler.CreateCompilation(source), out var complete);
        Assert.DoesNotContain(result.Diagnostics.Concat(complete.GetDiagnostics()), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        var files = result.Results.Single().GeneratedSources;
        Assert.NotEmpty(files);
        foreach (var file in files)
            Snapshot.Match(file.SourceText.ToString(), file.HintName, testName: testName);
    }
}
