namespace Generated.Kernels.Tests;

/// <summary>Every width from 1 up, so that each vector width meets each tail. Exact.</summary>
static class WidthSweep
{
    internal static readonly ConvTransposeGeometry[] Geometries =
    [
        new(2, 2),
        new(4, 2, 1),
        new(3, 2, 1, op: 1),
        new(3, 1, 1),
        new(9, 3, 4, op: 2),
        new(16, 8, 4),
        new(16, 8, 4, rank: 1),
        new(2, 2, rank: 3),
        new(4, 2, 1, g: 6),
        new(3, 2, 1, op: 1, g: 3), // one of two rows has a tap more
        new([new(5, 3, 1, 1), new(3)], 2), // two of three
        new([new(2), new(7, 4, 3, 3), new(2, 2)], 2), // three of four, more than a register tile has, with two slices
        new([new(1, Op: 1, D: 2), new(2, 2), new(2, 2)]), // no tap reaches the second output in depth
        new([new(2, 2), new(600)]), // a loop over the taps of a row
        new([new(2, 5000, PBegin: 4990), new(3)]), // too many phases to list: the emitted body is a call of the generic path
    ];

    internal static ConvTransposeGeometry[] InDouble => Geometries[..4];

    public static Report Run(SuiteOptions options)
    {
        var report = new Report();
        RunAs<float>(Geometries, options.Widths, report);
        RunAs<double>(InDouble, Math.Min(options.Widths, 36), report);
        return report;
    }

    static void RunAs<T>(ConvTransposeGeometry[] geometries, int widths, Report report)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var kernels = KernelCompiler.Compile<T>([.. geometries.Select(geometry => new KernelDeclaration(geometry))]);
        var random = new Random(7);
        for (int i = 0; i < geometries.Length; i++)
        {
            var geometry = geometries[i];
            for (int width = 1; width <= widths; width++)
            {
                bool depthwise = geometry.Groups > 1;
                int[] size = geometry.Rank switch { 1 => [width], 2 => [2, width], _ => [1 + width % 2, 1, width] };
                var layer = new Layer("width sweep", geometry, 1, depthwise ? geometry.Groups : 3, depthwise ? geometry.Groups : 1 + width % 7, size);
                var input = TestData.Integers<double>(layer.InputLength, random);
                var weight = TestData.Integers<double>(layer.WeightLength, random);
                var bias = TestData.Integers<double>(layer.OutChannels, random);
                var expected = TestData.Convert<T>(Ways.Reference(layer, input, weight, bias));
                foreach (var (name, call) in Ways.Generated(kernels[i]).Prepend(("generic path", Ways.Generic<T>(geometry))))
                {
                    report.Add($"{layer}, {typeof(T).Name}, {name}", LayerRun.Compare(
                        call, layer, TestData.Convert<T>(input), TestData.Convert<T>(weight), TestData.Convert<T>(bias), expected));
                }
            }
        }
        report.Note($"{typeof(T).Name}: {geometries.Length} geometries ({kernels.Count(kernel => kernel.IsSpecialised)} specialised, {kernels.Count(kernel => !kernel.IsSpecialised)} on the generic path), widths 1 to {widths}");
    }
}
