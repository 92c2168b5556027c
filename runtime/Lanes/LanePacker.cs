namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Brings weights into the order in which <see cref="LaneTile"/> reads them:
/// <code>
///   [group][vector][row phase][column][row tap][tap][input channel][lane]
/// </code>
/// Lanes without an output channel are zero.
/// </summary>
static unsafe class LanePacker
{
    /// <summary>The elements of packed weights and, behind them, biases.</summary>
    public static long Length(LanePlan lanes, int inChannels, int outChannels)
    {
        var geometry = lanes.Plan.Geometry;
        long vectors = (long)geometry.Groups * lanes.Vectors(outChannels / geometry.Groups);
        long weightsOfVector = inChannels / geometry.Groups * (long)geometry.KernelElements * lanes.ChannelsOfVector;
        return vectors * (weightsOfVector + lanes.Lanes);
    }

    /// <summary>Packs weights and biases.</summary>
    /// <param name="lanes">What runs along the lanes.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty for none.</param>
    /// <param name="packed">As many elements as <see cref="Length"/> says.</param>
    /// <returns>The packed biases, <c>[group][vector][lane]</c>.</returns>
    public static T* Pack<T>(LanePlan lanes, int inChannels, int outChannels, T* weight, ReadOnlySpan<T> bias, T* packed)
        where T : unmanaged
    {
        var geometry = lanes.Plan.Geometry;
        int inPerGroup = inChannels / geometry.Groups, outPerGroup = outChannels / geometry.Groups;
        for (int group = 0; group < geometry.Groups; group++)
        {
            T* source = weight + (nint)group * inPerGroup * outPerGroup * geometry.KernelElements;
            for (int vector = 0; vector < lanes.Vectors(outPerGroup); vector++)
                packed = PackVector(lanes, inPerGroup, outPerGroup, source, vector, packed);
        }
        PackBias(lanes, outPerGroup, bias, packed);
        return packed;
    }

    static T* PackVector<T>(LanePlan lanes, int inPerGroup, int outPerGroup, T* source, int vector, T* packed)
        where T : unmanaged
    {
        var plan = lanes.Plan;
        nint kernel = plan.Geometry.KernelElements;
        int channel = lanes.Channel(vector);
        foreach (var row in plan.Rows)
        {
            foreach (var column in lanes.Columns)
            {
                foreach (var rowTap in row.Taps)
                {
                    nint line = ((nint)rowTap.KernelDepth * plan.Height.Axis.K + rowTap.KernelHeight) * plan.Width.Axis.K;
                    foreach (var tap in column.Taps)
                    {
                        T* from = source + channel * kernel + line + tap.Kernel;
                        for (int inChannel = 0; inChannel < inPerGroup; inChannel++, from += outPerGroup * kernel, packed += lanes.Lanes)
                            PackLanes(lanes, from, kernel, outPerGroup - channel, packed);
                    }
                }
            }
        }
        return packed;
    }

    static void PackLanes<T>(LanePlan lanes, T* from, nint channelStep, int channels, T* packed)
        where T : unmanaged
    {
        int phases = lanes.Phases;
        for (int channel = 0; channel < lanes.ChannelsOfVector; channel++, from += channelStep, packed += phases)
        {
            for (int phase = 0; phase < phases; phase++)
                packed[phase] = channel < channels ? from[phase] : default;
        }
    }

    static void PackBias<T>(LanePlan lanes, int outPerGroup, ReadOnlySpan<T> bias, T* packed)
        where T : unmanaged
    {
        for (int group = 0; group < lanes.Plan.Geometry.Groups; group++)
        {
            for (int vector = 0; vector < lanes.Vectors(outPerGroup); vector++)
            {
                int channel = lanes.Channel(vector);
                for (int lane = 0; lane < lanes.Lanes; lane++, packed++)
                {
                    int ofLane = channel + lane / lanes.Phases;
                    *packed = bias.IsEmpty || ofLane >= outPerGroup ? default : bias[group * outPerGroup + ofLane];
                }
            }
        }
    }
}
