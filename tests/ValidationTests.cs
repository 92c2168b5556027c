namespace Generated.Kernels.Tests;

/// <summary>Wrong calls throw, name the parameter that is wrong, and have written nothing by then.</summary>
public sealed class ValidationTests
{
    const int Batch = 2, InChannels = 4, OutChannels = 6;

    static readonly ConvTransposeGeometry Geometry = new(4, 2, 1, g: 2);
    static readonly Lazy<CompiledKernel<float>> Kernel = new(() => KernelCompiler.Compile<float>(new KernelDeclaration(Geometry)));
    static readonly Lazy<CompiledKernel<float>> Other = new(() => KernelCompiler.Compile<float>(new KernelDeclaration(new ConvTransposeGeometry(4, 2, 1))));

    /// <summary>One call, right unless a test changes it.</summary>
    sealed record Call
    {
        public int InputLength { get; init; } = 2 * 4 * 3 * 5;
        public int WeightLength { get; init; } = 4 * 3 * 16;
        public int BiasLength { get; init; } = 6;
        public int OutputLength { get; init; } = 2 * 6 * 6 * 10;
        public int Batch { get; init; } = 2;
        public int InChannels { get; init; } = 4;
        public int OutChannels { get; init; } = 6;
        public int Height { get; init; } = 3;
        public int Width { get; init; } = 5;
        public int Degree { get; init; } = 1;
    }

    static readonly (string Parameter, Call Call)[] WrongShapes =
    [
        ("input", new() { InputLength = 119 }),
        ("input", new() { InputLength = 121 }),
        ("input", new() { InputLength = 0 }),
        ("output", new() { OutputLength = 719 }),
        ("output", new() { OutputLength = 721 }),
        ("output", new() { OutputLength = 0 }),
        ("batch", new() { Batch = -1 }),
        ("height", new() { Height = 0 }),
        ("height", new() { Height = -1 }),
        ("width", new() { Width = 0 }),
        ("width", new() { Width = int.MaxValue }),
        ("input", new() { Height = 40_000, Width = 40_000 }),
        ("maxDegreeOfParallelism", new() { Degree = 0 }),
        ("maxDegreeOfParallelism", new() { Degree = -2 }),
    ];

    static readonly (string Parameter, Call Call)[] WrongWeights =
    [
        ("weight", new() { WeightLength = 191 }),
        ("weight", new() { WeightLength = 193 }),
        ("weight", new() { WeightLength = 0 }),
        ("bias", new() { BiasLength = 5 }),
        ("bias", new() { BiasLength = 7 }),
        ("inChannels", new() { InChannels = 0 }),
        ("inChannels", new() { InChannels = -2 }),
        ("inChannels", new() { InChannels = 3 }),
        ("outChannels", new() { OutChannels = 0 }),
        ("outChannels", new() { OutChannels = 7 }),
        ("weight", new() { InChannels = 100_000, OutChannels = 100_000, InputLength = 100_000, Height = 1, Width = 1, Batch = 1 }),
    ];

    public static TheoryData<string> Ways => ["generated", "generic path"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void WrongCallsNameTheParameterAndWriteNothing(string way)
    {
        foreach (var (parameter, call) in WrongShapes.Concat(WrongWeights))
        {
            var output = Untouched(call.OutputLength);
            var exception = Assert.ThrowsAny<ArgumentException>(() => Way(way)(
                new float[call.InputLength], new float[call.WeightLength], new float[call.BiasLength], output,
                call.Batch, call.InChannels, call.OutChannels, [call.Height, call.Width], call.Degree));
            Assert.True(exception.ParamName == parameter, $"{call}: '{exception.ParamName}' where '{parameter}' was expected: {exception.Message}");
            Assert.DoesNotContain(output, value => value != Sentinel);
        }
    }

    [Fact]
    public void WrongPackedCallsNameTheParameterAndWriteNothing()
    {
        var weights = Kernel.Value.Pack!(new float[192], new float[OutChannels], InChannels, OutChannels);
        foreach (var (parameter, call) in WrongShapes)
        {
            var output = Untouched(call.OutputLength);
            var exception = Assert.ThrowsAny<ArgumentException>(() =>
                Kernel.Value.Packed!(new float[call.InputLength], weights, output, call.Batch, [call.Height, call.Width], call.Degree));
            Assert.True(exception.ParamName == parameter, $"{call}: '{exception.ParamName}' where '{parameter}' was expected: {exception.Message}");
            Assert.DoesNotContain(output, value => value != Sentinel);
        }
    }

    [Fact]
    public void WrongWeightsAreNotPacked()
    {
        foreach (var (parameter, call) in WrongWeights)
        {
            var exception = Assert.ThrowsAny<ArgumentException>(() =>
                Kernel.Value.Pack!(new float[call.WeightLength], new float[call.BiasLength], call.InChannels, call.OutChannels));
            Assert.True(exception.ParamName == parameter, $"{call}: '{exception.ParamName}' where '{parameter}' was expected: {exception.Message}");
        }
    }

    [Fact]
    public void BoundsOfClipAreChecked()
    {
        var output = Untouched(1);
        Assert.Equal("alpha", Assert.Throws<ArgumentException>(() => ConvTranspose.Invoke<float>(
            new(1), new float[1], new float[1], [], output, 1, 1, 1, [1, 1], Activation.Clip, alpha: 3, beta: 1)).ParamName);
        Assert.Equal(Sentinel, output[0]);
    }

    /// <summary>A variance that is none, as where it is exchanged with the mean.</summary>
    [Theory]
    [InlineData(-0.5f, 1e-5)]
    [InlineData(0f, 0)]
    [InlineData(float.NaN, 1e-5)]
    public void VariancesAreChecked(float variance, double epsilon)
    {
        float[] weight = [1, 2], bias = [3, 4];
        Assert.Equal("variance", Assert.Throws<ArgumentException>(() => BatchNorm.Fold<float>(
            [1, 1], [0, 0], [0, 0], [1, variance], epsilon, weight, bias, 1, 2)).ParamName);
        Assert.Equal([1, 2, 3, 4], [.. weight, .. bias]);
    }

    /// <summary>Shapes have the names and the number of the method's parameters.</summary>
    [Theory]
    [InlineData(1, "input has 0 elements; [batch 1, inChannels 2, length 3] = 6 was expected. (Parameter 'input')")]
    [InlineData(2, "input has 0 elements; [batch 1, inChannels 2, height 3, width 3] = 18 was expected. (Parameter 'input')")]
    [InlineData(3, "input has 0 elements; [batch 1, inChannels 2, depth 3, height 3, width 3] = 54 was expected. (Parameter 'input')")]
    public void MessagesHaveTheAxesOfTheCall(int rank, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => ConvTranspose.Invoke<float>(
            new(1, rank: rank), [], new float[2], [], [], 1, 2, 1, Enumerable.Repeat(3, rank).ToArray())).Message);

    [Fact]
    public void PackedWeightsMustBeThoseOfTheKernel()
    {
        var right = new Call();
        var foreign = Other.Value.Pack!(new float[4 * 6 * 16], new float[OutChannels], InChannels, OutChannels);
        foreach (var weights in (PackedWeights<float>?[])[null, foreign])
        {
            var output = Untouched(right.OutputLength);
            var exception = Assert.ThrowsAny<ArgumentException>(() =>
                Kernel.Value.Packed!(new float[right.InputLength], weights!, output, right.Batch, [right.Height, right.Width], 1));
            Assert.Equal("weights", exception.ParamName);
            Assert.DoesNotContain(output, value => value != Sentinel);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void OverlappingOutputIsRefused(string way)
    {
        var right = new Call();
        foreach (string operand in (string[])["input", "weight", "bias"])
        {
            // One element in common is enough.
            int length = operand switch { "input" => right.InputLength, "weight" => right.WeightLength, _ => right.BiasLength };
            var memory = Untouched(right.OutputLength + length - 1);
            var exception = Assert.ThrowsAny<ArgumentException>(() => Way(way)(
                operand == "input" ? memory.AsSpan(right.OutputLength - 1) : new float[right.InputLength],
                operand == "weight" ? memory.AsSpan(right.OutputLength - 1) : new float[right.WeightLength],
                operand == "bias" ? memory.AsSpan(right.OutputLength - 1) : new float[right.BiasLength],
                memory.AsSpan(0, right.OutputLength),
                right.Batch, right.InChannels, right.OutChannels, [right.Height, right.Width], 1));
            Assert.Equal("output", exception.ParamName);
            Assert.DoesNotContain(memory, value => value != Sentinel);
        }
    }

    [Fact]
    public void PackedKernelRefusesOverlappingOutput()
    {
        var right = new Call();
        var weights = Kernel.Value.Pack!(new float[192], new float[OutChannels], InChannels, OutChannels);
        var memory = Untouched(right.OutputLength + right.InputLength - 1);
        var exception = Assert.ThrowsAny<ArgumentException>(() => Kernel.Value.Packed!(
            memory.AsSpan(right.OutputLength - 1), weights, memory.AsSpan(0, right.OutputLength), right.Batch, [right.Height, right.Width], 1));
        Assert.Equal("output", exception.ParamName);
        Assert.DoesNotContain(memory, value => value != Sentinel);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void EmptyBatchWritesNothing(string way) =>
        Way(way)([], new float[192], new float[OutChannels], [], 0, InChannels, OutChannels, [3, 5], 1);

    [Theory]
    [MemberData(nameof(Ways))]
    public void NoBiasMeansZeros(string way)
    {
        var right = new Call();
        var output = Untouched(right.OutputLength);
        Way(way)(new float[right.InputLength], new float[right.WeightLength], [], output, Batch, InChannels, OutChannels, [3, 5], 1);
        Assert.DoesNotContain(output, value => value != 0);
    }

    const float Sentinel = -12345.75f;

    static ConvTransposeCall<float> Way(string way) => way == "generated" ? Kernel.Value.Raw! : Tests.Ways.Generic<float>(Geometry);

    static float[] Untouched(int length)
    {
        var memory = new float[length];
        memory.AsSpan().Fill(Sentinel);
        return memory;
    }
}
