using System.Diagnostics;

namespace Generated.Kernels.Tests;

/// <summary>Random geometries, compiled once, on many random shapes, against the reference in double precision. Exact.</summary>
static class RandomGeometries
{
    const long MaxMultiplyAdds = 40_000;

    public static Report Run(SuiteOptions options)
    {
        var report = new Report();
        report.Note($"seed {options.Seed} (repeat with GENERATED_KERNELS_SEED={options.Seed})");
        var random = new Random(options.Seed);
        var declarations = new KernelDeclaration[options.Geometries];
        for (int i = 0; i < declarations.Length; i++)
        {
            declarations[i] = new KernelDeclaration(Geometry(random), Bias: random.Next(4) > 0)
            {
                Forms = i % 2 == 0 ? KernelForms.Raw : KernelForms.Packed,
            };
        }
        var watch = Stopwatch.StartNew();
        var kernels = KernelCompiler.Compile<float>(declarations);
        double compiling = watch.Elapsed.TotalSeconds;

        for (int call = 0; call < options.Calls; call++)
        {
            var kernel = kernels[call % kernels.Length]!;
            var geometry = kernel.Declaration.Geometry;
            var layer = Shape($"call {call}", geometry, random);
            var input = TestData.Integers<double>(layer.InputLength, random);
            var weight = TestData.Integers<double>(layer.WeightLength, random);
            var bias = kernel.Declaration.Bias ? TestData.Integers<double>(layer.OutChannels, random) : [];
            var expected = TestData.Convert<float>(Ways.Reference(layer, input, weight, bias));
            foreach (var (name, way) in Ways.Generated(kernel))
            {
                report.Add($"{layer}, {name}", LayerRun.Compare(
                    way, layer, TestData.Convert<float>(input), TestData.Convert<float>(weight), TestData.Convert<float>(bias), expected));
            }
            if (call % 4 == 0)
            {
                report.Add($"{layer}, generic path", LayerRun.Compare(
                    Ways.Generic<float>(geometry), layer, TestData.Convert<float>(input), TestData.Convert<float>(weight), TestData.Convert<float>(bias), expected));
            }
        }
        report.Note($"{kernels.Length} geometries ({kernels.Count(kernel => kernel!.IsSpecialised)} specialised) compiled in {compiling:f1} s, {options.Calls} calls in {watch.Elapsed.TotalSeconds - compiling:f1} s");
        return report;
    }

    /// <summary>A geometry that the generator accepts: anything goes, as long as short inputs have outputs.</summary>
    static ConvTransposeGeometry Geometry(Random random)
    {
        int rank = random.Next(20) switch { < 5 => 1, < 16 => 2, _ => 3 };
        int largestKernel = rank switch { 1 => 16, 2 => 7, _ => 4 };
        var axes = new ConvTransposeAxis[rank];
        for (int i = 0; i < rank; i++)
        {
            int k = 1 + random.Next(largestKernel);
            int s = 1 + random.Next(random.Next(4) == 0 ? 8 : 4);
            int d = random.Next(3) == 0 ? 1 + random.Next(4) : 1;
            int op = random.Next(2) == 0 ? random.Next(Math.Max(s, d)) : 0;
            int extent = d * (k - 1) + 1;
            int begin = random.Next(random.Next(8) == 0 ? 2 * extent : extent);
            int end = random.Next(3) == 0 ? random.Next(extent) : begin;
            axes[i] = new ConvTransposeAxis(k, s, begin, end, op, d);
        }
        return new ConvTransposeGeometry(axes, random.Next(3) == 0 ? 2 + random.Next(3) : 1);
    }

    /// <summary>Small sizes around those at which tiles, vectors and channel blocks begin and end.</summary>
    static Layer Shape(string name, ConvTransposeGeometry geometry, Random random)
    {
        for (int attempt = 0; ; attempt++)
        {
            int reach = Math.Max(1, 40 - attempt / 4); // large kernels leave room for short rows only
            var size = new int[geometry.Rank];
            for (int axis = 0; axis < size.Length; axis++)
            {
                int shortest = 1;
                while (geometry.Axes[axis].OutputSize(shortest) < 1)
                    shortest++;
                size[axis] = shortest + random.Next(axis == size.Length - 1 ? reach : Math.Min(reach, 5));
            }
            int channels = Math.Max(1, 14 - attempt / 8);
            var layer = new Layer(name, geometry, 1 + random.Next(random.Next(3) == 0 ? 3 : 1),
                geometry.Groups * (1 + random.Next(channels)), geometry.Groups * (1 + random.Next(channels)), size);
            if (layer.MultiplyAdds <= MaxMultiplyAdds || attempt > 300)
                return layer;
        }
    }
}
