using Generated.Kernels.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// The weights and bias of one transposed convolution in the order in which its kernel reads them. Immutable, so that any
/// number of threads may share it.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>
/// Pack once, for example when a model is loaded: packing costs about as much as one call of the kernel on a small image.
/// The order follows the register tile of the machine that packs: weights are packed where they are used, not stored. The first call
/// on a small image packs them once more, in the order of the lanes plan, and keeps both; as does the first call that follows the depthwise plan,
/// or the columns plan or that of row filters, which few output channels do, or a Winograd plan, which many channels do: its weights are two to five and a half times
/// as many, for each form of tiles that calls of different sizes follow.
/// </remarks>
public sealed class PackedWeights<T>
    where T : unmanaged
{
    LaneWeights<T>? channelLanes, halfChannelLanes, phaseLanes;
    T[]? unpacked;
    ProductWeights<T>[] products = [];

    internal PackedWeights(ConvTransposeGeometry geometry, int channelBlock, int phasesPerTile, int inChannels, int outChannels, T[] weight, T[] bias, T[]? original = null)
    {
        Geometry = geometry;
        ChannelBlock = channelBlock;
        PhasesPerTile = phasesPerTile;
        InChannels = inChannels;
        OutChannels = outChannels;
        Weight = weight;
        Bias = bias;
        Original = original;
    }

    /// <summary>The geometry that the weights are packed for.</summary>
    public ConvTransposeGeometry Geometry { get; }

    /// <summary>The number of input channels.</summary>
    public int InChannels { get; }

    /// <summary>The number of output channels.</summary>
    public int OutChannels { get; }

    /// <summary>The largest number of output channels of a block.</summary>
    internal int ChannelBlock { get; }

    /// <summary>How many phases of the innermost axis a register tile computes.</summary>
    internal int PhasesPerTile { get; }

    /// <summary>The weights in the kernel's order.</summary>
    internal T[] Weight { get; }

    /// <summary>One bias per output channel; zeros where none was given.</summary>
    internal T[] Bias { get; }

    /// <summary>The weights in their original order where some are infinite or NaN: a specialised kernel multiplies the zeros
    /// around an image with them, which would give NaN, so that such weights are left to the generic path.</summary>
    internal T[]? Original { get; }

    /// <summary>The weights in the order of the lanes plan, packed when they are first asked for. Of the forms along phases one serves so many
    /// output channels.</summary>
    internal LaneWeights<T> ForLanes(LanePlan lanes) => Packed(ref lanes.AlongPhases ? ref phaseLanes : ref lanes.HasHalfChannels ? ref halfChannelLanes : ref channelLanes, lanes);

    /// <summary>The weights in their original order, which is that of the columns and the depthwise plan, unpacked when they are first asked for.</summary>
    internal T[] Unpacked(TilePlan plan) =>
        Volatile.Read(ref unpacked) ?? Interlocked.CompareExchange(ref unpacked, WeightPacker.Unpack(plan, this), null) ?? unpacked;

    /// <summary>The weights of products, computed when they are first asked for.</summary>
    internal ProductWeights<T> ForProducts(ProductPlan productPlan, TilePlan plan)
    {
        ProductWeights<T>? computed = null;
        while (true)
        {
            var kept = Volatile.Read(ref products);
            foreach (var one in kept)
            {
                if (one.Plan == productPlan.Index)
                    return one;
            }
            computed ??= new(productPlan, plan, this);
            Interlocked.CompareExchange(ref products, [.. kept, computed], kept);
        }
    }

    LaneWeights<T> Packed(ref LaneWeights<T>? packed, LanePlan lanes) =>
        Volatile.Read(ref packed) ?? Interlocked.CompareExchange(ref packed, new LaneWeights<T>(lanes, this), null) ?? packed;
}
