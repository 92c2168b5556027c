namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Brings weights into the order in which the register tiles read them:
/// <code>
///   [group][block of output channels][row phase][phase group][row tap][input channel][output channel of the block][slot]
/// </code>
/// so that each register tile streams through one contiguous piece. Folded rows (<see cref="TilePlan.FoldedRows"/>) stand in the place of
/// output channels. Every kernel element belongs to exactly one row phase,
/// row tap, phase group and slot: packed weights are a permutation of the original ones.
/// </summary>
static unsafe class WeightPacker
{
    const int WideBlock = 6, LeastEven = 4, MostEven = 16;

    /// <summary>
    /// The number of blocks of output channels. Where there are some, but not many, it is even, so that two threads have equal parts; blocks
    /// of one channel less cost next to nothing where they are wide.
    /// </summary>
    public static int ChannelBlocks(int channels, int channelBlock)
    {
        int blocks = EqualParts.Count(channels, channelBlock);
        return channelBlock >= WideBlock && blocks is > LeastEven and < MostEven ? blocks + blocks % 2 : blocks;
    }

    /// <summary>Packs weights.</summary>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="packed">As many elements.</param>
    public static void Pack<T>(TilePlan plan, int inChannels, int outChannels, T* weight, T* packed)
        where T : unmanaged =>
        Permute(plan, inChannels, outChannels, weight, packed, unpack: false);

    /// <summary>Packs weights and, behind them, biases.</summary>
    /// <returns>The biases.</returns>
    public static T* Pack<T>(TilePlan plan, int inChannels, int outChannels, T* weight, ReadOnlySpan<T> bias, T* packed)
        where T : unmanaged
    {
        Pack(plan, inChannels, outChannels, weight, packed);
        T* packedBias = packed + (nint)inChannels * (outChannels / plan.Geometry.Groups) * plan.Geometry.KernelElements;
        CopyBias(bias, new Span<T>(packedBias, outChannels));
        return packedBias;
    }

    /// <summary>Copies biases, zeros where none are given.</summary>
    public static void CopyBias<T>(ReadOnlySpan<T> bias, Span<T> to)
    {
        if (bias.IsEmpty)
            to.Clear();
        else
            bias.CopyTo(to);
    }

    /// <summary>Brings packed weights back into their original order.</summary>
    public static T[] Unpack<T>(TilePlan plan, PackedWeights<T> weights)
        where T : unmanaged
    {
        var weight = new T[weights.Weight.Length];
        fixed (T* to = weight, packed = weights.Weight)
            Permute(plan, weights.InChannels, weights.OutChannels, to, packed, unpack: true);
        return weight;
    }

    static void Permute<T>(TilePlan plan, int inChannels, int outChannels, T* weight, T* packed, bool unpack)
        where T : unmanaged
    {
        int groups = plan.Geometry.Groups;
        int inPerGroup = inChannels / groups;
        int outPerGroup = outChannels / groups;
        int blocks = ChannelBlocks(outPerGroup, plan.ChannelBlock);
        int kernelWidth = plan.Width.Axis.K;
        int kernelHeight = plan.Height.Axis.K;
        nint kernel = (nint)plan.RowTaps * kernelWidth;
        bool folded = plan.FoldsRows(outPerGroup);
        nint channelStep = folded ? kernelWidth : kernel;
        for (int group = 0; group < groups; group++)
        {
            for (int block = 0; block < blocks; block++)
            {
                int first = EqualParts.Start(outPerGroup, blocks, block);
                int count = EqualParts.Start(outPerGroup, blocks, block + 1) - first;
                T* source = weight + ((nint)group * inPerGroup * outPerGroup + first) * kernel;
                foreach (var row in folded ? plan.FoldedRows! : plan.Rows)
                {
                    foreach (var phases in plan.Groups)
                    {
                        for (int rowTap = 0; rowTap < row.Taps.Length; rowTap++)
                        {
                            var tap = row.Taps[rowTap];
                            int channels = !folded ? count : rowTap < row.Taps.Length - row.ExtraTaps ? plan.Height.Count : plan.LongerRows;
                            for (int inChannel = 0; inChannel < inPerGroup; inChannel++)
                            {
                                T* from = source + (nint)inChannel * outPerGroup * kernel + ((nint)tap.KernelDepth * kernelHeight + tap.KernelHeight) * kernelWidth;
                                for (int channel = 0; channel < channels; channel++, from += channelStep)
                                {
                                    foreach (var slot in phases.Slots)
                                    {
                                        if (unpack)
                                            from[slot.Kernel] = *packed++;
                                        else
                                            *packed++ = from[slot.Kernel];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
