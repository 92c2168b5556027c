using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Tests.Generator;

/// <summary>Declarations with tensors as operands: which compile, also in the strictest project, and what is said about the
/// others.</summary>
public class TensorFormTests
{
    const string Input = "in ReadOnlyTensorSpan<float> input";
    const string Operands = Input + ", in ReadOnlyTensorSpan<float> weight, in TensorSpan<float> output";

    [Theory]
    [InlineData("2", "void", Operands)]
    [InlineData("[2]", "void", Operands + ", in ReadOnlyTensorSpan<float> bias, in ReadOnlyTensorSpan<float> residual, int maxDegreeOfParallelism = 1")]
    [InlineData("2, Rank = 3", "void", "scoped ReadOnlyTensorSpan<double> input, PackedWeights<double> weights, scoped in TensorSpan<double> @output")]
    [InlineData("2, InChannels = 8, OutChannels = 4", "void", Operands)]
    [InlineData("2, InChannels = 8", "void", Input + ", PackedWeights<float> weights, TensorSpan<float> output")]
    [InlineData("2", "Tensor<float>", Input + ", in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias")]
    [InlineData("2, Activation = Activation.Relu", "Tensor<double>", "ReadOnlyTensorSpan<double> input, PackedWeights<double> weights, ReadOnlyTensorSpan<double> residual, int maxDegreeOfParallelism")]
    [InlineData("300", "void", Operands)]
    [InlineData("300, OutChannels = 4", "Tensor<float>", Input + ", PackedWeights<float> weights, ReadOnlyTensorSpan<float> residual")]
    [InlineData("5, s: 2, AutoPad = AutoPad.SameLower", "void", Operands)]
    public void Fits(string geometry, string returnType, string parameters) =>
        Compiles(Type($"[ConvTranspose({geometry})] public static partial {returnType} Up({parameters});"), "Kernels.Up.g.cs");

    [Fact]
    public void OverloadsOfBothForms() => Compiles(
        Type($"""
            [ConvTranspose(2)] public static partial void Up({Operands});
            [ConvTranspose(2)] public static partial Tensor<float> Up({Input}, in ReadOnlyTensorSpan<float> weight);
            [ConvTranspose(2)] public static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int inChannels, int outChannels, int height, int width);
            """),
        "Kernels.Up-float-tensors-weight-be178ceb.g.cs", "Kernels.Up-float-tensors-weight-ffd674f7.g.cs", "Kernels.Up-float-weight-inChannels-outChannels.g.cs");

    [Theory]
    [InlineData("GK0006", "2", "Tensor<float>?", Input + ", PackedWeights<float> weights",
        "Method 'Up' returns 'Tensor<float>?'; a kernel returns void, or its output as Tensor<T>, and a packing method PackedWeights<T>")]
    [InlineData("GK0007", "2", "void", Operands + ", int scale",
        "Parameter 'scale' is not recognised; the parameters of a kernel are input, weight, weights, bias, residual, output and maxDegreeOfParallelism")]
    [InlineData("GK0008", "2", "void", Input + ", ReadOnlySpan<float> weight, in TensorSpan<float> output",
        "Parameter 'weight' has type 'ReadOnlySpan<float>'; 'ReadOnlyTensorSpan<float>' was expected")]
    [InlineData("GK0008", "2", "void", "ReadOnlySpan<float> input, PackedWeights<float> weights, in TensorSpan<float> output, int height, int width",
        "Parameter 'output' has type 'TensorSpan<float>'; 'Span<float>' was expected")]
    [InlineData("GK0008", "2", "void", Input + ", PackedWeights<float> weights, ref TensorSpan<float> output",
        "Parameter 'output' has type 'ref TensorSpan<float>'; 'TensorSpan<float>' was expected")]
    [InlineData("GK0008", "2", "void", "Tensor<float> input, PackedWeights<float> weights, in TensorSpan<float> output",
        "Parameter 'input' has type 'Tensor<float>'; 'ReadOnlyTensorSpan<float>' was expected")]
    [InlineData("GK0008", "2", "Tensor<double>", Input + ", PackedWeights<double> weights",
        "Parameter 'input' has type 'ReadOnlyTensorSpan<float>'; 'ReadOnlyTensorSpan<double>' was expected")]
    [InlineData("GK0008", "2", "PackedWeights<float>", "in ReadOnlyTensorSpan<float> weight, int inChannels, int outChannels",
        "Parameter 'weight' has type 'ReadOnlyTensorSpan<float>'; 'ReadOnlySpan<float>' was expected")]
    [InlineData("GK0009", "2", "void", Input, "Method 'Up' lacks 'ReadOnlyTensorSpan<float> weight' and 'TensorSpan<float> output'")]
    [InlineData("GK0009", "2", "Tensor<float>", "PackedWeights<float> weights", "Method 'Up' lacks 'ReadOnlyTensorSpan<float> input'")]
    [InlineData("GK0010", "2", "void", Operands + ", int batch", "'batch' is given twice, by this parameter and by the tensor 'input'")]
    [InlineData("GK0010", "2", "void", Operands + ", int width", "'width' is given twice, by this parameter and by the tensor 'input'")]
    [InlineData("GK0010", "2", "void", Operands + ", int outChannels", "'outChannels' is given twice, by this parameter and by the tensor 'weight'")]
    [InlineData("GK0010", "2", "Tensor<float>", Operands, "'output' is given twice, by this parameter and by the returned tensor")]
    [InlineData("GK0010", "2, p: 1, AutoPad = AutoPad.Valid", "void", Operands, "'p' is given twice, by this parameter and by the attribute's AutoPad")]
    [InlineData("GK0011", "2", "Tensor<Half>", "in ReadOnlyTensorSpan<Half> input, PackedWeights<Half> weights", "Kernels are generated for float and double, not for 'Half'")]
    [InlineData("GK0020", "2, AutoPad = (AutoPad)9", "void", Operands, "There is no AutoPad with the value 9")]
    public async Task Reports(string id, string geometry, string returnType, string parameters, string message)
    {
        var compilation = GeneratorHarness.Compile(Type($"[ConvTranspose({geometry})] public static partial {returnType} Up({parameters});"));
        var diagnostic = Assert.Single(await GeneratorHarness.AnalyzeAsync(compilation));
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        GeneratorHarness.AssertThrows(compilation, id, message);
    }

    [Fact]
    public void ModesOfTheAttributeAndOfTheGeneratorAgree()
    {
        var mirror = typeof(Kernels.Generator.ConvTransposeGenerator).Assembly.GetType("Generated.Kernels.AutoPad", throwOnError: true)!;
        Assert.Equal(Enum.GetNames<AutoPad>(), Enum.GetNames(mirror));
    }

    static string Type(string members) =>
        $"using System; using System.Numerics.Tensors; using Generated.Kernels; static partial class Kernels {{ {members} }}";

    static void Compiles(string source, params string[] hintNames)
    {
        var (updated, result) = GeneratorHarness.Generate(GeneratorHarness.Compile(source));
        Assert.Equal(hintNames.Order(StringComparer.Ordinal), result.GeneratedSources.Select(file => file.HintName).Order(StringComparer.Ordinal));
        Assert.Empty(GeneratorHarness.CompilerDiagnostics(updated));
    }
}
