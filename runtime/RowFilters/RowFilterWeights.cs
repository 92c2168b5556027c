namespace Generated.Kernels.CompilerServices;

/// <summary>Weights of products of rows that are kept, in memory that does not move, aligned to cache lines.</summary>
sealed unsafe class RowFilterWeights<T>
    where T : unmanaged
{
    /// <summary>Keeps what the pointer points to.</summary>
    readonly T[] memory;

    /// <summary>Packs weights once more.</summary>
    /// <param name="filter">The plan of the geometry.</param>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="weights">The weights.</param>
    public RowFilterWeights(RowFilterPlan filter, TilePlan plan, PackedWeights<T> weights)
    {
        long length = RowFilterPacker.Length(filter, plan, weights.InChannels, weights.OutChannels / plan.Geometry.Groups) + CacheLine.Bytes / sizeof(T);
        memory = GC.AllocateUninitializedArray<T>(checked((int)length), pinned: true);
        fixed (T* start = memory, original = WeightPacker.Unpack(plan, weights))
        {
            Weight = CacheLine.Align(start);
            AreFinite = RowFilterPacker.Pack(filter, plan, weights.InChannels, weights.OutChannels, original, Weight);
        }
    }

    /// <summary>Whether no sum of weights overflowed.</summary>
    public bool AreFinite { get; }

    /// <summary>The weights.</summary>
    public T* Weight { get; }
}
