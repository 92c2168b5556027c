namespace Generated.Kernels.CompilerServices;

/// <summary>What a tile of the lanes plan does besides, as constants to the compiler: the text of what is not done costs registers.</summary>
interface ILaneMode
{
    /// <summary>Whether vectors are copied as they are read.</summary>
    static virtual bool Copies => false;

    /// <summary>Whether an activation is applied to the sums.</summary>
    static virtual bool Activates => false;
}

/// <summary>Nothing.</summary>
readonly struct PlainLanes : ILaneMode;

/// <summary>Vectors are copied.</summary>
readonly struct CopyingLanes : ILaneMode
{
    /// <inheritdoc/>
    public static bool Copies => true;
}

/// <summary>Sums are activated.</summary>
readonly struct ActivatingLanes : ILaneMode
{
    /// <inheritdoc/>
    public static bool Activates => true;
}
