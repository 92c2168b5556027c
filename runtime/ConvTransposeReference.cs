using System.Numerics;

namespace Generated.Kernels;

/// <summary>
/// The two textbook forms of the transposed convolution as the shortest correct scalar code: for tests and for teaching,
/// not for speed. Neither shares code with the other.
/// </summary>
/// <remarks>
/// Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), chapter 4. Both forms let NaN
/// and infinity pass through from input and weight; where no input reaches a kernel element, neither multiplies by zero.
/// </remarks>
public static class ConvTransposeReference
{
    /// <summary>The sum of shifted matrices: every input pixel, times the kernel, is added into a window of the output.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="geometry">The geometry.</param>
    /// <param name="input"><c>[batch, inChannels, *size]</c></param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty: zeros.</param>
    /// <param name="output"><c>[batch, outChannels, *out]</c>, with the sizes of <see cref="ConvTransposeGeometry.OutputSize"/>.</param>
    /// <param name="batch">The number of images, at least 0.</param>
    /// <param name="inChannels">The number of input channels, a positive multiple of the groups.</param>
    /// <param name="outChannels">The number of output channels, a positive multiple of the groups.</param>
    /// <param name="size">The input's spatial size, one positive value per axis.</param>
    /// <exception cref="ArgumentException">A size is out of range, a span has another length than its shape, or the output
    /// overlaps what is read.</exception>
    public static void ScatterAdd<T>(ConvTransposeGeometry geometry, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output, int batch, int inChannels, int outChannels, ReadOnlySpan<int> size)
        where T : unmanaged, INumberBase<T>
    {
        var shape = Check(geometry, input, weight, bias, output, batch, inChannels, outChannels, size);
        var (z, y, x) = Axes(geometry);
        FillWithBias(shape, bias, output);
        int outPerGroup = shape.OutChannelsPerGroup;
        for (int image = 0; image < batch; image++)
        for (int inChannel = 0; inChannel < inChannels; inChannel++)
        for (int inZ = 0; inZ < shape.InDepth; inZ++)
        for (int inY = 0; inY < shape.InHeight; inY++)
        for (int inX = 0; inX < shape.InWidth; inX++)
        {
            T pixel = input[(((image * inChannels + inChannel) * shape.InDepth + inZ) * shape.InHeight + inY) * shape.InWidth + inX];
            for (int outChannel = 0; outChannel < outPerGroup; outChannel++)
            for (int kernelZ = 0; kernelZ < z.K; kernelZ++)
            for (int kernelY = 0; kernelY < y.K; kernelY++)
            {
                long outZ = (long)z.S * inZ + (long)z.D * kernelZ - z.PBegin;
                long outY = (long)y.S * inY + (long)y.D * kernelY - y.PBegin;
                if (outZ < 0 || outZ >= shape.OutDepth || outY < 0 || outY >= shape.OutHeight)
                    continue;
                int channel = inChannel / shape.InChannelsPerGroup * outPerGroup + outChannel;
                var kernelRow = weight.Slice((((inChannel * outPerGroup + outChannel) * z.K + kernelZ) * y.K + kernelY) * x.K, x.K);
                var outRow = output.Slice((int)(((image * outChannels + channel) * shape.OutDepth + outZ) * shape.OutHeight + outY) * shape.OutWidth, shape.OutWidth);
                for (int kernelX = 0; kernelX < x.K; kernelX++)
                {
                    long outX = (long)x.S * inX + (long)x.D * kernelX - x.PBegin;
                    if (outX >= 0 && outX < shape.OutWidth)
                        outRow[(int)outX] += pixel * kernelRow[kernelX];
                }
            }
        }
    }

    /// <summary>
    /// A convolution in disguise: zeros are stuffed between the input pixels, the result is padded (or, where the padding is
    /// negative, cropped) and convolved, with stride 1, with the kernel rotated by 180°.
    /// </summary>
    /// <inheritdoc cref="ScatterAdd" path="//typeparam|//param|//exception"/>
    public static void AsConvolution<T>(ConvTransposeGeometry geometry, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output, int batch, int inChannels, int outChannels, ReadOnlySpan<int> size)
        where T : unmanaged, INumberBase<T>
    {
        var shape = Check(geometry, input, weight, bias, output, batch, inChannels, outChannels, size);
        var (z, y, x) = Axes(geometry);
        FillWithBias(shape, bias, output);
        int inPlane = (int)shape.InPlane, outPlane = (int)shape.OutPlane, outPerGroup = shape.OutChannelsPerGroup;
        for (int image = 0; image < batch; image++)
        for (int inChannel = 0; inChannel < inChannels; inChannel++)
        {
            var padded = StuffAndPad(input.Slice((image * inChannels + inChannel) * inPlane, inPlane), shape, z, y, x);
            for (int outChannel = 0; outChannel < outPerGroup; outChannel++)
            {
                int channel = inChannel / shape.InChannelsPerGroup * outPerGroup + outChannel;
                var kernel = weight.Slice((inChannel * outPerGroup + outChannel) * geometry.KernelElements, geometry.KernelElements);
                Convolve(padded, kernel, output.Slice((image * outChannels + channel) * outPlane, outPlane), shape, z, y, x);
            }
        }
    }

    /// <summary>One channel with <c>s-1</c> zeros between neighbours and <c>d(k-1) - p</c> at each end, plus <c>op</c> at the
    /// last. The added zeros are nulls, so that they give 0 with an infinite weight too.</summary>
    static T?[,,] StuffAndPad<T>(ReadOnlySpan<T> channel, in ConvTransposeShape shape, ConvTransposeAxis z, ConvTransposeAxis y, ConvTransposeAxis x)
        where T : unmanaged
    {
        var padded = new T?[PaddedSize(z, shape.InDepth), PaddedSize(y, shape.InHeight), PaddedSize(x, shape.InWidth)];
        for (int inZ = 0; inZ < shape.InDepth; inZ++)
        for (int inY = 0; inY < shape.InHeight; inY++)
        for (int inX = 0; inX < shape.InWidth; inX++)
        {
            long atZ = (long)z.S * inZ + PadBegin(z), atY = (long)y.S * inY + PadBegin(y), atX = (long)x.S * inX + PadBegin(x);
            bool cropped = atZ < 0 || atZ >= padded.GetLength(0) || atY < 0 || atY >= padded.GetLength(1) || atX < 0 || atX >= padded.GetLength(2);
            if (!cropped)
                padded[atZ, atY, atX] = channel[(inZ * shape.InHeight + inY) * shape.InWidth + inX];
        }
        return padded;

        static long PadBegin(ConvTransposeAxis axis) => axis.Extent - 1 - axis.PBegin;

        static long PadEnd(ConvTransposeAxis axis) => axis.Extent - 1 - axis.PEnd + axis.Op;

        static long PaddedSize(ConvTransposeAxis axis, int n) => (long)axis.S * (n - 1) + 1 + PadBegin(axis) + PadEnd(axis);
    }

    /// <summary>Adds the stride-1 convolution of one channel with the rotated kernel to an output channel.</summary>
    static void Convolve<T>(T?[,,] padded, ReadOnlySpan<T> kernel, Span<T> output, in ConvTransposeShape shape, ConvTransposeAxis z, ConvTransposeAxis y, ConvTransposeAxis x)
        where T : unmanaged, INumberBase<T>
    {
        for (int outZ = 0; outZ < shape.OutDepth; outZ++)
        for (int outY = 0; outY < shape.OutHeight; outY++)
        for (int outX = 0; outX < shape.OutWidth; outX++)
        {
            T sum = T.Zero;
            for (int tapZ = 0; tapZ < z.K; tapZ++)
            for (int tapY = 0; tapY < y.K; tapY++)
            for (int tapX = 0; tapX < x.K; tapX++)
            {
                T rotated = kernel[((z.K - 1 - tapZ) * y.K + y.K - 1 - tapY) * x.K + x.K - 1 - tapX];
                if (padded[outZ + (long)z.D * tapZ, outY + (long)y.D * tapY, outX + (long)x.D * tapX] is { } pixel)
                    sum += pixel * rotated;
            }
            output[(outZ * shape.OutHeight + outY) * shape.OutWidth + outX] += sum;
        }
    }

    static ConvTransposeShape Check<T>(ConvTransposeGeometry geometry, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> output, int batch, int inChannels, int outChannels, ReadOnlySpan<int> size)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var shape = new ConvTransposeShape(geometry, batch, inChannels, outChannels, size);
        shape.CheckInput(input.Length);
        ConvTransposeShape.CheckWeight(geometry, inChannels, outChannels, weight.Length);
        ConvTransposeShape.CheckBias(outChannels, bias.Length);
        shape.CheckOutput(output.Length);
        ConvTransposeShape.CheckOverlap(output, input, nameof(input));
        ConvTransposeShape.CheckOverlap(output, weight, nameof(weight));
        ConvTransposeShape.CheckOverlap(output, bias, nameof(bias));
        return shape;
    }

    /// <summary>The axes brought to three: one of size 1 stays as it is under a kernel of size 1.</summary>
    static (ConvTransposeAxis Z, ConvTransposeAxis Y, ConvTransposeAxis X) Axes(ConvTransposeGeometry geometry)
    {
        var one = new ConvTransposeAxis(1);
        var axes = geometry.Axes;
        return (axes.Length > 2 ? axes[^3] : one, axes.Length > 1 ? axes[^2] : one, axes[^1]);
    }

    static void FillWithBias<T>(in ConvTransposeShape shape, ReadOnlySpan<T> bias, Span<T> output)
        where T : unmanaged
    {
        int plane = (int)shape.OutPlane;
        for (int i = 0; i < shape.Batch * shape.OutChannels; i++)
            output.Slice(i * plane, plane).Fill(bias.IsEmpty ? default : bias[i % shape.OutChannels]);
    }
}
