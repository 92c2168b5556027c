using System.Numerics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// The generic path: a transposed convolution whose geometry is an argument. Use it where the geometry is not known when
/// the program is compiled, or where a generated kernel is not worth its size.
/// </summary>
/// <remarks>
/// Sizes and arithmetic are those of ONNX's ConvTranspose and PyTorch's ConvTranspose1d/2d/3d. Each output is computed from
/// the taps of its phase (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016, chapter 4) and
/// stored once. The order of its additions is fixed (bias, then input channel after input channel, tap after tap), so that the
/// number of threads and the batch do not change a bit of the result. NaN and infinity pass through from input and weight; a
/// kernel element that no input reaches contributes nothing.
/// </remarks>
public static class ConvTranspose
{
    /// <summary>Computes a transposed convolution.</summary>
    /// <typeparam name="T">The element type. <c>float</c> and <c>double</c> are the fast ones.</typeparam>
    /// <param name="geometry">The geometry. What is derived from it is kept with the instance: use one for many calls.</param>
    /// <param name="input"><c>[batch, inChannels, *size]</c></param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty: zeros.</param>
    /// <param name="output"><c>[batch, outChannels, *out]</c>, with the sizes of <see cref="ConvTransposeGeometry.OutputSize"/>;
    /// it must not overlap what is read.</param>
    /// <param name="batch">The number of images, at least 0.</param>
    /// <param name="inChannels">The number of input channels, a positive multiple of the groups.</param>
    /// <param name="outChannels">The number of output channels, a positive multiple of the groups.</param>
    /// <param name="size">The input's spatial size, one positive value per axis, in the order depth, height, width.</param>
    /// <param name="activation">The function applied to each output.</param>
    /// <param name="alpha">The slope of <see cref="Activation.LeakyRelu"/>, the lower bound of <see cref="Activation.Clip"/>.
    /// NaN: the activation's default. Other activations ignore it.</param>
    /// <param name="beta">The upper bound of <see cref="Activation.Clip"/>. NaN: the activation's default.</param>
    /// <param name="residual">A tensor of the output's shape that is added before the activation, or empty.</param>
    /// <param name="maxDegreeOfParallelism">On how many threads to compute, at least 1; -1: one per processor.</param>
    /// <exception cref="ArgumentNullException"><paramref name="geometry"/> is null.</exception>
    /// <exception cref="ArgumentException">A size is out of range, a span has another length than its shape, the output
    /// overlaps what is read, or <paramref name="activation"/>, its bounds or <paramref name="maxDegreeOfParallelism"/> are none of the
    /// possible values. Nothing has been written then.</exception>
    public static void Invoke<T>(
        ConvTransposeGeometry geometry,
        ReadOnlySpan<T> input,
        ReadOnlySpan<T> weight,
        ReadOnlySpan<T> bias,
        Span<T> output,
        int batch,
        int inChannels,
        int outChannels,
        ReadOnlySpan<int> size,
        Activation activation = Activation.None,
        double alpha = double.NaN,
        double beta = double.NaN,
        ReadOnlySpan<T> residual = default,
        int maxDegreeOfParallelism = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(geometry);
        CheckWeight(geometry, weight.Length, inChannels, outChannels);
        var kernel = new GenericKernel<T>(geometry.GenericPlan, Defined(activation, alpha, beta), alpha, beta, !residual.IsEmpty);
        TileDriver.Run(kernel, input, weight, bias, output, batch, inChannels, outChannels, size, residual, maxDegreeOfParallelism);
    }

    /// <summary>Computes a transposed convolution with weights from <see cref="Pack"/>.</summary>
    /// <param name="geometry">The geometry, which must be that of the weights.</param>
    /// <param name="input"><c>[batch, inChannels, *size]</c></param>
    /// <param name="weights">Channel counts, weight and bias.</param>
    /// <param name="output"><c>[batch, outChannels, *out]</c>; it must not overlap the input.</param>
    /// <param name="batch">The number of images, at least 0.</param>
    /// <param name="size">The input's spatial size, one positive value per axis, in the order depth, height, width.</param>
    /// <param name="activation">The function applied to each output.</param>
    /// <param name="alpha">See the other overload.</param>
    /// <param name="beta">See the other overload.</param>
    /// <param name="residual">A tensor of the output's shape that is added before the activation, or empty.</param>
    /// <param name="maxDegreeOfParallelism">On how many threads to compute, at least 1; -1: one per processor.</param>
    /// <typeparam name="T">The element type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="geometry"/> or <paramref name="weights"/> is null.</exception>
    /// <exception cref="ArgumentException">The weights are packed for another geometry or for a generated kernel, or see the
    /// other overload.</exception>
    public static void Invoke<T>(
        ConvTransposeGeometry geometry,
        ReadOnlySpan<T> input,
        PackedWeights<T> weights,
        Span<T> output,
        int batch,
        ReadOnlySpan<int> size,
        Activation activation = Activation.None,
        double alpha = double.NaN,
        double beta = double.NaN,
        ReadOnlySpan<T> residual = default,
        int maxDegreeOfParallelism = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(weights);
        if (!weights.Geometry.Equals(geometry))
            throw new ArgumentException($"weights are packed for {weights.Geometry}; {geometry} was expected.", nameof(weights));
        var kernel = new GenericKernel<T>(geometry.GenericPlan, Defined(activation, alpha, beta), alpha, beta, !residual.IsEmpty);
        TileDriver.Run(kernel, input, weights, output, batch, size, residual, maxDegreeOfParallelism);
    }

    /// <summary>Packs weight and bias for the generic path.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="geometry">The geometry.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty: zeros.</param>
    /// <param name="inChannels">The number of input channels, a positive multiple of the groups.</param>
    /// <param name="outChannels">The number of output channels, a positive multiple of the groups.</param>
    /// <returns>The weights in the generic path's order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="geometry"/> is null.</exception>
    /// <exception cref="ArgumentException">A channel count is no positive multiple of the groups, or a span has another
    /// length than its shape.</exception>
    public static PackedWeights<T> Pack<T>(ConvTransposeGeometry geometry, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, int inChannels, int outChannels)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(geometry);
        CheckWeight(geometry, weight.Length, inChannels, outChannels);
        return TileDriver.Pack(geometry.GenericPlan, weight, bias, inChannels, outChannels);
    }

    /// <summary>Checked before the plan is derived, which lists each kernel element: then there are as many.</summary>
    static void CheckWeight(ConvTransposeGeometry geometry, int weightLength, int inChannels, int outChannels)
    {
        ConvTransposeShape.CheckChannels(inChannels, geometry.Groups, nameof(inChannels));
        ConvTransposeShape.CheckChannels(outChannels, geometry.Groups, nameof(outChannels));
        ConvTransposeShape.CheckWeight(geometry, inChannels, outChannels, weightLength);
    }

    static Activation Defined(Activation activation, double alpha, double beta)
    {
        if (!Enum.IsDefined(activation))
            throw new ArgumentException($"activation is {activation}; a member of {nameof(Activation)} was expected.", nameof(activation));
        if (activation == Activation.Clip && alpha > beta)
            throw new ArgumentException($"alpha is {alpha}; a lower bound of Clip that is not above the upper one, beta = {beta}, was expected.", nameof(alpha));
        return activation;
    }
}
