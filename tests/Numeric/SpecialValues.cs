using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>Infinities and NaN in each operand reach exactly the outputs that their elements reach: zeros that stand beyond a
/// border are not multiplied with an infinite weight, nor is what a register tile computes past the end of a row seen.</summary>
static class SpecialValues
{
    enum Operand
    {
        Input,
        Weight,
        Bias,
        Residual,
    }

    /// <summary>How often each operand holds a special value, which is then another element.</summary>
    const int Repeats = 5;

    /// <summary>A geometry for each way to compute; channels are those of a group.</summary>
    static readonly (ConvTransposeGeometry Geometry, int InChannels, int OutChannels, int[] Size)[] Cases =
    [
        (new(4, 2, 1), 2, 2, [5, 21]), (new(3, 2, 1, op: 1), 2, 7, [4, 17]), (new(3, 1, 1), 2, 2, [6, 35]), (new(3, 2, 2, op: 1, d: 2), 2, 3, [5, 19]),
        (new(9, 3, 4, op: 2), 2, 2, [3, 18]), (new(16, 8, 4), 2, 2, [4, 5]), (new(64, 32, 16), 1, 2, [3, 4]),
        (new(2, 2), 3, 6, [4, 37]), (new(2, 2), 3, 1, [8, 64]), (new(9, 2, 4, op: 1), 4, 1, [9, 10]), (new(4, 2, 1), 40, 5, [4, 4]),
        (new(4, 2, 1, g: 4), 1, 1, [3, 16]), (new(4, 2, 1, g: 3), 2, 2, [3, 16]),
        (new(16, 8, 4, rank: 1), 2, 2, [20]), (new(32, 16, 8, rank: 1), 3, 2, [35]), (new(2, 2, rank: 3), 2, 3, [2, 3, 9]), (new(3, 2, 1, op: 1, rank: 3), 2, 2, [3, 3, 5]),
        (new([new(2, 2), new(600)]), 1, 2, [2, 7]),
        // Along the lanes of vectors.
        (new(4, 2, 1), 20, 33, [3, 5]), (new(3, 1, 1), 17, 33, [3, 4]), (new(4), 20, 48, [1, 1]), (new(32, 16, 8), 3, 4, [2, 5]),
        (new([new(3, 2, 1, 1), new(16, 32, 5, 7, 3)]), 5, 5, [3, 4]),
        // Products of sums of inputs, where all inputs are finite.
        (new(6, 2, 2), 24, 24, [12, 15]),
    ];

    public static Report Run()
    {
        var report = new Report();
        RunAs<float>(Cases, report);
        RunAs<double>(Cases[..8], report);
        CheckLargeWeights(report);
        return report;
    }

    /// <summary>Weights so large that sums of them would be infinite, with inputs so small that no output is.</summary>
    static void CheckLargeWeights(Report report)
    {
        var layer = new Layer("large weights", new(3, 1, 1), 1, 64, 64, [56, 56]);
        var kernel = KernelCompiler.Compile<float>([new KernelDeclaration(layer.Geometry) { Forms = KernelForms.All }])[0];
        var random = new Random(1);
        float[] input = Array.ConvertAll(TestData.Integers<float>(layer.InputLength, random), value => value * float.Exp2(-100));
        float[] weight = Array.ConvertAll(TestData.Integers<float>(layer.WeightLength, random), value => float.CopySign(float.Exp2(127), value));
        var bias = new float[layer.OutChannels];
        var expected = new float[layer.OutputLength];
        ConvTransposeReference.ScatterAdd<float>(layer.Geometry, input, weight, bias, expected, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size);
        report.Add($"{layer}, the reference", expected.All(float.IsFinite) ? null : "is not finite");
        foreach (var (way, call) in Ways.Generated(kernel))
            report.Add($"{layer}, {way}", LayerRun.Compare<float>(call, layer, input, weight, bias, expected));
    }

    static void RunAs<T>((ConvTransposeGeometry Geometry, int InChannels, int OutChannels, int[] Size)[] cases, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var kernels = KernelCompiler.Compile<T>([.. cases.Select(c => new KernelDeclaration(c.Geometry) { Forms = KernelForms.All })]);
        for (int i = 0; i < cases.Length; i++)
        {
            var (geometry, inChannels, outChannels, size) = cases[i];
            var layer = new Layer("special values", geometry, 1, inChannels * geometry.Groups, outChannels * geometry.Groups, size);
            foreach (var operand in Enum.GetValues<Operand>())
            {
                for (int repeat = 0; repeat < Repeats; repeat++)
                    Check(layer, operand, repeat, kernels[i], report);
            }
        }
    }

    static void Check<T>(Layer layer, Operand operand, int repeat, CompiledKernel<T> kernel, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(repeat);
        var input = TestData.Integers<double>(layer.InputLength, random);
        var weight = TestData.Integers<double>(layer.WeightLength, random);
        var bias = TestData.Integers<double>(layer.OutChannels, random);
        var residual = TestData.Integers<double>(layer.OutputLength, random);
        var values = operand switch { Operand.Input => input, Operand.Weight => weight, Operand.Bias => bias, _ => residual };
        double[] specials = [double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        values[repeat == 0 ? 0 : repeat == 1 ? values.Length - 1 : random.Next(values.Length)] = specials[random.Next(3)];

        string name = $"{layer}, {typeof(T).Name}, in the {operand}, {repeat}";
        var (x, w, b, r) = (TestData.Convert<T>(input), TestData.Convert<T>(weight), TestData.Convert<T>(bias), TestData.Convert<T>(residual));
        var sums = Ways.Reference(layer, input, weight, bias);
        if (operand != Operand.Residual)
        {
            var expected = TestData.Convert<T>(sums);
            // The reference that stuffs zeros takes long over large kernels.
            foreach (var (way, call) in Ways.All(layer.Geometry, kernel).Where(way => way.Name != "as convolution" || layer.Geometry.KernelElements < 100))
                report.Add($"{name}, {way}", LayerRun.Compare<T>(call, layer, x, w, b, expected));
        }
        var withResidual = TestData.Convert<T>([.. sums.Zip(residual, (sum, added) => sum + added)]);
        foreach (var (way, call) in Ways.WithResidual(layer.Geometry, kernel, r))
            report.Add($"{name}, {way}", LayerRun.Compare<T>(call, layer, x, w, b, withResidual));
    }
}
