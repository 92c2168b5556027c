using System.ComponentModel;

namespace Generated.Kernels.CompilerServices;

/// <summary>A number of output channels that the compiler sees as a constant.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IChannelCount
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the tile has so few channels that the registers hold more vectors.</summary>
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
