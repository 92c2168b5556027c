namespace Generated.Kernels.Tests;

/// <summary>Once warm, a call allocates nothing on the managed heap.</summary>
public sealed class AllocationTests
{
    static readonly Layer[] Layers =
    [
        new("k2s2", new(2, 2), 1, 24, 24, [40, 40]),
        new("k2s2 to one channel", new(2, 2), 1, 24, 1, [64, 64]),
        new("k4s2p1", new(4, 2, 1), 2, 16, 20, [17, 23]),
        new("k3s2p1op1", new(3, 2, 1, op: 1), 1, 16, 8, [20, 20]),
        new("k16s8p4", new(16, 8, 4), 1, 5, 5, [12, 12]),
        new("depthwise", new(4, 2, 1, g: 16), 1, 16, 16, [20, 20]),
        new("1-D", new(16, 8, 4, rank: 1), 1, 16, 8, [120]),
        new("3-D", new(2, 2, rank: 3), 1, 8, 8, [4, 9, 10]),
    ];

    [Fact]
    public void WarmCallsAllocateNothing()
    {
        var kernels = KernelCompiler.Compile<float>([.. Layers.Select(layer => KernelDeclaration.For(layer))]);
        for (int i = 0; i < Layers.Length; i++)
        {
            var layer = Layers[i];
            var kernel = kernels[i]!;
            var random = new Random(i);
            var input = TestData.Reals<float>(layer.InputLength, random);
            var weight = TestData.Reals<float>(layer.WeightLength, random);
            var bias = TestData.Reals<float>(layer.OutChannels, random);
            var output = new float[layer.OutputLength];
            var weights = kernel.Pack!(weight, bias, layer.InChannels, layer.OutChannels);
            AssertAllocatesNothing($"{layer}, raw", () =>
                kernel.Raw!(input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1));
            AssertAllocatesNothing($"{layer}, packed", () =>
                kernel.Packed!(input, weights, output, layer.Batch, layer.Size, 1));
        }
    }

    static void AssertAllocatesNothing(string name, Action call)
    {
        // Pools fill and methods are compiled again in the first calls; a steady state has to come, not at a certain call.
        long allocated = 0;
        for (int attempt = 0; attempt < 10; attempt++)
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
        Assert.Fail($"{name}: 20 calls allocate {allocated} bytes");
    }
}
