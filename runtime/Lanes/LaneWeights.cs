namespace Generated.Kernels.CompilerServices;

/// <summary>Weights and biases that are kept in the order of the lanes plan, in memory that does not move, aligned to cache lines.</summary>
sealed unsafe class LaneWeights<T>
    where T : unmanaged
{
    /// <summary>Keeps what the pointers point to.</summary>
    readonly T[] memory;

    /// <summary>Packs weights once more.</summary>
    /// <param name="lanes">What runs along the lanes.</param>
    /// <param name="weights">The weights.</param>
    public LaneWeights(LanePlan lanes, PackedWeights<T> weights)
    {
        long length = LanePacker.Length(lanes, weights.InChannels, weights.OutChannels) + CacheLine.Bytes / sizeof(T);
        memory = GC.AllocateUninitializedArray<T>(checked((int)length), pinned: true);
        fixed (T* start = memory, original = WeightPacker.Unpack(lanes.Plan, weights))
        {
            Weight = CacheLine.Align(start);
            Bias = LanePacker.Pack(lanes, weights.InChannels, weights.OutChannels, original, weights.Bias, Weight);
        }
    }

    /// <summary>The weights.</summary>
    public T* Weight { get; }

    /// <summary>The biases, one per lane.</summary>
    public T* Bias { get; }
}
