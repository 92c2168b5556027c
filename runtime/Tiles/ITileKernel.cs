using System.ComponentModel;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// What the generator writes for one geometry: the register tile in three vector widths, and strips of the depthwise plan where the geometry
/// has that. <see cref="TileDriver"/> holds everything else, and the compiler specialises it for the kernel: no virtual call, no delegate.
/// A generated kernel has no fields; its state is its type.
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

    /// <summary>Computes strips of a plane with 512-bit vectors. Only kernels whose plan has <see cref="TilePlan.Strips"/> are asked to.</summary>
    /// <typeparam name="TWidth">The width of the strips.</typeparam>
    /// <param name="strips">Where to read and write.</param>
    static virtual void Strips512<TWidth>(in StripArguments<T> strips)
        where TWidth : struct, IStripWidth => throw new NotSupportedException();

    /// <summary>Computes strips of a plane with 256-bit vectors. Only kernels whose plan has <see cref="TilePlan.Strips"/> are asked to.</summary>
    /// <typeparam name="TWidth">The width of the strips.</typeparam>
    /// <param name="strips">Where to read and write.</param>
    static virtual void Strips256<TWidth>(in StripArguments<T> strips)
        where TWidth : struct, IStripWidth => throw new NotSupportedException();

    /// <summary>Computes strips of a plane with 128-bit vectors. Only kernels whose plan has <see cref="TilePlan.Strips"/> are asked to.</summary>
    /// <typeparam name="TWidth">The width of the strips.</typeparam>
    /// <param name="strips">Where to read and write.</param>
    static virtual void Strips128<TWidth>(in StripArguments<T> strips)
        where TWidth : struct, IStripWidth => throw new NotSupportedException();
}
