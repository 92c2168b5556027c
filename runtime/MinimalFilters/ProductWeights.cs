namespace Generated.Kernels.CompilerServices;

/// <summary>Weights of products that are kept, in memory that does not move, aligned to cache lines.</summary>
sealed unsafe class ProductWeights<T>
    where T : unmanaged
{
    /// <summary>Keeps what the pointer points to.</summary>
    readonly T[] memory;

    /// <summary>Packs weights once more.</summary>
    /// <param name="plan">Which plan of the geometry they are for.</param>
    /// <param name="kernel">The kernel's plan.</param>
    /// <param name="weights">The weights.</param>
    public ProductWeights(ProductPlan plan, TilePlan kernel, PackedWeights<T> weights)
    {
        long length = plan.WeightLength(kernel, weights.InChannels, weights.OutChannels) + CacheLine.Bytes / sizeof(T);
        Plan = plan.Index;
        memory = GC.AllocateUninitializedArray<T>(checked((int)length), pinned: true);
        fixed (T* start = memory, original = WeightPacker.Unpack(kernel, weights))
        {
            Weight = CacheLine.Align(start);
            AreFinite = plan.Pack(kernel, weights.InChannels, weights.OutChannels, original, Weight);
        }
    }

    /// <summary>Which of the geometry's plans they are for.</summary>
    public int Plan { get; }

    /// <summary>Whether no sum of weights overflowed.</summary>
    public bool AreFinite { get; }

    /// <summary>The weights.</summary>
    public T* Weight { get; }
}
