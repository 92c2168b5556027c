using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

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
public static unsafe class ConvTranspose
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
    /// NaN: the activation's default.</param>
    /// <param name="beta">The upper bound of <see cref="Activation.Clip"/>. NaN: the activation's default.</param>
    /// <param name="residual">A tensor of the output's shape that is added before the activation, or empty.</param>
    /// <param name="maxDegreeOfParallelism">On how many threads to compute, at least 1; -1: one per processor.</param>
    /// <exception cref="ArgumentNullException"><paramref name="geometry"/> is null.</exception>
    /// <exception cref="ArgumentException">A size is out of range, a span has another length than its shape, the output
    /// overlaps what is read, or <paramref name="activation"/> or <paramref name="maxDegreeOfParallelism"/> is none of the
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
        var shape = new ConvTransposeShape(geometry, batch, inChannels, outChannels, size);
        shape.CheckInput(input.Length);
        ConvTransposeShape.CheckWeight(geometry, inChannels, outChannels, weight.Length);
        ConvTransposeShape.CheckBias(outChannels, bias.Length);
        shape.CheckOutput(output.Length);
        if (!residual.IsEmpty)
            shape.CheckOutput(residual.Length, nameof(residual));
        ConvTransposeShape.CheckOverlap(output, input, nameof(input));
        ConvTransposeShape.CheckOverlap(output, weight, nameof(weight));
        ConvTransposeShape.CheckOverlap(output, bias, nameof(bias));
        ConvTransposeShape.CheckOverlap(output, residual, nameof(residual));
        if (!Enum.IsDefined(activation))
            throw new ArgumentException($"activation is {activation}; a member of {nameof(Activation)} was expected.", nameof(activation));
        if (maxDegreeOfParallelism is 0 or < -1)
            throw new ArgumentException($"maxDegreeOfParallelism is {maxDegreeOfParallelism}; at least 1, or -1, was expected.", nameof(maxDegreeOfParallelism));
        if (batch == 0)
            return;

        fixed (T* inputStart = input, weightStart = weight, biasStart = bias, outputStart = output, residualStart = residual)
        {
            var call = new GenericCall<T>
            {
                Shape = shape,
                Phases = PhaseTable.Of(geometry),
                Input = inputStart,
                Weight = weightStart,
                Bias = biasStart,
                Output = outputStart,
                Residual = residualStart,
                Activation = activation,
                Alpha = alpha,
                Beta = beta,
            };
            int degree = maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism;

            // A tile is filled up with zeros, which must not meet an infinite weight.
            if (Vector<T>.IsSupported && TileSizes.TryFind(call, out var sizes) && TensorPrimitives.IsFiniteAll(weight))
                RunTiles(call, sizes, weight.Length, degree);
            else
                Run(new RowPath<T>(call), degree);
        }
    }

    /// <summary>Computes a transposed convolution with weights from <see cref="Pack"/>.</summary>
    /// <param name="input"><c>[batch, inChannels, *size]</c></param>
    /// <param name="weights">Geometry, channel counts, weight and bias.</param>
    /// <param name="output"><c>[batch, outChannels, *out]</c>; it must not overlap what is read.</param>
    /// <param name="batch">The number of images, at least 0.</param>
    /// <param name="size">The input's spatial size, one positive value per axis, in the order depth, height, width.</param>
    /// <param name="activation">The function applied to each output.</param>
    /// <param name="alpha">See the other overload.</param>
    /// <param name="beta">See the other overload.</param>
    /// <param name="residual">A tensor of the output's shape that is added before the activation, or empty.</param>
    /// <param name="maxDegreeOfParallelism">On how many threads to compute, at least 1; -1: one per processor.</param>
    /// <typeparam name="T">The element type.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="weights"/> is null.</exception>
    /// <exception cref="ArgumentException">The weights are packed for a generated kernel, or see the other overload.</exception>
    public static void Invoke<T>(
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
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.ChannelBlock != 0)
        {
            throw new ArgumentException(
                $"weights are packed for a generated kernel ({weights.Geometry}); weights packed by {nameof(ConvTranspose)}.{nameof(Pack)} were expected.",
                nameof(weights));
        }
        Invoke(weights.Geometry, input, weights.Weight, weights.Bias, output, batch, weights.InChannels, weights.OutChannels, size, activation, alpha, beta, residual, maxDegreeOfParallelism);
    }

    /// <summary>Copies weight and bias for the generic path.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="geometry">The geometry.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty: zeros.</param>
    /// <param name="inChannels">The number of input channels, a positive multiple of the groups.</param>
    /// <param name="outChannels">The number of output channels, a positive multiple of the groups.</param>
    /// <returns>The weights, in their original order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="geometry"/> is null.</exception>
    /// <exception cref="ArgumentException">A channel count is no positive multiple of the groups, or a span has another
    /// length than its shape.</exception>
    public static PackedWeights<T> Pack<T>(ConvTransposeGeometry geometry, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, int inChannels, int outChannels)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ConvTransposeShape.CheckChannels(inChannels, geometry.Groups, nameof(inChannels));
        ConvTransposeShape.CheckChannels(outChannels, geometry.Groups, nameof(outChannels));
        ConvTransposeShape.CheckWeight(geometry, inChannels, outChannels, weight.Length);
        ConvTransposeShape.CheckBias(outChannels, bias.Length);
        return new PackedWeights<T>(geometry, 0, 0, inChannels, outChannels, weight.ToArray(), bias.IsEmpty ? new T[outChannels] : bias.ToArray());
    }

    static void RunTiles<T>(in GenericCall<T> call, in TileSizes sizes, int weights, int degree)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] packedBuffer = ArrayPool<T>.Shared.Rent(weights);
        int[] offsetBuffer = ArrayPool<int>.Shared.Rent(call.KernelElements);
        fixed (T* packed = packedBuffer)
        fixed (int* offsets = offsetBuffer)
        {
            TilePath<T>.Pack(call, packed);
            TilePath<T>.FindOffsets(call.Phases, sizes, offsetBuffer);
            Run(new TilePath<T>(call, sizes, packed, offsets), degree);
        }
        ArrayPool<int>.Shared.Return(offsetBuffer);
        ArrayPool<T>.Shared.Return(packedBuffer);
    }

    static void Run<TPath>(in TPath path, int degree)
        where TPath : struct, IGenericPath
    {
        int threads = Math.Min(degree, path.Items);
        if (threads <= 1)
            path.Run(0, path.Items);
        else
            RunParallel(path, threads);
    }

    // A method of its own, so that only it allocates what the lambda captures.
    static void RunParallel<TPath>(TPath path, int threads)
        where TPath : struct, IGenericPath
    {
        long items = path.Items;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
            path.Run((int)(items * thread / threads), (int)(items * (thread + 1) / threads)));
    }
}
