namespace Generated.Kernels.Tests;

/// <summary>Kernels that are compiled by the JIT compiler, and called, on a thread with a stack of 256 KiB. One that needs more ends the
/// process.</summary>
static class SmallStack
{
    const int StackBytes = 256 * 1024;

    static readonly Layer[] Layers =
    [
        new("k2s2", new(2, 2), 1, 3, 13, [5, 67]),
        new("k4s2p1", new(4, 2, 1), 1, 3, 13, [5, 67]),
        new("k9s3", new(9, 3, 4, op: 2), 1, 2, 7, [5, 34]),
        new("most taps unrolled", new(64, rank: 1), 1, 2, 7, [70]),
        new("largest kernel", new(64, 32, 16), 1, 1, 3, [3, 5]),
        new("longest kernel", new(1024, 256, 384, rank: 1), 1, 1, 7, [35]),
        new("longest kernel, one output channel", new(1024, 32, 496, rank: 1), 1, 2, 1, [67]),
        new("3-D", new(3, 2, 1, op: 1, rank: 3), 1, 2, 7, [2, 3, 19]),
        new("too many phases to list", new([new(2, 5000, PBegin: 4990), new(3)]), 1, 1, 2, [2, 9]),
    ];

    public static Report Run()
    {
        var report = new Report();
        // Compiled by Roslyn for this purpose alone: nothing has called these kernels before.
        var kernels = KernelCompiler.Compile<float>([.. Layers.Select(layer => KernelDeclaration.For(layer))]);
        for (int i = 0; i < Layers.Length; i++)
        {
            var layer = Layers[i];
            var random = new Random(i);
            var input = TestData.Integers<float>(layer.InputLength, random);
            var weight = TestData.Integers<float>(layer.WeightLength, random);
            var bias = TestData.Integers<float>(layer.OutChannels, random);
            var expected = TestData.Convert<float>(Ways.Reference(layer, TestData.ToDouble(input), TestData.ToDouble(weight), TestData.ToDouble(bias)));
            foreach (var (name, call) in Ways.Generated(kernels[i]).Prepend(("generic path", Ways.Generic<float>(layer.Geometry))))
            {
                foreach (int degree in (int[])[1, 3])
                {
                    string? difference = null;
                    var thread = new Thread(() => difference = LayerRun.Compare<float>(call, layer, input, weight, bias, expected, maxDegreeOfParallelism: degree), StackBytes);
                    thread.Start();
                    thread.Join();
                    report.Add($"{layer}, {name}, {degree} threads", difference);
                }
            }
        }
        report.Note($"{StackBytes / 1024} KiB of stack");
        return report;
    }
}
