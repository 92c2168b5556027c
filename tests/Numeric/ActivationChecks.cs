using System.Collections.Concurrent;
using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>Fused activations against their formulas, over ordinary and extreme arguments.</summary>
static class ActivationChecks
{
    internal static readonly (Activation Activation, double Alpha, double Beta, Func<double, double> Formula)[] Formulas =
    [
        (Activation.None, double.NaN, double.NaN, x => x),
        (Activation.Relu, double.NaN, double.NaN, x => double.IsNaN(x) ? x : Math.Max(x, 0)),
        (Activation.LeakyRelu, double.NaN, double.NaN, x => x < 0 ? 0.01 * x : x),
        (Activation.LeakyRelu, 0.2, double.NaN, x => x < 0 ? 0.2 * x : x),
        (Activation.LeakyRelu, -1, double.NaN, x => x < 0 ? -x : x),
        (Activation.LeakyRelu, 0, double.NaN, x => x < 0 ? 0 * x : x),
        (Activation.LeakyRelu, 1, double.NaN, x => x),
        (Activation.LeakyRelu, 1.5, double.NaN, x => x < 0 ? 1.5 * x : x),
        (Activation.Clip, 0, 6, x => double.IsNaN(x) ? x : Math.Min(Math.Max(x, 0), 6)),
        (Activation.Clip, -1.5, double.NaN, x => double.IsNaN(x) ? x : Math.Max(x, -1.5)),
        (Activation.Clip, double.NaN, 2.5, x => double.IsNaN(x) ? x : Math.Min(x, 2.5)),
        (Activation.Sigmoid, double.NaN, double.NaN, x => 1 / (1 + Math.Exp(-x))),
        (Activation.Tanh, double.NaN, double.NaN, Math.Tanh),
        (Activation.Silu, double.NaN, double.NaN, x => x / (1 + Math.Exp(-x))),
        (Activation.HardSwish, double.NaN, double.NaN, x => double.IsNaN(x) ? x : x * Math.Min(Math.Max(x / 6 + 0.5, 0), 1)),
        (Activation.Gelu, double.NaN, double.NaN, x => x * (1 + ErrorFunction(x / Math.Sqrt(2))) / 2),
        (Activation.GeluTanh, double.NaN, double.NaN, x => x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) / 2),
    ];

    static readonly double[] Extremes =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e-30, -1e-30, 88, -88, 89, -89, 104, -104, 1000, -1000, 1e20, -1e20, 1e-4, -1e-4];

    static readonly ConcurrentDictionary<double, double> errorFunction = new();

    public static Report Run()
    {
        var report = new Report();
        // Sigmoid and Tanh are System.Numerics.Tensors', whose error near zero is absolute: an ulp of 1.
        RunAs<float>(relative: 2e-6, absolute: 1.2e-7, report);
        RunAs<double>(relative: 1e-13, absolute: 2.3e-16, report);
        return report;
    }

    static void RunAs<T>(double relative, double absolute, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // One channel with weights of 1, so that each output is its activation of one input; k2s2 has no borders to mind.
        var geometry = new ConvTransposeGeometry(2, 2);
        var arguments = Arguments<T>();
        T[] weight = [T.One, T.One, T.One, T.One];
        var kernels = KernelCompiler.Compile<T>([.. Formulas.Select(f => new KernelDeclaration(geometry, true, f.Activation, f.Alpha, f.Beta))]);
        for (int i = 0; i < Formulas.Length; i++)
        {
            var generic = Ways.Generic<T>(geometry, Formulas[i].Activation, Formulas[i].Alpha, Formulas[i].Beta);
            foreach (var (name, call) in Ways.Generated(kernels[i]).Prepend(("generic path", generic)))
            {
                foreach (int width in (int[])[arguments.Length, 41, 20, 10, 5, 1])
                {
                    Check($"{typeof(T).Name}, {name}, width {width}", Formulas[i], arguments,
                        4 * arguments.Length, output => call(arguments, weight, [T.Zero], output, 1, 1, 1, [arguments.Length / width, width], 1),
                        o => o / (4 * width) * width + o % (2 * width) / 2, relative, absolute, report);
                }
            }
        }
    }

    /// <summary>820 = 20·41 arguments.</summary>
    internal static T[] Arguments<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Extremes.Concat(Enumerable.Range(-400, 801).Select(i => i / 37.0)).Select(T.CreateChecked)];

    /// <summary>Compares the outputs of one call with the formula of the inputs that they come of.</summary>
    internal static void Check<T>(string name, (Activation Activation, double Alpha, double Beta, Func<double, double> Formula) activation,
        T[] arguments, int outputs, Action<T[]> call, Func<int, int> argumentOf, double relative, double absolute, Report report)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        name = $"{activation.Activation} alpha {activation.Alpha} beta {activation.Beta}, {name}";
        var output = new T[outputs];
        try
        {
            call(output);
        }
        catch (ArgumentException exception)
        {
            report.Add(name, $"throws {exception.Message}");
            return;
        }
        string? difference = null;
        double largest = 0;
        bool exact = activation.Activation is Activation.None or Activation.Relu or Activation.LeakyRelu or Activation.Clip;
        // A product with a factor in [0, 1] that is itself off by an ulp of 1; and the formulas here are no better than 1e-13.
        double bound = activation.Activation is Activation.Sigmoid or Activation.Tanh ? absolute : Math.Max(16 * absolute, 1e-13);
        for (int o = 0; o < output.Length && difference is null; o++)
        {
            double x = double.CreateChecked(arguments[argumentOf(o)]);
            double expected = activation.Formula(x);
            double actual = double.CreateChecked(output[o]);
            bool same = double.IsNaN(expected) ? double.IsNaN(actual)
                : actual == expected || Math.Abs(actual - expected) <= relative * Math.Abs(expected) + (exact ? 0 : bound);
            if (double.IsFinite(expected - actual))
                largest = Math.Max(largest, Math.Abs(expected - actual));
            if (!same)
                difference = $"{activation.Activation}({x:R}) is {actual:R} where {expected:R} was expected";
        }
        if (!exact)
            report.Note($"{name}: largest error {largest:g2}");
        report.Add(name, difference);
    }

    /// <summary>The error function; the same arguments come for every width and every form of a kernel.</summary>
    static double ErrorFunction(double z) => errorFunction.GetOrAdd(z, Integrate);

    /// <summary>The error function by Simpson's rule over 4,000 intervals, good to 1e-14.</summary>
    static double Integrate(double z)
    {
        if (double.IsNaN(z) || Math.Abs(z) > 7)
            return double.IsNaN(z) ? z : Math.Sign(z);
        const int Intervals = 4000;
        double h = z / Intervals, sum = 1 + Math.Exp(-z * z);
        for (int i = 1; i < Intervals; i++)
            sum += (i % 2 == 0 ? 2 : 4) * Math.Exp(-(i * h) * (i * h));
        return 2 / Math.Sqrt(Math.PI) * sum * h / 3;
    }
}
