using System.Numerics.Tensors;

namespace Generated.Kernels.Tests;

/// <summary>An output that shares memory with what is read, by a single element at either end, is refused, and nothing is written;
/// only a residual may be the output itself.</summary>
public sealed partial class OverlapTests
{
    const int InputLength = 3 * 5 * 7, WeightLength = 3 * 2 * 16, BiasLength = 2, OutputLength = 2 * 10 * 14;

    static readonly ConvTransposeGeometry Geometry = new(4, 2, 1);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial void Up(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, Span<float> output, int inChannels, int outChannels, int height, int width);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial void UpTensor(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias, in ReadOnlyTensorSpan<float> residual, in TensorSpan<float> output);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial void UpPacked(ReadOnlySpan<float> input, PackedWeights<float> weights, ReadOnlySpan<float> residual, Span<float> output, int height, int width);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial void UpTensorPacked(in ReadOnlyTensorSpan<float> input, PackedWeights<float> weights, in ReadOnlyTensorSpan<float> residual, in TensorSpan<float> output);

    [ConvTranspose(k: 4, s: 2, p: 1)]
    private static partial PackedWeights<float> PackUp(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    delegate void Call(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, ReadOnlySpan<float> residual, Span<float> output);

    static readonly Dictionary<string, Call> Forms = new()
    {
        ["spans"] = (input, weight, bias, residual, output) => Up(input, weight, bias, residual, output, 3, 2, 5, 7),
        ["tensors"] = (input, weight, bias, residual, output) => UpTensor(
            new(input, [3, 5, 7], []), new(weight, [3, 2, 4, 4], []), new(bias, [2], []), new(residual, [2, 10, 14], []), new(output, [2, 10, 14], [])),
        ["packed spans"] = (input, weight, bias, residual, output) => UpPacked(input, PackUp(weight, bias, 3, 2), residual, output, 5, 7),
        ["packed tensors"] = (input, weight, bias, residual, output) => UpTensorPacked(
            new(input, [3, 5, 7], []), PackUp(weight, bias, 3, 2), new(residual, [2, 10, 14], []), new(output, [2, 10, 14], [])),
        ["generic path"] = (input, weight, bias, residual, output) =>
            ConvTranspose.Invoke(Geometry, input, weight, bias, output, 1, 3, 2, [5, 7], residual: residual),
        ["packed generic path"] = (input, weight, bias, residual, output) =>
            ConvTranspose.Invoke(Geometry, input, ConvTranspose.Pack(Geometry, weight, bias, 3, 2), output, 1, [5, 7], residual: residual),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string form in Forms.Keys)
            {
                // Packed weights are a copy.
                foreach (string operand in form.Contains("packed", StringComparison.Ordinal) ? ["input", "residual"] : (string[])["input", "weight", "bias", "residual"])
                    cases.Add(form, operand);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void OneElementInCommonIsRefused(string form, string operand)
    {
        int length = operand switch { "input" => InputLength, "weight" => WeightLength, "bias" => BiasLength, _ => OutputLength };
        var memory = new float[OutputLength + 2 * length];
        foreach (int start in (int[])[1, OutputLength + length - 1])
        {
            // The output lies between length and length + OutputLength.
            var exception = Assert.Throws<ArgumentException>(() => Forms[form](
                operand == "input" ? memory.AsSpan(start, length) : new float[InputLength],
                operand == "weight" ? memory.AsSpan(start, length) : new float[WeightLength],
                operand == "bias" ? memory.AsSpan(start, length) : new float[BiasLength] { 1, 1 },
                operand == "residual" ? memory.AsSpan(start, length) : new float[OutputLength],
                memory.AsSpan(length, OutputLength)));
            Assert.Equal(operand == "residual" ? "residual" : "output", exception.ParamName);
            Assert.All(memory, value => Assert.Equal(0, value));
        }
    }

    public static TheoryData<string> AllForms => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(AllForms))]
    public void NeighboursAndTheResidualItselfAreNot(string form)
    {
        var memory = new float[InputLength + OutputLength + WeightLength];
        var output = memory.AsSpan(InputLength, OutputLength);
        output.Fill(4);
        Forms[form](memory.AsSpan(0, InputLength), memory.AsSpan(InputLength + OutputLength), [1, 2], output, output);
        Assert.Equal([.. Enumerable.Repeat(5f, 140), .. Enumerable.Repeat(6f, 140)], output.ToArray());
    }
}
