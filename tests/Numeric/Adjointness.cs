namespace Generated.Kernels.Tests;

/// <summary>
/// What defines the transposed convolution: it is the adjoint of the ordinary convolution with the same kernel, stride,
/// padding, dilation and groups, ⟨conv(y), x⟩ = ⟨y, convT(x)⟩ for all x and y. Integers, so the two sides are equal.
/// </summary>
static class Adjointness
{
    static readonly (ConvTransposeGeometry Geometry, int[] Size)[] Cases =
    [
        (new(2, 2), [5, 19]),
        (new(4, 2, 1), [6, 17]),
        (new(3, 2, 1, op: 1), [4, 33]),
        (new(3, 1, 1), [7, 16]),
        (new(5, 3, 2, op: 1), [3, 9]),
        (new(3, 2, 2, op: 1, d: 2, g: 3), [5, 11]),
        (new(4, 2, 1, g: 6), [4, 15]),
        (new(1), [3, 40]),
        (new(16, 8, 4, rank: 1), [37]),
        (new(3, 1, 2, d: 3, rank: 1), [29]),
        (new(2, 2, rank: 3), [2, 3, 10]),
        (new(3, 2, 1, op: 1, g: 2, rank: 3), [2, 2, 7]),
        (new([new(3, 2, 1, 0, 1, 1), new(5, 1, 2, 3, 0, 1)]), [4, 12]),
        (new([new(1, 1), new(4, 4, 2, 2)], 2), [3, 8]),
    ];

    public static Report Run()
    {
        var report = new Report();
        var kernels = KernelCompiler.Compile<float>([.. Cases.Select(c => new KernelDeclaration(c.Geometry, Bias: false))]);
        var random = new Random(3);
        for (int i = 0; i < Cases.Length; i++)
        {
            var (geometry, size) = Cases[i];
            var layer = new Layer("adjoint", geometry, 2, geometry.Groups * 2, geometry.Groups, size);
            var x = TestData.Integers<float>(layer.InputLength, random);
            var weight = TestData.Integers<float>(layer.WeightLength, random);
            var y = TestData.Integers<float>(layer.OutputLength, random);
            double left = Dot(Convolve(layer, y, weight), x);
            foreach (var (name, call) in Ways.All(geometry, kernels[i]))
            {
                var transposed = new float[layer.OutputLength];
                call(x, weight, [], transposed, layer.Batch, layer.InChannels, layer.OutChannels, size, 1);
                double right = Dot(y, transposed);
                report.Add($"{layer}, {name}", left == right ? null : $"⟨conv(y), x⟩ = {left}, ⟨y, convT(x)⟩ = {right}");
            }
        }
        return report;
    }

    static double Dot(float[] left, float[] right) => left.Zip(right, (a, b) => (double)a * b).Sum();

    /// <summary>The ordinary convolution from the output's shape to the input's: each of its outputs is a sum over the
    /// kernel, read at stride s and dilation d, with zeros beyond the borders.</summary>
    static float[] Convolve(Layer layer, float[] y, float[] weight)
    {
        var axes = layer.Geometry.Axes.ToArray();
        while (axes.Length < 3)
            axes = [new ConvTransposeAxis(1), .. axes];
        int[] small = Pad(layer.Size);
        int[] large = Pad(layer.OutputSize);
        int groups = layer.Geometry.Groups;
        int outPerGroup = layer.OutChannels / groups;
        var result = new float[layer.InputLength];
        int position = 0;
        for (int image = 0; image < layer.Batch; image++)
        for (int inChannel = 0; inChannel < layer.InChannels; inChannel++)
        foreach (var (z, y0, x) in Coordinates(small))
        {
            float sum = 0;
            for (int outChannel = 0; outChannel < outPerGroup; outChannel++)
            {
                int channel = inChannel / (layer.InChannels / groups) * outPerGroup + outChannel;
                int plane = image * layer.OutChannels + channel;
                int element = (inChannel * outPerGroup + outChannel) * layer.Geometry.KernelElements;
                foreach (var (kz, ky, kx) in Coordinates([axes[0].K, axes[1].K, axes[2].K]))
                {
                    int readZ = axes[0].S * z + axes[0].D * kz - axes[0].PBegin;
                    int readY = axes[1].S * y0 + axes[1].D * ky - axes[1].PBegin;
                    int readX = axes[2].S * x + axes[2].D * kx - axes[2].PBegin;
                    if (readZ >= 0 && readZ < large[0] && readY >= 0 && readY < large[1] && readX >= 0 && readX < large[2])
                        sum += weight[element] * y[((plane * large[0] + readZ) * large[1] + readY) * large[2] + readX];
                    element++;
                }
            }
            result[position++] = sum;
        }
        return result;

        static int[] Pad(int[] size) => [.. Enumerable.Repeat(1, 3 - size.Length), .. size];
    }

    static IEnumerable<(int Z, int Y, int X)> Coordinates(int[] size)
    {
        for (int z = 0; z < size[0]; z++)
        for (int y = 0; y < size[1]; y++)
        for (int x = 0; x < size[2]; x++)
            yield return (z, y, x);
    }
}
