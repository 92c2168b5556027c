namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Computes the weights of products, in the order in which they are read:
/// <code>
///   [group][block of output channels][row phase][column phase]
///     [part of the input channels][row product][column product][input channel of the part][output channel of the block]
/// </code>
/// </summary>
static unsafe class WinogradPacker
{
    /// <summary>The elements of packed weights.</summary>
    public static long Length(WinogradPlan plan, int groups, int inChannels, int outChannels) => (long)plan.Products * inChannels * (outChannels / groups);

    /// <summary>Packs weights.</summary>
    /// <param name="plan">The plan of the geometry.</param>
    /// <param name="geometry">The geometry.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="packed">As many elements as <see cref="Length"/> says.</param>
    /// <returns>Whether all of them are finite: sums of large weights may not be.</returns>
    public static bool Pack<T>(WinogradPlan plan, ConvTransposeGeometry geometry, int inChannels, int outChannels, T* weight, T* packed)
        where T : unmanaged
    {
        int inPerGroup = inChannels / geometry.Groups, outPerGroup = outChannels / geometry.Groups;
        int blocks = WinogradLayout.ChannelBlocks(outPerGroup);
        bool areFinite = true;
        for (int group = 0; group < geometry.Groups; group++, weight += (nint)inPerGroup * outPerGroup * geometry.KernelElements)
        {
            for (int block = 0; block < blocks; block++)
            {
                int first = EqualParts.Start(outPerGroup, blocks, block), channels = EqualParts.Start(outPerGroup, blocks, block + 1) - first;
                foreach (var row in plan.Height.Phases)
                {
                    foreach (var column in plan.Width.Phases)
                    {
                        int firstInChannel = 0;
                        for (int part = 0; part < plan.ChannelParts; part++)
                        {
                            int endInChannel = EqualParts.Start(inPerGroup, plan.ChannelParts, part + 1), inPart = endInChannel - firstInChannel;
                            for (int inChannel = 0; inChannel < inPart; inChannel++)
                            {
                                T* kernels = weight + ((nint)(firstInChannel + inChannel) * outPerGroup + first) * geometry.KernelElements;
                                for (int channel = 0; channel < channels; channel++)
                                    areFinite &= Transform(kernels + channel * (nint)geometry.KernelElements, geometry.Axes[^1].K, row, column, packed + (nint)inChannel * channels + channel, (nint)inPart * channels);
                            }
                            packed += (nint)row.Filter.Products * column.Filter.Products * inPart * channels;
                            firstInChannel = endInChannel;
                        }
                    }
                }
            }
        }
        return areFinite;
    }

    /// <summary>The weights of the products of one phase and pair of channels, in double precision: sums along the height, then along the width.</summary>
    /// <returns>Whether they are finite.</returns>
    public static bool Transform<T>(T* kernel, int kernelWidth, in WinogradPhase row, in WinogradPhase column, T* to, nint step)
        where T : unmanaged
    {
        double* sums = stackalloc double[MinimalFilter.MostTaps];
        bool areFinite = true;
        for (int y = 0; y < row.Filter.Products; y++)
        {
            double[] factors = row.Filter.Weights[y];
            for (int x = 0; x < column.Taps.Length; x++)
            {
                T* element = kernel + column.Taps[x].Kernel;
                double sum = 0;
                for (int i = 0; i < factors.Length; i++)
                    sum += factors[i] * Elements.ToDouble(element[row.Taps[i].Kernel * kernelWidth]);
                sums[x] = sum;
            }
            foreach (double[] factorsOfColumn in column.Filter.Weights)
            {
                double sum = 0;
                for (int i = 0; i < factorsOfColumn.Length; i++)
                    sum += factorsOfColumn[i] * sums[i];
                *to = Elements.FromDouble<T>(sum);
                areFinite &= double.IsFinite(Elements.ToDouble(*to));
                to += step;
            }
        }
        return areFinite;
    }
}
