using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>
/// Kernels on awkward shapes whose input, weight, bias, residual and output all end, or all begin, exactly at a protected page, and
/// may only be read where they are not the output; packed weights end there. An access outside ends the process, so arriving at
/// the end is the test; the results are compared as well.
/// </summary>
static class GuardPages
{
    /// <summary>How the lines begin that name a call before it is made.</summary>
    public const string TracePrefix = "computing ";

    static readonly ConvTransposeGeometry[] geometries =
    [
        // Phases in memory order, with and without a halo, with phases that no tap reaches.
        new(1), new(2, 2), new(4, 2, 1), new(3, 2, 1, op: 1), new(3, 1, 1), new(2, 3), new(5, 4, 5), new(4, 4),
        // Phases apart: few and many, and more than a register tile has.
        new(9, 3, 4, op: 2), new(9, 4, 4, op: 3), new(5, 5), new(8, 8), new(16, 8, 4), new(64, 32, 16), new([new(1), new(32, 16, 8, 8)]),
        // Dilation, groups, one channel per group, axes that differ.
        new(3, 2, 2, op: 1, d: 2), new(4, 2, 1, g: 3), new(2, 2, g: 5), new([new(3, 2, 1, 0, 1), new(5, 1, 2, 3)], 2),
        // Other ranks.
        new(16, 8, 4, rank: 1), new(3, 1, 2, d: 2, rank: 1), new(2, 2, rank: 1), new(1024, 256, 384, rank: 1), new(4, 2, 1, rank: 1), new(4, 2, rank: 1),
        new(2, 2, rank: 3), new(3, 2, 1, op: 1, rank: 3), new(4, 2, 1, g: 2, rank: 3),
        // Along the lanes of vectors.
        new(4), new(32, 16, 8), new([new(4, 2, 1, 1), new(64, 16, 41, 36)]), new([new(16, 8, 13, 12), new(16, 8, 11, 13)]),
        // Left to the generic path.
        new([new(2, 2), new(600)]),
    ];

    static readonly ConvTransposeGeometry[] inDouble =
    [
        new(2, 2), new(4, 2, 1), new(3, 2, 1, op: 1), new(9, 3, 4, op: 2), new(16, 8, 4), new(4, 2, 1, g: 3), new(16, 8, 4, rank: 1), new(2, 2, rank: 3),
        new(4, 2, 1, rank: 1),
    ];

    /// <summary>The geometries that are computed: of those that the width sweep does not have one in so many.</summary>
    internal static ConvTransposeGeometry[] Geometries(int every) => Some(geometries, WidthSweep.Geometries, every);

    /// <inheritdoc cref="Geometries"/>
    internal static ConvTransposeGeometry[] InDouble(int every) => Some(inDouble, WidthSweep.InDouble, every);

    static ConvTransposeGeometry[] Some(ConvTransposeGeometry[] all, ConvTransposeGeometry[] always, int every) =>
        [.. all.Where((geometry, at) => at % every == 0 || always.Contains(geometry))];

    public static Report Run(SuiteOptions options)
    {
        var report = new Report();
        if (!GuardedMemory.IsSupported)
        {
            report.Note("no protected pages on this operating system: nothing was run");
            report.Add("protected pages", null);
            return report;
        }
        RunAs<float>(Geometries(options.EveryGeometry), options, report);
        RunAs<double>(InDouble(options.EveryGeometry), options, report);
        return report;
    }

    static IEnumerable<Layer> OfPlans(SuiteOptions options) =>
        !SuiteOptions.HasPlans ? [] :
        [
            .. LaneCases.All.Select(one => one.Layer),
            .. ColumnCases.All,
            .. RowCases.All,
            .. DepthwiseCases.All,
            .. InputOrderCases.InManyWays,
            .. InPlaceCases.All,
            .. InPlaceCases.Images,
            .. KeptInputCases.All,
            .. WinogradCases.Chosen.Where((_, at) => at % 2 == 0),
            .. options.EveryShape == 1 ? WinogradCases.InParts[..1] : [], // too many multiply-adds for an emulator
            .. LaneWinogradCases.Chosen,
        ];

    static void RunAs<T>(ConvTransposeGeometry[] geometries, SuiteOptions options, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var kernels = KernelCompiler.Compile<T>([.. geometries.Select(geometry => new KernelDeclaration(geometry) { Forms = KernelForms.All })]);
        int shapes = 0;
        for (int i = 0; i < geometries.Length; i++)
        {
            var layers = AwkwardShapes.Of(geometries[i]).Where((_, at) => at % options.EveryShape == 0);
            foreach (var layer in layers.Concat(OfPlans(options).Where(layer => layer.Geometry.Equals(geometries[i]))))
            {
                shapes++;
                var data = new GuardedLayer<T>(layer, seed: shapes);
                foreach (bool atEnd in (bool[])[true, false])
                {
                    if (options.Trace)
                        Console.Error.WriteLine($"{TracePrefix}{typeof(T).Name}, {layer}, {(atEnd ? "ending" : "beginning")} at a protected page");
                    using var run = new GuardedRun<T>(data, atEnd);
                    run.CheckAll(kernels[i], maxDegreeOfParallelism: shapes % 3 == 0 ? 3 : 1, report);
                }
            }
        }
        report.Note($"{typeof(T).Name}: {geometries.Length} geometries, {shapes} shapes, at both ends");
    }
}
