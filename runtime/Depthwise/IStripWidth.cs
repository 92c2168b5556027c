using System.ComponentModel;

namespace Generated.Kernels.CompilerServices;

/// <summary>The width of a strip, which the compiler sees as a constant.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStripWidth
{
    /// <summary>Whether the strip has only the first of its vectors, for the last positions of a row.</summary>
    static abstract bool OneVector { get; }
}

/// <summary>All vectors of a strip.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct WholeStrip : IStripWidth
{
    /// <inheritdoc/>
    public static bool OneVector => false;
}

/// <summary>The first vector of a strip.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct OneVectorStrip : IStripWidth
{
    /// <inheritdoc/>
    public static bool OneVector => true;
}
