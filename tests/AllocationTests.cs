using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.Tests;

/// <summary>Once warm, a call allocates nothing on the managed heap.</summary>
public sealed partial class AllocationTests
{
    /// <summary>How long a call may take to become steady.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    static readonly Layer[] Layers =
    [
        new("k2s2", new(2, 2), 1, 24, 24, [40, 40]),
        new("k2s2 to one channel", new(2, 2), 1, 24, 1, [64, 64]),
        new("k4s2p1", new(4, 2, 1), 2, 16, 20, [17, 23]),
        new("k4s2p1 narrow", new(4, 2, 1), 1, 67, 13, [4, 4]),
        new("k3s2p1op1", new(3, 2, 1, op: 1), 1, 16, 8, [20, 20]),
        new("k16s8p4", new(16, 8, 4), 1, 5, 5, [12, 12]),
        new("k64s32p16", new(64, 32, 16), 1, 2, 3, [3, 4]),
        new("depthwise", new(4, 2, 1, g: 16), 1, 16, 16, [20, 20]),
        new("row filters", new(9, 2, 4, op: 1), 1, 56, 1, [40, 64]),
        new("Winograd", new(3, 1, 1), 1, 256, 128, [8, 8]),
        new("Winograd along phases", new(16, 8, 4), 1, 21, 16, [12, 12]),
        new("1-D", new(16, 8, 4, rank: 1), 1, 16, 8, [120]),
        new("3-D", new(2, 2, rank: 3), 1, 8, 8, [4, 9, 10]),
        new("too many phases to list", new([new(2, 5000, PBegin: 4990), new(3)]), 1, 2, 3, [2, 9]),
    ];

    [ConvTranspose(k: 16, s: 8, p: 4, Rank = 1)]
    private static partial void UpLine(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> bias, in TensorSpan<float> output);

    [ConvTranspose(k: 4, s: 2, p: 1, Activation = Activation.Silu)]
    private static partial void UpPlane(in ReadOnlyTensorSpan<float> input, in ReadOnlyTensorSpan<float> weight, in ReadOnlyTensorSpan<float> residual, in TensorSpan<float> output);

    [ConvTranspose(k: 2, s: 2, Rank = 3)]
    private static partial void UpVolume(in ReadOnlyTensorSpan<float> input, PackedWeights<float> weights, in TensorSpan<float> output);

    [ConvTranspose(k: 2, s: 2, Rank = 3)]
    private static partial PackedWeights<float> PackUpVolume(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inChannels, int outChannels);

    [Fact]
    public void WarmCallsAllocateNothing() => Check<float>(Layers);

    [Fact]
    public void WarmCallsInDoubleAllocateNothing() => Check<double>(Layers[..3]);

    [Fact]
    public void WarmCallsOnTensorsAllocateNothing()
    {
        Tensor<float> line = Zeros(2, 4, 9), lineWeight = Zeros(4, 6, 16), bias = Zeros(6), lineOutput = Zeros(2, 6, 72);
        AssertAllocatesNothing("1-D tensors", () => UpLine(line, lineWeight, bias, lineOutput));
        Tensor<float> plane = Zeros(1, 4, 9, 11), planeWeight = Zeros(4, 6, 4, 4), planeOutput = Zeros(1, 6, 18, 22);
        AssertAllocatesNothing("2-D tensors", () => UpPlane(plane, planeWeight, planeOutput, planeOutput));
        Tensor<float> volume = Zeros(4, 3, 5, 7), volumeOutput = Zeros(6, 6, 10, 14);
        var weights = PackUpVolume(new float[4 * 6 * 8], [], 4, 6);
        AssertAllocatesNothing("3-D tensors, packed", () => UpVolume(volume, weights, volumeOutput));
    }

    static void Check<T>(Layer[] layers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var kernels = KernelCompiler.Compile<T>([.. layers.Select(layer => KernelDeclaration.For(layer) with { Forms = KernelForms.All })]);
        for (int i = 0; i < layers.Length; i++)
        {
            var (_, geometry, batch, inChannels, outChannels, size) = layers[i];
            var kernel = kernels[i];
            var random = new Random(i);
            var input = TestData.Reals<T>(layers[i].InputLength, random);
            var weight = TestData.Reals<T>(layers[i].WeightLength, random);
            var bias = TestData.Reals<T>(outChannels, random);
            var residual = TestData.Reals<T>(layers[i].OutputLength, random);
            var output = new T[layers[i].OutputLength];
            var weights = kernel.Pack!(weight, bias, inChannels, outChannels);
            var genericWeights = ConvTranspose.Pack<T>(geometry, weight, bias, inChannels, outChannels);
            AssertAllocatesNothing($"{layers[i]}, raw", () =>
                kernel.Raw!(input, weight, bias, output, batch, inChannels, outChannels, size, 1));
            AssertAllocatesNothing($"{layers[i]}, packed", () =>
                kernel.Packed!(input, weights, output, batch, size, 1));
            AssertAllocatesNothing($"{layers[i]}, packed, two threads", () =>
                kernel.Packed!(input, weights, output, batch, size, 2));
            AssertAllocatesNothing($"{layers[i]}, with a residual", () =>
                kernel.Residual!(input, weight, bias, residual, output, batch, inChannels, outChannels, size, 1));
            AssertAllocatesNothing($"{layers[i]}, generic path", () =>
                ConvTranspose.Invoke<T>(geometry, input, weight, bias, output, batch, inChannels, outChannels, size));
            AssertAllocatesNothing($"{layers[i]}, generic path, packed", () =>
                ConvTranspose.Invoke(geometry, input, genericWeights, output, batch, size));
        }
    }

    static Tensor<float> Zeros(params nint[] shape) => Tensor.CreateFromShape<float>(shape);

    static void AssertAllocatesNothing(string name, Action call)
    {
        // Pools fill, methods are compiled again and the pool of threads starts threads, the more so beside other tests. A steady state
        // has to come, not at a certain call.
        long allocated;
        var time = Stopwatch.StartNew();
        do
        {
            for (int i = 0; i < 10; i++)
                call();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++)
                call();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated == 0)
                return;
        }
        while (time.Elapsed < Patience);
        Assert.Fail($"{name}: 20 calls allocate {allocated} bytes");
    }
}
