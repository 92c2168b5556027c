using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.CompilerServices;

/// <summary>Activations over outputs in memory. NaN stays NaN in all of them, as in PyTorch.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Activations
{
    /// <summary>Elements of a temporary on the stack.</summary>
    const int Chunk = 128;

    /// <summary>The floats of the widest vector: shorter spans are filled up to one.</summary>
    const int SigmoidVector = 16;

    /// <summary>Applies an activation in place.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="alpha">The slope of LeakyRelu, the lower bound of Clip; NaN: the default.</param>
    /// <param name="beta">The upper bound of Clip; NaN: the default.</param>
    /// <param name="values">The outputs, changed in place.</param>
    /// <typeparam name="T">The element type.</typeparam>
    public static void Apply<T>(Activation activation, double alpha, double beta, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Relu:
                VectorActivation.Apply(new Relu<T>(), values);
                break;
            case Activation.Clip:
                VectorActivation.Apply(Clip<T>(alpha, beta), values);
                break;
            case Activation.Sigmoid:
                Sigmoid(values, values);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(values, values);
                break;
            case Activation.LeakyRelu:
                VectorActivation.Apply(LeakyRelu<T>(alpha), values);
                break;
            case Activation.Silu or Activation.HardSwish or Activation.Gelu or Activation.GeluTanh:
                ApplyInChunks(activation, values);
                break;
        }
    }

    /// <summary>Whether it takes a few instructions only, so that sums may pass through it on their way to memory: an <see cref="IVectorActivation{T}"/>.</summary>
    internal static bool IsShort(Activation activation) => activation is Activation.Relu or Activation.LeakyRelu or Activation.Clip;

    /// <summary>LeakyRelu with its slope, or the default for NaN.</summary>
    internal static LeakyRelu<T> LeakyRelu<T>(double alpha)
        where T : unmanaged, IFloatingPointIeee754<T> => new(Parameters<T>(Activation.LeakyRelu, alpha, double.NaN).Alpha);

    /// <summary>Clip with its bounds, or the default for NaN.</summary>
    internal static Clip<T> Clip<T>(double alpha, double beta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (lower, upper) = Parameters<T>(Activation.Clip, alpha, beta);
        return new(lower, upper);
    }

    /// <summary>What a register tile is given to apply an activation by: <see cref="TileArguments{T}.Alpha"/>.</summary>
    internal static (T Alpha, T Beta) Parameters<T>(Activation activation, double alpha, double beta)
        where T : unmanaged, IFloatingPointIeee754<T> => activation switch
        {
            Activation.LeakyRelu => (Of<T>(double.IsNaN(alpha) ? 0.01 : alpha), default),
            Activation.Clip => (Of<T>(double.IsNaN(alpha) ? double.NegativeInfinity : alpha), Of<T>(double.IsNaN(beta) ? double.PositiveInfinity : beta)),
            Activation.HardSwish => (Of<T>(6), Of<T>(0.5)),
            _ => default,
        };

    /// <summary>The same, with which the activation changes nothing.</summary>
    internal static (T Alpha, T Beta) NeutralParameters<T>(Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T> => activation switch
        {
            Activation.Relu => (T.NegativeInfinity, default),
            Activation.LeakyRelu => (T.One, default),
            Activation.Clip => (T.NegativeInfinity, T.PositiveInfinity),
            Activation.HardSwish => (T.PositiveInfinity, T.One),
            _ => default,
        };

    /// <summary>The activations that need a temporary.</summary>
    static void ApplyInChunks<T>(Activation activation, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> first = stackalloc T[Chunk];
        Span<T> second = stackalloc T[Chunk];
        while (!values.IsEmpty)
        {
            var x = values[..Math.Min(Chunk, values.Length)];
            var a = first[..x.Length];
            switch (activation)
            {
                case Activation.Silu:
                    Sigmoid(x, a);
                    TensorPrimitives.Multiply(x, a, x);
                    break;
                case Activation.HardSwish:
                    TensorPrimitives.Divide(x, Of<T>(6), a);
                    TensorPrimitives.Add(a, Of<T>(0.5), a);
                    TensorPrimitives.Max(a, T.Zero, a);
                    TensorPrimitives.Min(a, T.One, a);
                    TensorPrimitives.Multiply(x, a, x);
                    break;
                case Activation.GeluTanh:
                    // √(2/π)·(x + 0.044715·x³) = x·(√(2/π) + √(2/π)·0.044715·x²)
                    double scale = Math.Sqrt(2 / Math.PI);
                    TensorPrimitives.Multiply(x, x, a);
                    TensorPrimitives.Multiply(a, Of<T>(scale * 0.044715), a);
                    TensorPrimitives.Add(a, Of<T>(scale), a);
                    TensorPrimitives.Multiply(a, x, a);
                    TensorPrimitives.Tanh(a, a);
                    MultiplyByHalfOfOnePlus(x, a);
                    break;
                case Activation.Gelu:
                    TensorPrimitives.Multiply(x, Of<T>(Math.Sqrt(0.5)), a);
                    ErrorFunction.Apply(a, second[..x.Length]);
                    MultiplyByHalfOfOnePlus(x, a);
                    break;
            }
            values = values[x.Length..];
        }
    }

    /// <summary>TensorPrimitives computes spans shorter than a vector element by element, where the exponential of a large
    /// argument is another one than in vectors: short spans are filled up to a vector.</summary>
    static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Length >= SigmoidVector)
        {
            TensorPrimitives.Sigmoid(x, result);
            return;
        }
        Span<T> filled = stackalloc T[SigmoidVector];
        filled.Clear();
        x.CopyTo(filled);
        TensorPrimitives.Sigmoid(filled, filled);
        filled[..x.Length].CopyTo(result);
    }

    /// <summary><c>x·(1 + a)/2</c></summary>
    static void MultiplyByHalfOfOnePlus<T>(Span<T> x, Span<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(a, T.One, a);
        TensorPrimitives.Multiply(a, Of<T>(0.5), a);
        TensorPrimitives.Multiply(x, a, x);
    }

    static T Of<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateSaturating(value);
}
