using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.Tests;

/// <summary>Kernels on tensors, generated when this project was compiled, against the scatter-add reference. Exact.</summary>
public sealed partial class TensorTests
{
    static readonly ConvTransposeGeometry Line = new(16, 8, 4, rank: 1);
    static readonly ConvTransposeGeometry Plane = new(4, 2, 1);
    static readonly ConvTransposeGeometry Grouped = new([new(3, 2, 1, 0, 1), new(2, 3, 0, 1)], groups: 2);
    static readonly ConvTransposeGeometry Volume = new(2, 2, rank: 3);
    static readonly ConvTransposeGeometry Long = new(9000, p: 4499, rank: 1);

    [ConvTranspose(16, 8, 4, Rank = 1)]
    private static partial void UpLine(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias, in TensorSpan<float> output, int maxDegreeOfParallelism);

    [ConvTranspose(4, 2, 1)]
    private static partial void UpPlane(ReadOnlyTensorSpan<float> input, ReadOnlyTensorSpan<float> weight, TensorSpan<float> output);

    [ConvTranspose(4, 2, 1, InChannels = 2, OutChannels = 3)]
    private static partial void UpPlaneFixed(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in TensorSpan<float> output);

    [ConvTranspose(4, 2, 1, Activation = Activation.Relu)]
    private static partial void UpPlaneResidual(in TensorSpan<double> output, in ReadOnlyTensorSpan<double> residual, in ReadOnlyTensorSpan<double> bias, in ReadOnlyTensorSpan<double> weight, in ReadOnlyTensorSpan<double> input);

    [ConvTranspose(4, 2, 1)]
    private static partial void UpPlanePacked(in ReadOnlyTensorSpan<float> input, PackedWeights<float> weights, in TensorSpan<float> output);

    [ConvTranspose(4, 2, 1)]
    private static partial Tensor<float> UpPlanePacked(in ReadOnlyTensorSpan<float> input, PackedWeights<float> weights);

    [ConvTranspose(4, 2, 1)]
    private static partial PackedWeights<float> PackPlane(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose([3, 2], [2, 3], [1, 0, 0, 1], [1, 0], g: 2)]
    private static partial Tensor<double> UpGrouped(in ReadOnlyTensorSpan<double> input, in ReadOnlyTensorSpan<double> weight, in ReadOnlyTensorSpan<double> bias);

    [ConvTranspose(2, 2, Rank = 3)]
    private static partial Tensor<float> UpVolume(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias, int maxDegreeOfParallelism);

    // Too many taps to list: the generic path.
    [ConvTranspose(9000, p: 4499, Rank = 1)]
    private static partial Tensor<float> Smear(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias);

    [ConvTranspose(9000, p: 4499, Rank = 1)]
    private static partial void SmearPacked(in ReadOnlyTensorSpan<float> input, PackedWeights<float> weights, in TensorSpan<float> output, in ReadOnlyTensorSpan<float> residual);

    // 4·in: k 3 is too small for s 4, so that the tail holds the bias.
    [ConvTranspose(k: [5, 3], s: [2, 4], AutoPad = AutoPad.SameUpper)]
    private static partial Tensor<float> UpSame(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rank1(bool batched)
    {
        var c = new Case<float>(Line, batched, 4, 6, 9);
        UpLine(c.Input, c.Weight, c.Bias, c.Output, 2);
        c.Check(c.Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rank2(bool batched)
    {
        var c = new Case<float>(Plane, batched, 2, 3, 1, 7, hasBias: false);
        UpPlane(c.Input, c.Weight, c.Output);
        c.Check(c.Output);
        c.Output.Fill(0);
        UpPlaneFixed(c.Input, c.Weight, c.Output);
        c.Check(c.Output);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Packed(bool batched)
    {
        var c = new Case<float>(Plane, batched, 5, 3, 6, 1);
        var weights = PackPlane(c.WeightData, c.BiasData, 5, 3);
        UpPlanePacked(c.Input, weights, c.Output);
        c.Check(c.Output);
        c.Check(UpPlanePacked(c.Input, weights));
        Refused("input", () => UpPlanePacked(new Case<float>(Plane, batched, 4, 3, 6, 1).Input, weights));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReturningATensor(bool batched)
    {
        var grouped = new Case<double>(Grouped, batched, 4, 6, 5, 3);
        grouped.Check(UpGrouped(grouped.Input, grouped.Weight, grouped.Bias));
        var volume = new Case<float>(Volume, batched, 3, 2, 2, 3, 4);
        volume.Check(UpVolume(volume.Input, volume.Weight, volume.Bias, -1));
    }

    [Fact]
    public void NoImages()
    {
        var input = Tensor.CreateFromShape<float>([0, 3, 2, 3, 4]);
        var c = new Case<float>(Volume, true, 3, 2, 2, 3, 4);
        Assert.Equal([0, 2, 4, 6, 8], UpVolume(input, c.Weight, c.Bias, 1).Lengths.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GenericPath(bool batched)
    {
        var c = new Case<float>(Long, batched, 2, 3, 11);
        c.Check(Smear(c.Input, c.Weight, c.Bias));
        SmearPacked(c.Input, ConvTranspose.Pack<float>(Long, c.WeightData, c.BiasData, 2, 3), c.Output, Tensor.CreateFromShape<float>(c.Output.Lengths));
        c.Check(c.Output);
        var other = ConvTranspose.Pack<float>(new ConvTransposeGeometry(9000, rank: 1), c.WeightData, c.BiasData, 2, 3);
        Refused("weights", () => SmearPacked(c.Input, other, c.Output, c.Output));
    }

    [Fact]
    public void ResidualAndActivation()
    {
        var c = new Case<double>(Plane, true, 2, 3, 4, 5);
        UpPlaneResidual(c.Output, c.Residual, c.Bias, c.Weight, c.Input);
        double[] expected = [.. c.Expected.Zip(c.Residual.ToArray(), (sum, residual) => Math.Max(sum + residual, 0))];
        Assert.Equal(expected, c.Output.ToArray());
    }

    [Fact]
    public void AutoPadOfTheAttribute()
    {
        var geometry = new ConvTransposeGeometry([new(5, 2), new(3, 4)]).WithAutoPad(AutoPad.SameUpper);
        var c = new Case<float>(geometry, true, 2, 3, 4, 5);
        Assert.Equal([2, 3, 8, 20], c.Output.Lengths.ToArray());
        c.Check(UpSame(c.Input, c.Weight, c.Bias));
    }

    [Fact]
    public void WrongShapesAreRefused()
    {
        var c = new Case<float>(Line, true, 4, 6, 9);
        Refused("input", c, () => UpLine(Zeros(9), c.Weight, c.Bias, c.Output, 1));
        Refused("input", c, () => UpLine(Zeros(2, 4, 3, 3), c.Weight, c.Bias, c.Output, 1));
        Refused("input", c, () => UpLine(Zeros(2, 4, 0), c.Weight, c.Bias, c.Output, 1));
        Refused("weight", c, () => UpLine(Zeros(2, 5, 9), c.Weight, c.Bias, c.Output, 1));
        Refused("weight", c, () => UpLine(c.Input, Zeros(4, 6, 15), c.Bias, c.Output, 1));
        Refused("weight", c, () => UpLine(c.Input, Zeros(4, 96), c.Bias, c.Output, 1));
        Refused("weight", c, () => UpLine(c.Input, Zeros(4, 0, 16), c.Bias, c.Output, 1));
        Refused("bias", c, () => UpLine(c.Input, c.Weight, Zeros(5), c.Output, 1));
        Refused("bias", c, () => UpLine(c.Input, c.Weight, Zeros(6, 1), c.Output, 1));
        Refused("output", c, () => UpLine(c.Input, c.Weight, c.Bias, Zeros(2, 6, 71), 1));
        Refused("output", c, () => UpLine(c.Input, c.Weight, c.Bias, Zeros(12, 72), 1));
        Refused("maxDegreeOfParallelism", c, () => UpLine(c.Input, c.Weight, c.Bias, c.Output, 0));

        var plane = new Case<float>(Plane, true, 2, 3, 4, 5);
        Refused("input", plane, () => UpPlaneFixed(Zeros(2, 4, 4, 5), plane.Weight, plane.Output));
        Refused("weight", plane, () => UpPlaneFixed(plane.Input, Zeros(2, 2, 4, 4), plane.Output));
        var residual = new Case<double>(Plane, true, 2, 3, 4, 5);
        Refused("residual", () => UpPlaneResidual(residual.Output, residual.Input, residual.Bias, residual.Weight, residual.Input));
        Refused("input", () => UpGrouped(Tensor.CreateFromShape<double>([3, 4, 5]), residual.Weight, residual.Bias));
    }

    [Fact]
    public void TensorsThatAreNotDenseAreRefused()
    {
        var c = new Case<float>(Plane, true, 2, 3, 4, 5);
        // Columns of a wider image.
        Refused("input", c, () => UpPlane(Zeros(2, 2, 4, 6).AsReadOnlyTensorSpan().Slice([NRange.All, NRange.All, NRange.All, 0..5]), c.Weight, c.Output));
        // Axes in another order leave no gaps, but are no row-major order.
        Refused("input", c, () => UpPlane(Tensor.PermuteDimensions(Zeros(2, 2, 5, 4), [0, 1, 3, 2]), c.Weight, c.Output));
        Refused("weight", c, () => UpPlane(c.Input, Zeros(2, 3, 4, 5).AsReadOnlyTensorSpan().Slice([NRange.All, NRange.All, NRange.All, 0..4]), c.Output));
        Refused("output", c, () => UpPlane(c.Input, c.Weight, Zeros(2, 3, 8, 11).AsTensorSpan().Slice([NRange.All, NRange.All, NRange.All, 0..10])));
        // Stride 0: one image for all of a batch.
        Refused("input", c, () => UpPlane(new ReadOnlyTensorSpan<float>(new float[40], [2, 2, 4, 5], [0, 20, 5, 1]), c.Weight, c.Output));
        // A slice along the first axis has no gaps.
        var one = new Case<float>(Plane, false, 2, 3, 4, 5);
        var two = Zeros(2, 2, 4, 5);
        one.InputData.CopyTo(two.GetSpan([1, 0, 0, 0], 40));
        var output = Tensor.CreateFromShape<float>([1, 3, 8, 10]);
        UpPlane(two.AsReadOnlyTensorSpan().Slice([1..2, NRange.All, NRange.All, NRange.All]), one.Weight, output);
        Assert.Equal(one.ExpectedWithoutBias, output.ToArray());
    }

    [Fact]
    public void OverlappingTensorsAreRefused()
    {
        var memory = new float[2000];
        var c = new Case<float>(Plane, true, 2, 3, 4, 5);
        Refused("output", () => UpPlane(new ReadOnlyTensorSpan<float>(memory, 0, [2, 2, 4, 5], []), c.Weight, new TensorSpan<float>(memory, 79, [2, 3, 8, 10], [])));
        Refused("output", () => UpPlane(c.Input, new ReadOnlyTensorSpan<float>(memory, 400, [2, 3, 4, 4], []), new TensorSpan<float>(memory, 0, [2, 3, 8, 10], [])));
        Assert.All(memory, value => Assert.Equal(0, value));
    }

    static Tensor<float> Zeros(params nint[] shape) => Tensor.CreateFromShape<float>(shape);

    static void Refused(string parameter, Action call) => Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);

    static void Refused(string parameter, Case<float> c, Action call)
    {
        Refused(parameter, call);
        Assert.All(c.Output.ToArray(), value => Assert.Equal(0, value));
    }

    /// <summary>A call with integers and its result.</summary>
    sealed class Case<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public Case(ConvTransposeGeometry geometry, bool isBatched, int inChannels, int outChannels, int n0, int n1 = 0, int n2 = 0, bool hasBias = true)
        {
            int[] size = [.. new[] { n0, n1, n2 }.Take(geometry.Rank)];
            int batch = isBatched ? 2 : 1;
            var layer = new Layer("", geometry, batch, inChannels, outChannels, size);
            var random = new Random(1);
            InputData = TestData.Integers<T>(layer.InputLength, random);
            WeightData = TestData.Integers<T>(layer.WeightLength, random);
            BiasData = hasBias ? TestData.Integers<T>(outChannels, random) : [];
            Expected = new T[layer.OutputLength];
            ExpectedWithoutBias = new T[layer.OutputLength];
            ConvTransposeReference.ScatterAdd<T>(geometry, InputData, WeightData, BiasData, Expected, batch, inChannels, outChannels, size);
            ConvTransposeReference.ScatterAdd<T>(geometry, InputData, WeightData, [], ExpectedWithoutBias, batch, inChannels, outChannels, size);

            nint[] images = isBatched ? [batch] : [];
            nint[] outputShape = [.. images, outChannels, .. layer.OutputSize.Select(n => (nint)n)];
            Input = Tensor.Create(InputData, [.. images, inChannels, .. size.Select(n => (nint)n)]);
            Weight = Tensor.Create(WeightData, [inChannels, outChannels / geometry.Groups, .. geometry.Axes.ToArray().Select(axis => (nint)axis.K)]);
            Bias = Tensor.Create(BiasData, [BiasData.Length]);
            Residual = Tensor.Create(TestData.Integers<T>(layer.OutputLength, random), outputShape);
            Output = Tensor.CreateFromShape<T>(outputShape);
        }

        public T[] InputData { get; }

        public T[] WeightData { get; }

        public T[] BiasData { get; }

        public T[] Expected { get; }

        public T[] ExpectedWithoutBias { get; }

        public Tensor<T> Input { get; }

        public Tensor<T> Weight { get; }

        public Tensor<T> Bias { get; }

        public Tensor<T> Residual { get; }

        public Tensor<T> Output { get; }

        public void Check(Tensor<T> output)
        {
            Assert.Equal(Output.Lengths.ToArray(), output.Lengths.ToArray());
            Assert.Equal(Expected, output.ToArray());
        }
    }
}
