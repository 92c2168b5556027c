namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Computes the weights of products, in the order in which they are read:
/// <code>
///   [group][row phase][vector of phases][vector of output channels][input channel][row product][column product][lane]
/// </code>
/// Lanes without an output channel are zero.
/// </summary>
static unsafe class LaneWinogradPacker
{
    /// <summary>Packs weights.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="geometry">The geometry.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="packed">As many elements as <see cref="LaneWinogradPlan.WeightLength"/> says.</param>
    /// <returns>Whether all of them are finite: sums of large weights may not be.</returns>
    public static bool Pack<T>(LaneWinogradPlan plan, ConvTransposeGeometry geometry, int inChannels, int outChannels, T* weight, T* packed)
        where T : unmanaged
    {
        int inPerGroup = inChannels / geometry.Groups, outPerGroup = outChannels / geometry.Groups, lanes = plan.Lanes.Lanes;
        nint kernel = geometry.KernelElements;
        bool areFinite = true;
        for (int group = 0; group < geometry.Groups; group++, weight += inPerGroup * outPerGroup * kernel)
        {
            foreach (var row in plan.Filters.Height.Phases)
            {
                for (int column = 0; column < plan.Columns; column++)
                {
                    for (int vector = 0; vector < plan.Lanes.Vectors(outPerGroup); vector++)
                    {
                        int channel = plan.Lanes.Channel(vector), channels = Math.Min(plan.Lanes.ChannelsOfVector, outPerGroup - channel);
                        for (int inChannel = 0; inChannel < inPerGroup; inChannel++, packed += row.Filter.Products * plan.Column.Products * lanes)
                            areFinite &= PackLanes(plan, geometry, row, column, weight + (inChannel * (nint)outPerGroup + channel) * kernel, channels, packed);
                    }
                }
            }
        }
        return areFinite;
    }

    /// <summary>The weights of one vector and input channel.</summary>
    static bool PackLanes<T>(LaneWinogradPlan plan, ConvTransposeGeometry geometry, in WinogradPhase row, int column, T* kernels, int channels, T* to)
        where T : unmanaged
    {
        bool areFinite = true;
        int phases = plan.Lanes.Phases, lanes = plan.Lanes.Lanes;
        for (int channel = 0; channel < channels; channel++, kernels += geometry.KernelElements)
        {
            for (int phase = 0; phase < phases; phase++, to++)
                areFinite &= WinogradPacker.Transform(kernels, geometry.Axes[^1].K, row, plan.Filters.Width.Phases[column * phases + phase], to, lanes);
        }
        int empty = lanes - channels * phases;
        for (int product = 0; product < row.Filter.Products * plan.Column.Products; product++, to += lanes)
            new Span<T>(to, empty).Clear();
        return areFinite;
    }
}
