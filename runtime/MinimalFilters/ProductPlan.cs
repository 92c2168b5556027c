using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.CompilerServices;

/// <summary>A plan by minimal filters: sums of weights, computed once, meet sums of inputs, and outputs are sums of their products.</summary>
abstract unsafe class ProductPlan
{
    /// <summary>Which of the geometry's plans it is: weights packed for it serve all kernels of the geometry.</summary>
    public abstract int Index { get; }

    /// <summary>The number of weights of products.</summary>
    /// <param name="kernel">The kernel's plan.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    public abstract long WeightLength(TilePlan kernel, int inChannels, int outChannels);

    /// <summary>Computes the weights of products.</summary>
    /// <param name="kernel">The kernel's plan.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="packed">As many elements as <see cref="WeightLength"/> says.</param>
    /// <returns>Whether all of them are finite: sums of large weights may not be.</returns>
    public abstract bool Pack<T>(TilePlan kernel, int inChannels, int outChannels, T* weight, T* packed)
        where T : unmanaged;

    /// <summary>Whether sums of inputs are finite: an infinite one, or one that is no number, would reach outputs of its tile that the element
    /// itself does not reach.</summary>
    public static bool Serves<T>(ReadOnlySpan<T> input)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorPrimitives.IsFiniteAll(input);
}
