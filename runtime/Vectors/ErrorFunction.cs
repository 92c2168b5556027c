using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.CompilerServices;

/// <summary>The error function <c>erf(z) = 2/√π · ∫₀ᶻ exp(-t²) dt</c>, which .NET lacks.</summary>
static class ErrorFunction
{
    /// <summary>Replaces each value by its error function.</summary>
    /// <param name="values">The arguments, changed in place.</param>
    /// <param name="temporary">As many elements to compute with.</param>
    /// <remarks>Elements of up to 32 bits: the rational approximation 7.1.26 of Abramowitz and Stegun, "Handbook of
    /// Mathematical Functions" (1964), whose absolute error is at most 1.5e-7. Wider ones: see <see cref="Of"/>.</remarks>
    public static void Apply<T>(Span<T> values, Span<T> temporary)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (System.Runtime.CompilerServices.Unsafe.SizeOf<T>() > sizeof(float))
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = T.CreateSaturating(Of(double.CreateSaturating(values[i])));
            return;
        }
        Span<T> argument = stackalloc T[values.Length];
        values.CopyTo(argument);

        // t = 1 / (1 + p·|z|), erf|z| = 1 - (a₁t + a₂t² + a₃t³ + a₄t⁴ + a₅t⁵)·exp(-z²)
        TensorPrimitives.Abs(argument, temporary);
        TensorPrimitives.Multiply(temporary, Constant(0.3275911), temporary);
        TensorPrimitives.Add(temporary, T.One, temporary);
        TensorPrimitives.Divide(T.One, temporary, temporary);
        TensorPrimitives.Multiply(temporary, Constant(1.061405429), values);
        foreach (double coefficient in (ReadOnlySpan<double>)[-1.453152027, 1.421413741, -0.284496736, 0.254829592])
        {
            TensorPrimitives.Add(values, Constant(coefficient), values);
            TensorPrimitives.Multiply(values, temporary, values);
        }
        TensorPrimitives.Multiply(argument, argument, temporary);
        TensorPrimitives.Negate(temporary, temporary);
        TensorPrimitives.Exp(temporary, temporary);
        TensorPrimitives.Multiply(values, temporary, values);
        TensorPrimitives.Subtract(T.One, values, values);
        TensorPrimitives.CopySign(values, argument, values);

        static T Constant(double value) => T.CreateSaturating(value);
    }

    /// <summary>The error function to double precision.</summary>
    /// <remarks>Below 2.5 the series <c>2/√π · exp(-z²) · Σ 2ⁿ z²ⁿ⁺¹ / (2n+1)!!</c> (Abramowitz and Stegun 7.1.6), whose terms all
    /// have one sign; above it the continued fraction of the complement (7.1.14).</remarks>
    public static double Of(double z)
    {
        double x = Math.Abs(z);
        if (double.IsNaN(z))
            return z;
        if (x > 6)
            return Math.Sign(z);
        if (x < 2.5)
        {
            double term = x, sum = x;
            for (int n = 1; term > sum * 1e-17; n++)
            {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return Math.CopySign(2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum, z);
        }

        // erfc(x) = exp(-x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + 2/(x + …)))))
        double fraction = x;
        for (int n = 60; n >= 1; n--)
            fraction = x + n / 2.0 / fraction;
        return Math.CopySign(1 - Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction, z);
    }
}
