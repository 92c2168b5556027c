using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>The examples that textbooks compute by hand.</summary>
static class WorkedExamples
{
    static readonly double[] ZeroToThree = [0, 1, 2, 3];

    internal static readonly GoldenCase[] Examples =
    [
        Example("X = K = 0..3, s=1", k: 2, s: 1, p: 0, n: 2, ZeroToThree, ZeroToThree,
            [0, 0, 1, 0, 4, 6, 4, 12, 9]),
        Example("X = K = 0..3, s=2", k: 2, s: 2, p: 0, n: 2, ZeroToThree, ZeroToThree,
            [0, 0, 0, 1, 0, 0, 2, 3, 0, 2, 0, 3, 4, 6, 6, 9]),
        Example("X = 0..15, a corner of ones, s=1 p=1", k: 3, s: 1, p: 1, n: 4,
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [1, 1, 1, 1, 0, 0, 0, 0, 0],
            [10, 17, 21, 13, 22, 33, 37, 21, 34, 49, 53, 29, 13, 14, 15, 0]),
    ];

    public static Report Run()
    {
        var report = new Report();
        RunAs<float>(report);
        RunAs<double>(report);

        // n=10, k=64, s=32, p=16: 320×320, every output of a kernel of ones is the sum of the 2×2 inputs around it.
        var large = new Layer("k=64 s=32 p=16", new ConvTransposeGeometry(64, 32, 16), 1, 1, 1, [10, 10]);
        report.Add("k=64 s=32 p=16 turns 10 into 320", large.OutputSize is [320, 320] ? null : $"gives {string.Join("x", large.OutputSize)}");
        var input = TestData.Integers<float>(large.InputLength, new Random(1));
        var weight = Enumerable.Repeat(1f, large.WeightLength).ToArray();
        var kernel = KernelCompiler.Compile<float>(KernelDeclaration.For(large));
        foreach (var (name, call) in Ways.All(large.Geometry, kernel))
            report.Add($"k=64 s=32 p=16, {name}", LayerRun.Compare<float>(call, large, input, weight, [], SumsOfFour(input)));
        return report;
    }

    static void RunAs<T>(Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var kernels = KernelCompiler.Compile<T>([.. Examples.Select(example => KernelDeclaration.For(example.Layer))]);
        for (int i = 0; i < Examples.Length; i++)
        {
            var (layer, input, weight, bias, expected) = Examples[i];
            foreach (var (name, call) in Ways.All(layer.Geometry, kernels[i]))
            {
                report.Add($"{layer.Name}, {typeof(T).Name}, {name}", LayerRun.Compare(
                    call, layer, TestData.Convert<T>(input), TestData.Convert<T>(weight), TestData.Convert<T>(bias), TestData.Convert<T>(expected)));
            }
        }
    }

    static GoldenCase Example(string name, int k, int s, int p, int n, double[] input, double[] weight, double[] output) =>
        new(new Layer(name, new ConvTransposeGeometry(k, s, p), 1, 1, 1, [n, n]), input, weight, [0], output);

    static float[] SumsOfFour(float[] input)
    {
        var output = new float[320 * 320];
        for (int y = 0; y < 320; y++)
        {
            for (int x = 0; x < 320; x++)
            {
                // Output o takes part in the kernels of the inputs i with 0 ≤ o + 16 - 32i < 64.
                int bottom = (y + 16) / 32;
                int right = (x + 16) / 32;
                output[y * 320 + x] = At(bottom - 1, right - 1) + At(bottom - 1, right) + At(bottom, right - 1) + At(bottom, right);
            }
        }
        return output;

        float At(int y, int x) => y is >= 0 and < 10 && x is >= 0 and < 10 ? input[y * 10 + x] : 0;
    }
}
