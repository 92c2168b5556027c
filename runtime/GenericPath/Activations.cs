using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels;

/// <summary>Activations over outputs in memory. NaN stays NaN in all of them, as in PyTorch.</summary>
internal static class Activations
{
    /// <summary>Applies an activation in place.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="alpha">The slope of LeakyRelu, the lower bound of Clip; NaN: the default.</param>
    /// <param name="beta">The upper bound of Clip; NaN: the default.</param>
    /// <param name="values">The outputs, changed in place.</param>
    public static void Apply<T>(Activation activation, double alpha, double beta, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Relu:
                TensorPrimitives.Max(values, T.Zero, values);
                break;
            case Activation.LeakyRelu:
                LeakyRelu(T.CreateSaturating(double.IsNaN(alpha) ? 0.01 : alpha), values);
                break;
            case Activation.Clip:
                // Max and Min rather than Clamp: a lower bound above the upper one has a defined result.
                TensorPrimitives.Max(values, T.CreateSaturating(double.IsNaN(alpha) ? double.NegativeInfinity : alpha), values);
                TensorPrimitives.Min(values, T.CreateSaturating(double.IsNaN(beta) ? double.PositiveInfinity : beta), values);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid(values, values);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(values, values);
                break;
        }
    }

    static void LeakyRelu<T>(T slope, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var x = new Vector<T>(values[i..]);
                Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, Vector<T>.Zero), x, x * slope).CopyTo(values[i..]);
            }
        }
        for (; i < values.Length; i++)
            values[i] = values[i] >= T.Zero ? values[i] : values[i] * slope;
    }
}
