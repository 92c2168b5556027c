using System.ComponentModel;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// What the generator writes for one geometry: the register tile in three vector widths. <see cref="TileDriver"/> holds
/// everything else, and the compiler specialises it for the kernel: no virtual call, no delegate. A generated kernel has no fields;
/// its state is its type.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileKernel<T>
    where T : unmanaged
{
    /// <summary>The geometry and the shapes of the register tiles.</summary>
    TilePlan Plan { get; }

    /// <summary>The activation.</summary>
    Activation Activation { get; }

    /// <summary>The activation's first parameter.</summary>
    double Alpha { get; }

    /// <summary>The activation's second parameter.</summary>
    double Beta { get; }

    /// <summary>Whether register tiles apply the activation as they store; otherwise it is applied to what they have just stored.</summary>
    bool ActivatesInRegisters { get; }

    /// <summary>Whether a residual is added to the outputs before the activation.</summary>
    bool HasResidual { get; }

    /// <summary>Computes register tiles with 512-bit vectors.</summary>
    /// <typeparam name="TChannels">How many output channels the tile has.</typeparam>
    /// <param name="kind">The kind of phase group.</param>
    /// <param name="tile">Where to read and write.</param>
    void Tile512<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount;

    /// <summary>Computes register tiles with 256-bit vectors.</summary>
    /// <typeparam name="TChannels">How many output channels the tile has.</typeparam>
    /// <param name="kind">The kind of phase group.</param>
    /// <param name="tile">Where to read and write.</param>
    void Tile256<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount;

    /// <summary>Computes register tiles with 128-bit vectors.</summary>
    /// <typeparam name="TChannels">How many output channels the tile has.</typeparam>
    /// <param name="kind">The kind of phase group.</param>
    /// <param name="tile">Where to read and write.</param>
    void Tile128<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount;
}

/// <summary>A number of output channels that the compiler sees as a constant.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IChannelCount
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the tile has more vectors, as there are registers enough for those of few channels.</summary>
    static virtual bool Few => false;

    /// <summary>Whether the tile has only the first of its vectors, for the last positions of a row.</summary>
    static virtual bool OneVector => false;
}

/// <summary>A number of output channels in a tile of one vector.</summary>
/// <typeparam name="TChannels">The number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OneVectorOf<TChannels> : IChannelCount
    where TChannels : struct, IChannelCount
{
    /// <inheritdoc/>
    public static int Count => TChannels.Count;

    /// <inheritdoc/>
    public static bool OneVector => true;
}

/// <summary>A number of output channels in a tile of more vectors.</summary>
/// <typeparam name="TChannels">The number, one that counts as few.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FewOf<TChannels> : IChannelCount
    where TChannels : struct, IChannelCount
{
    /// <inheritdoc/>
    public static int Count => TChannels.Count;

    /// <inheritdoc/>
    public static bool Few => true;
}

/// <summary>One output channel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OneChannel : IChannelCount
{
    /// <inheritdoc/>
    public static int Count => 1;
}

/// <summary>Two output channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TwoChannels : IChannelCount
{
    /// <inheritdoc/>
    public static int Count => 2;
}

/// <summary>Three output channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ThreeChannels : IChannelCount
{
    /// <inheritdoc/>
    public static int Count => 3;
}

/// <summary>Four output channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FourChannels : IChannelCount
{
    /// <inheritdoc/>
    public static int Count => 4;
}

/// <summary>Five output channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FiveChannels : IChannelCount
{
    /// <inheritdoc/>
    public static int Count => 5;
}

/// <summary>Six output channels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SixChannels : IChannelCount
{
    /// <inheritdoc/>
    public static int Count => 6;
}
