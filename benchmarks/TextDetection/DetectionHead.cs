using Generated.Kernels.Engines;

namespace Generated.Kernels.Benchmarks;

/// <summary>
/// The head of PP-OCR's text detector: two transposed convolutions, each of which doubles the resolution, turn the features
/// of a page into the probability that a pixel belongs to a line of text. Here it runs in three ways.
/// </summary>
sealed partial class DetectionHead : IDisposable
{
    const double Epsilon = 1e-5;

    static readonly ConvTransposeGeometry doubling = new(k: 2, s: 2);

    readonly int channels, height, width;
    readonly float[] features, between;
    readonly PackedWeights<float> first, second, genericFirst, genericSecond;
    readonly OnnxRuntimeEngine onnxRuntime;

    public DetectionHead(Safetensors file)
    {
        int[] shape = file.Shape("input.features");
        (channels, height, width) = (shape[1], shape[2], shape[3]);
        features = file.Floats("input.features");
        Expected = file.Floats("expected.probability");
        Probability = new float[Height * Width];
        between = new float[channels * 4 * height * width];

        // At inference a batch normalisation is a factor and a summand per channel: the convolution before it absorbs both.
        float[] weight = file.Floats("conv2d_transpose_0.weight");
        float[] bias = file.Floats("conv2d_transpose_0.bias");
        BatchNorm.Fold<float>(file.Floats("batch_norm_1.weight"), file.Floats("batch_norm_1.bias"), file.Floats("batch_norm_1.running_mean"),
            file.Floats("batch_norm_1.running_var"), Epsilon, weight, bias, channels, channels);
        first = PackFirst(weight, bias, channels, channels);
        genericFirst = ConvTranspose.Pack<float>(doubling, weight, bias, channels, channels);

        weight = file.Floats("conv2d_transpose_1.weight");
        bias = file.Floats("conv2d_transpose_1.bias");
        second = PackSecond(weight, bias, channels, 1);
        genericSecond = ConvTranspose.Pack<float>(doubling, weight, bias, channels, 1);

        onnxRuntime = new OnnxRuntimeEngine(Model(file))
            .BindInput("features", features, 1, channels, height, width)
            .BindOutput("probability", Probability, 1, 1, Height, Width);
    }

    /// <summary>The result of the last run, <c>[Height, Width]</c>.</summary>
    public float[] Probability { get; }

    /// <summary>The output that the detector itself gave.</summary>
    public float[] Expected { get; }

    public int Height => 4 * height;

    public int Width => 4 * width;

    /// <summary>Runs the generated kernels.</summary>
    public void RunGenerated()
    {
        First(features, first, between, height, width);
        Second(between, second, Probability, 2 * height, 2 * width);
    }

    /// <summary>Runs the runtime's generic path.</summary>
    public void RunGeneric()
    {
        ConvTranspose.Invoke<float>(doubling, features, genericFirst, between, 1, [height, width], Activation.Relu);
        ConvTranspose.Invoke<float>(doubling, between, genericSecond, Probability, 1, [2 * height, 2 * width], Activation.Sigmoid);
    }

    /// <summary>Runs ONNX Runtime on the head as it is, batch normalisation included.</summary>
    public void RunOnnxRuntime() => onnxRuntime.Run();

    public void Dispose() => onnxRuntime.Dispose();

    [ConvTranspose(k: 2, s: 2, Activation = Activation.Relu)]
    private static partial void First(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

    [ConvTranspose(k: 2, s: 2, Activation = Activation.Relu)]
    private static partial PackedWeights<float> PackFirst(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [ConvTranspose(k: 2, s: 2, Activation = Activation.Sigmoid)]
    private static partial void Second(ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width);

    [ConvTranspose(k: 2, s: 2, Activation = Activation.Sigmoid)]
    private static partial PackedWeights<float> PackSecond(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    byte[] Model(Safetensors file)
    {
        var model = new OnnxModel().Input<float>("features", 1, channels, height, width);
        foreach (string layer in (ReadOnlySpan<string>)["conv2d_transpose_0", "conv2d_transpose_1"])
        {
            AddConstant(model, file, layer + ".weight");
            AddConstant(model, file, layer + ".bias");
        }
        string[] normalisation = ["batch_norm_1.weight", "batch_norm_1.bias", "batch_norm_1.running_mean", "batch_norm_1.running_var"];
        foreach (string constant in normalisation)
            AddConstant(model, file, constant);
        Double("features", "conv2d_transpose_0", "doubled");
        model.Node("BatchNormalization", ["doubled", .. normalisation], "normalised", ("epsilon", (float)Epsilon));
        model.Node("Relu", ["normalised"], "activated");
        Double("activated", "conv2d_transpose_1", "logits");
        model.Node("Sigmoid", ["logits"], "probability");
        return model.Output<float>("probability", 1, 1, Height, Width).ToArray();

        void Double(string input, string layer, string output) =>
            model.ConvTranspose([input, layer + ".weight", layer + ".bias"], output, [2, 2], [2, 2], [0, 0, 0, 0], [0, 0], [1, 1], 1);
    }

    static void AddConstant(OnnxModel model, Safetensors file, string name) =>
        model.Initializer<float>(name, file.Floats(name), [.. file.Shape(name).Select(size => (long)size)]);
}
