using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>
/// Inputs and outputs that begin at each place of a cache line, for layers that read the input where it lies, among them channels that are
/// pages apart. Exact, and nothing beside the output may change.
/// </summary>
static class Alignments
{
    static readonly Layer[] layers =
    [
        Of(new(2, 2), 2, 33, 1, 8, 128),
        Of(new(2, 2), 1, 12, 1, 2, 512),
        Of(new(2, 2), 1, 20, 2, 8, 144),
        Of(new(1), 1, 17, 1, 16, 128),
        Of(new(2, 2, g: 2), 1, 24, 2, 6, 512),
        Of(new(3, 3), 1, 35, 1, 4, 272),
        Of(new(4, 4), 1, 20, 1, 4, 256),
    ];

    public static Report Run()
    {
        var report = new Report();
        RunAs<float>(report);
        RunAs<double>(report);
        return report;
    }

    static void RunAs<T>(Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var kernels = KernelCompiler.Compile<T>([.. layers.Select(layer => new KernelDeclaration(layer.Geometry) { Forms = KernelForms.All })]);
        var random = new Random(5);
        for (int i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            var input = TestData.Integers<double>(layer.InputLength, random);
            var weight = TestData.Integers<double>(layer.WeightLength, random);
            var bias = TestData.Integers<double>(layer.OutChannels, random);
            var expected = TestData.Convert<T>(Ways.Reference(layer, input, weight, bias));
            var weights = kernels[i].Pack!(TestData.Convert<T>(weight), TestData.Convert<T>(bias), layer.InChannels, layer.OutChannels);
            T[] from = TestData.Convert<T>(input), memory = new T[input.Length + Line<T>()], to = new T[expected.Length + Line<T>()];
            for (int offset = 0; offset < Line<T>(); offset++)
            {
                from.CopyTo(memory, offset);
                Array.Fill(to, T.NaN);
                kernels[i].Packed!(memory.AsSpan(offset, input.Length), weights, to.AsSpan(offset, expected.Length), layer.Batch, layer.Size, 1);
                string name = $"{layer}, {typeof(T).Name}, {offset} elements further";
                report.Add(name, LayerRun.Difference<T>(to.AsSpan(offset, expected.Length), expected, 0, layer));
                bool untouched = to[..offset].Concat(to[(offset + expected.Length)..]).All(T.IsNaN);
                report.Add($"{name}, beside the output", untouched ? null : "something was written");
            }
        }
    }

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("alignments", geometry, batch, inChannels, outChannels, size);

    /// <summary>The elements of a cache line.</summary>
    static unsafe int Line<T>()
        where T : unmanaged => 64 / sizeof(T);
}
