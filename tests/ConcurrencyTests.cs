using System.Runtime.InteropServices;

namespace Generated.Kernels.Tests;

/// <summary>Many calls at once, and calls from within parallel loops.</summary>
public sealed class ConcurrencyTests
{
    const int Callers = 32;

    /// <summary>Long enough for a machine that is busy with other things; only a deadlock takes as long.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>One for each way to compute, enough work each to be shared out to threads.</summary>
    static readonly Layer[] Layers =
    [
        new("in place", new(2, 2), 1, 12, 7, [9, 37]),
        new("in place to one channel", new(2, 2), 1, 12, 1, [16, 64]),
        new("phases in memory order", new(4, 2, 1), 2, 9, 13, [9, 21]),
        new("phases apart", new(9, 3, 4, op: 2), 2, 5, 2, [7, 11]),
        new("large kernel", new(64, 32, 16), 1, 3, 3, [3, 4]),
        new("narrow", new(4, 2, 1), 1, 67, 13, [4, 4]),
        new("depthwise", new(4, 2, 1, g: 12), 1, 12, 12, [9, 20]),
        new("1-D", new(16, 8, 4, rank: 1), 1, 12, 9, [50]),
        new("longest kernel", new(1024, 256, 384, rank: 1), 1, 2, 2, [9]),
        new("3-D", new(2, 2, rank: 3), 1, 8, 4, [3, 4, 9]),
        new("too many phases to list", new([new(2, 5000, PBegin: 4990), new(3)]), 1, 2, 2, [2, 9]),
    ];

    static readonly Lazy<CompiledKernel<float>[]> Kernels =
        new(() => KernelCompiler.Compile<float>([.. Layers.Select(layer => KernelDeclaration.For(layer))]));

    public static TheoryData<string> Names => [.. Layers.Select(layer => layer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void PackedWeightsAreSharedByManyCallers(string name)
    {
        var call = new Call(name);
        Finishes(() =>
        {
            // Threads of their own: the pool would start them one after the other.
            using var together = new Barrier(Callers);
            var failures = new Exception?[Callers];
            var threads = Enumerable.Range(0, Callers).Select(caller => new Thread(() => failures[caller] = Record.Exception(() =>
            {
                together.SignalAndWait();
                for (int repeat = 0; repeat < 5; repeat++)
                    call.Check(caller % 2 == 0 ? -1 : 1 + repeat);
            }))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.All(failures, Assert.Null);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CallsInsideParallelLoopsFinish(string name)
    {
        var call = new Call(name);
        Finishes(() => Parallel.For(0, 8, _ => Parallel.For(0, 4, _ => call.Check(-1))));
        Finishes(() => Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 1 }, _ => call.Check(5)));
    }

    static void Finishes(Action action) => Assert.True(Task.Run(action).Wait(Patience), "The calls do not come to an end.");

    /// <summary>A call on shared weights with a result known from a call of one thread.</summary>
    sealed class Call
    {
        readonly Layer layer;
        readonly CompiledKernel<float> kernel;
        readonly PackedWeights<float> weights, genericWeights;
        readonly float[] input, weight, bias, expected, expectedOfPacked, expectedOfGenericPath;

        public Call(string name)
        {
            int index = Array.FindIndex(Layers, layer => layer.Name == name);
            layer = Layers[index];
            kernel = Kernels.Value[index];
            var random = new Random(index);
            input = TestData.Reals<float>(layer.InputLength, random);
            weight = TestData.Reals<float>(layer.WeightLength, random);
            bias = TestData.Reals<float>(layer.OutChannels, random);
            weights = kernel.Pack!(weight, bias, layer.InChannels, layer.OutChannels);
            genericWeights = ConvTranspose.Pack<float>(layer.Geometry, weight, bias, layer.InChannels, layer.OutChannels);
            expected = new float[layer.OutputLength];
            kernel.Raw!(input, weight, bias, expected, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1);
            // Where packing the weights of products for one call would cost more than they gain, a call with weights that come packed follows another plan.
            expectedOfPacked = new float[layer.OutputLength];
            kernel.Packed!(input, kernel.Pack!(weight, bias, layer.InChannels, layer.OutChannels), expectedOfPacked, layer.Batch, layer.Size, 1);
            expectedOfGenericPath = new float[layer.OutputLength];
            ConvTranspose.Invoke<float>(layer.Geometry, input, weight, bias, expectedOfGenericPath, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size);
        }

        /// <summary>Computes the layer in every form and compares the bits.</summary>
        public void Check(int degree)
        {
            var output = new float[layer.OutputLength];
            kernel.Packed!(input, weights, output, layer.Batch, layer.Size, degree);
            AssertSameBits(expectedOfPacked, output);
            kernel.Raw!(input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, degree);
            AssertSameBits(expected, output);
            ConvTranspose.Invoke(layer.Geometry, input, genericWeights, output, layer.Batch, layer.Size, maxDegreeOfParallelism: degree);
            AssertSameBits(expectedOfGenericPath, output);
        }

        static void AssertSameBits(float[] expected, float[] output)
        {
            Assert.True(MemoryMarshal.Cast<float, int>(expected).SequenceEqual(MemoryMarshal.Cast<float, int>(output)), "The bits differ from those of a call alone.");
            output.AsSpan().Fill(float.NaN);
        }
    }
}
