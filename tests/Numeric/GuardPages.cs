namespace Generated.Kernels.Tests;

/// <summary>
/// Kernels on awkward shapes whose input, weight, bias and output all end, or all begin, exactly at a protected page. An
/// access outside ends the process, so arriving at the end is the test; the results are compared as well.
/// </summary>
static class GuardPages
{
    internal static readonly ConvTransposeGeometry[] Geometries =
    [
        new(1), new(2, 2), new(4, 2, 1), new(3, 2, 1, op: 1), new(3, 1, 1), new(2, 3), new(9, 3, 4, op: 2), new(16, 8, 4),
        new(3, 2, 2, op: 1, d: 2), new(4, 2, 1, g: 3), new(5, 4, 5), new([new(3, 2, 1, 0, 1), new(5, 1, 2, 3)], 2),
        new(16, 8, 4, rank: 1), new(3, 1, 2, d: 2, rank: 1), new(2, 2, rank: 3), new(3, 2, 1, op: 1, rank: 3),
    ];

    static readonly int[] Widths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65];

    static readonly (int In, int Out)[] Channels = [(1, 1), (2, 3), (3, 5), (1, 13)];

    public static Report Run()
    {
        var report = new Report();
        if (!GuardedMemory.IsSupported)
        {
            report.Note("no protected pages on this operating system: nothing was run");
            report.Add("protected pages", null);
            return report;
        }
        var kernels = KernelCompiler.Compile<float>([.. Geometries.Select(geometry => new KernelDeclaration(geometry))]);
        var random = new Random(11);
        for (int i = 0; i < Geometries.Length; i++)
        {
            var geometry = Geometries[i];
            foreach (int width in Widths)
            {
                var (inChannels, outChannels) = Channels[width % Channels.Length];
                int[] size = [.. Enumerable.Repeat(1 + width % 3, geometry.Rank - 1), width];
                if (size.Where((n, axis) => geometry.Axes[axis].OutputSize(n) < 1).Any())
                    continue;
                var layer = new Layer("guarded", geometry, 1 + width % 2, inChannels * geometry.Groups, outChannels * geometry.Groups, size);
                foreach (bool atEnd in (bool[])[true, false])
                    RunGuarded(layer, kernels[i]!, atEnd, random, report);
            }
        }
        return report;
    }

    static void RunGuarded(Layer layer, CompiledKernel<float> kernel, bool atEnd, Random random, Report report)
    {
        using var input = GuardedBuffer<float>.Of(TestData.Integers<float>(layer.InputLength, random), atEnd);
        using var weight = GuardedBuffer<float>.Of(TestData.Integers<float>(layer.WeightLength, random), atEnd);
        using var bias = GuardedBuffer<float>.Of(TestData.Integers<float>(layer.OutChannels, random), atEnd);
        using var output = new GuardedBuffer<float>(layer.OutputLength, atEnd);
        var expected = new float[layer.OutputLength];
        ConvTransposeReference.ScatterAdd<float>(
            layer.Geometry, input.Span, weight.Span, bias.Span, expected, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size);
        foreach (var (name, call) in Ways.Generated(kernel).Prepend(("generic path", Ways.Generic<float>(layer.Geometry))))
        {
            output.Span.Fill(float.NaN);
            call(input.Span, weight.Span, bias.Span, output.Span, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1);
            report.Add($"{layer}, {(atEnd ? "ending" : "beginning")} at a protected page, {name}",
                LayerRun.Difference<float>(output.Span, expected, 0, layer));
        }
    }
}
