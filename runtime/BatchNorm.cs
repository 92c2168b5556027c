using System.Numerics;

namespace Generated.Kernels;

/// <summary>Batch normalisation at inference, folded into the transposed convolution before it.</summary>
public static class BatchNorm
{
    /// <summary>
    /// Changes the weight and bias of a transposed convolution so that it computes what the batch normalisation after it
    /// would have made of its output.
    /// </summary>
    /// <remarks>
    /// Source: Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
    /// Shift" (2015), algorithm 2. Per output channel, <c>y = scale·(x - mean)/sqrt(variance + epsilon) + shift</c>; with
    /// <c>a = scale/sqrt(variance + epsilon)</c>, weight becomes <c>a·weight</c> and bias becomes
    /// <c>a·(bias - mean) + shift</c>. An activation must come after the normalisation, not between the two. The factors are
    /// computed in double precision and rounded once.
    /// </remarks>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="scale"><c>[outChannels]</c> (γ)</param>
    /// <param name="shift"><c>[outChannels]</c> (β)</param>
    /// <param name="mean"><c>[outChannels]</c>, the running mean.</param>
    /// <param name="variance"><c>[outChannels]</c>, the running variance: at least 0, and with epsilon more.</param>
    /// <param name="epsilon">What the normalisation adds to the variance, at least 0.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c>, changed in place.</param>
    /// <param name="bias"><c>[outChannels]</c>, changed in place; zeros before, if the convolution has none.</param>
    /// <param name="inChannels">The number of input channels, a positive multiple of the groups.</param>
    /// <param name="outChannels">The number of output channels, a positive multiple of the groups.</param>
    /// <param name="groups">Into how many groups the channels fall, at least 1.</param>
    /// <exception cref="ArgumentException">A size is out of range, a span has another length than its shape, a variance is
    /// negative, or what is changed overlaps what is read. Nothing has been changed then.</exception>
    public static void Fold<T>(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, double epsilon, Span<T> weight, Span<T> bias, int inChannels, int outChannels, int groups = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (groups < 1)
            throw new ArgumentException($"groups is {groups}; at least 1 was expected.", nameof(groups));
        ConvTransposeShape.CheckChannels(inChannels, groups, nameof(inChannels));
        ConvTransposeShape.CheckChannels(outChannels, groups, nameof(outChannels));
        if (!(epsilon >= 0) || double.IsInfinity(epsilon))
            throw new ArgumentException($"epsilon is {epsilon}; a finite value of at least 0 was expected.", nameof(epsilon));
        CheckRead(scale, nameof(scale), outChannels, weight, bias);
        CheckRead(shift, nameof(shift), outChannels, weight, bias);
        CheckRead(mean, nameof(mean), outChannels, weight, bias);
        CheckRead(variance, nameof(variance), outChannels, weight, bias);
        CheckLength(bias.Length, nameof(bias), outChannels);
        if (weight.Overlaps(bias))
            throw new ArgumentException("bias overlaps weight; a memory of its own was expected.", nameof(bias));
        int outPerGroup = outChannels / groups;
        long kernels = (long)inChannels * outPerGroup;
        if (weight.IsEmpty || weight.Length % kernels != 0)
        {
            throw new ArgumentException(
                $"weight has {weight.Length} elements; [inChannels {inChannels}, outChannels/g {outPerGroup}, *k], a positive multiple of {kernels}, was expected.",
                nameof(weight));
        }

        for (int channel = 0; channel < outChannels; channel++)
        {
            if (!(double.CreateSaturating(variance[channel]) + epsilon > 0))
            {
                throw new ArgumentException(
                    $"variance[{channel}] is {variance[channel]}; with epsilon, {epsilon}, more than 0 was expected. Are mean and variance exchanged?", nameof(variance));
            }
        }

        int kernelElements = (int)(weight.Length / kernels);
        for (int channel = 0; channel < outChannels; channel++)
        {
            double factor = Factor(scale[channel], variance[channel], epsilon);
            bias[channel] = T.CreateSaturating(
                factor * (double.CreateSaturating(bias[channel]) - double.CreateSaturating(mean[channel])) + double.CreateSaturating(shift[channel]));
            int group = channel / outPerGroup;
            int firstInChannel = group * (inChannels / groups);
            for (int inChannel = firstInChannel; inChannel < firstInChannel + inChannels / groups; inChannel++)
            {
                foreach (ref T w in weight.Slice((inChannel * outPerGroup + channel % outPerGroup) * kernelElements, kernelElements))
                    w = T.CreateSaturating(factor * double.CreateSaturating(w));
            }
        }
    }

    static double Factor<T>(T scale, T variance, double epsilon)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        double.CreateSaturating(scale) / Math.Sqrt(double.CreateSaturating(variance) + epsilon);

    static void CheckRead<T>(ReadOnlySpan<T> values, string name, int outChannels, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias)
    {
        CheckLength(values.Length, name, outChannels);
        if (values.Overlaps(weight) || values.Overlaps(bias))
            throw new ArgumentException($"{name} overlaps weight or bias, which are changed; a memory of its own was expected.", name);
    }

    static void CheckLength(int length, string name, int outChannels)
    {
        if (length != outChannels)
            throw new ArgumentException($"{name} has {length} elements; [outChannels {outChannels}] was expected.", name);
    }
}
