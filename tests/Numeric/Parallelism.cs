using System.Runtime.InteropServices;

namespace Generated.Kernels.Tests;

/// <summary>The same bits whatever the number of threads, odd ones too, and for an image alone as in a batch; nothing is written
/// around the output.</summary>
static class Parallelism
{
    /// <summary>How many elements around the output are watched.</summary>
    const int Margin = 512;

    const float Untouched = -12345.75f;

    static readonly (ConvTransposeGeometry Geometry, int Batch, int InChannels, int OutChannels, int[] Size)[] all =
    [
        (new(2, 2), 1, 24, 24, [40, 40]),
        (new(2, 2), 3, 16, 1, [33, 65]),
        (new(4, 2, 1), 1, 32, 16, [31, 29]),
        (new(4, 2, 1), 5, 8, 9, [8, 8]),
        (new(3, 2, 1, op: 1), 2, 16, 20, [17, 40]),
        (new(3, 1, 1), 1, 16, 16, [56, 30]),
        (new(9, 3, 4, op: 2), 1, 20, 1, [24, 24]),
        (new(16, 8, 4), 1, 5, 5, [12, 20]),
        (new(4, 2, 1, g: 12), 2, 12, 12, [20, 33]),
        (new(16, 8, 4, rank: 1), 2, 32, 24, [100]),
        (new(2, 2, rank: 3), 1, 16, 8, [6, 7, 18]),
        (new(4, 2, 1), 1, 65, 13, [4, 4]),
        (new(4, 2, 1), 3, 7, 7, [1, 1]),
        (new(64, 32, 16), 1, 3, 4, [4, 5]),
        (new(9, 4, 4, op: 3), 2, 9, 2, [9, 11]),
        (new(3, 2, 2, op: 1, d: 2), 1, 8, 14, [19, 23]),
        (new([new(2, 2), new(600)]), 1, 2, 3, [3, 20]),

        // Few tiles and few channels, so that rows are divided.
        (new(3, 1, 1), 1, 224, 30, [9, 6]),
        (new(3, 1, 1), 1, 160, 30, [7, 40]),
        (new(2, 2), 1, 128, 100, [7, 9]),
        (new(4, 2, 1), 1, 64, 40, [5, 3]),
        (new(4, 2, 1), 2, 200, 9, [6, 9]),
        (new(3, 2, 1, op: 1), 1, 100, 16, [6, 7]),
        (new(4, 4), 1, 96, 20, [6, 9]),
        (new(3, 1, 1, rank: 3), 1, 40, 21, [3, 8, 6]),
        (new(4, 2, 1), 1, 64, 80, [8, 8]),
        (new(2, 2), 1, 96, 112, [14, 13]),
        (new(4, 2, 1, rank: 1), 1, 200, 7, [61]),
        .. from layer in SuiteOptions.HasPlans ? OfPlans : [] select (layer.Geometry, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size),
    ];

    static IEnumerable<Layer> OfPlans =>
    [
        .. InputOrderCases.InManyWays,
        .. InPlaceCases.All.Where((_, i) => i % 3 == 0),
        .. KeptInputCases.All.Where((_, i) => i % 3 == 0),
        .. ColumnCases.All.Where((_, i) => i % 2 == 0),
        .. RowCases.All,
        .. DepthwiseCases.All.Where((_, i) => i % 3 == 0),
        .. WinogradCases.Chosen.Where((_, i) => i % 2 == 1),
        .. LaneWinogradCases.Chosen,
        .. LaneCases.All.Where((_, i) => i % 3 == 0).Select(one => one.Layer),
    ];

    public static Report Run(SuiteOptions options)
    {
        var report = new Report();
        var cases = all.Where((_, at) => at % options.EveryShape == 0).ToArray();
        var kernels = KernelCompiler.Compile<float>([.. cases.Select(c => new KernelDeclaration(c.Geometry))]);
        var random = new Random(5);
        for (int i = 0; i < cases.Length; i++)
        {
            var (geometry, batch, inChannels, outChannels, size) = cases[i];
            var layer = new Layer("parallel", geometry, batch, inChannels, outChannels, size);
            var input = TestData.Reals<float>(layer.InputLength, random);
            var weight = TestData.Reals<float>(layer.WeightLength, random);
            var bias = TestData.Reals<float>(layer.OutChannels, random);
            foreach (var (name, call) in Ways.Generated(kernels[i]).Prepend(("generic path", Ways.Generic<float>(geometry))))
            {
                var alone = Run(call, layer, input, weight, bias, 1);
                foreach (int degree in (int[])[2, 3, 4, 5, 6, 7, -1])
                    report.Add($"{layer}, {name}, {degree} threads", SameBits(alone, Run(call, layer, input, weight, bias, degree)));

                var single = layer with { Batch = 1 };
                var last = Run(call, single, input[^single.InputLength..], weight, bias, 1);
                report.Add($"{layer}, {name}, the last image alone", SameBits(alone[^single.OutputLength..], last));
            }
        }
        return report;
    }

    static float[] Run(ConvTransposeCall<float> call, Layer layer, float[] input, float[] weight, float[] bias, int degree)
    {
        var memory = new float[layer.OutputLength + 2 * Margin];
        memory.AsSpan().Fill(Untouched);
        call(input, weight, bias, memory.AsSpan(Margin, layer.OutputLength), layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, degree);
        if (memory.AsSpan(0, Margin).ContainsAnyExcept(Untouched) || memory.AsSpan(Margin + layer.OutputLength).ContainsAnyExcept(Untouched))
            throw new InvalidOperationException($"{layer}: {degree} threads write around the output");
        return memory[Margin..^Margin];
    }

    static string? SameBits(float[] expected, float[] actual)
    {
        int same = MemoryMarshal.Cast<float, int>(expected).CommonPrefixLength(MemoryMarshal.Cast<float, int>(actual));
        return same == expected.Length ? null : $"output {same} is {actual[same]:R} where one thread gives {expected[same]:R}";
    }
}
