using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>The size of a register tile.</summary>
/// <param name="Channels">Output channels, at most 6.</param>
/// <param name="Vectors">Vectors of positions along the innermost axis.</param>
/// <param name="FewChannels">How many channels count as few.</param>
/// <param name="FewVectors">Vectors of few channels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TileShape(int Channels, int Vectors, int FewChannels, int FewVectors)
{
    /// <summary>The vectors of a register tile.</summary>
    internal int VectorsOf(TileForm form) => form == TileForm.Single ? FewVectors : Vectors;

    /// <summary>The positions that a register tile computes.</summary>
    /// <param name="form">The form of the tile.</param>
    /// <param name="lanes">The lanes of a vector.</param>
    internal int Positions(TileForm form, int lanes) => VectorsOf(form) * lanes;

    /// <summary>
    /// Cuts a run of positions into whole register tiles and, for its end, tiles of one vector. Those load a weight for each
    /// multiply-add, which two loads per cycle make up for with 512 bits, but not with fewer, and not in a tile of one channel, which has
    /// too few sums: one vector of it would take as long as all.
    /// </summary>
    /// <param name="bits">The width of the vectors.</param>
    /// <param name="form">The form of the tiles.</param>
    /// <param name="lanes">The lanes of a vector.</param>
    /// <param name="positions">The positions of the run.</param>
    /// <param name="narrower">How many positions at the end are left to narrower vectors.</param>
    /// <param name="mayExceed">Whether the last tile may compute more positions than the run has.</param>
    internal (int Whole, int OneVector) Cut(int bits, TileForm form, int lanes, int positions, int narrower, bool mayExceed)
    {
        int vectors = VectorsOf(form);
        var (whole, rest) = Math.DivRem(positions, vectors * lanes);
        if (form != TileForm.Channels || Channels == 1 || bits < 512)
            return (whole + (mayExceed && rest > narrower ? 1 : 0), 0);
        int ones = rest / lanes + (mayExceed && rest % lanes > narrower ? 1 : 0);
        return ones == vectors ? (whole + 1, 0) : (whole, ones);
    }
}

/// <summary>What the register tiles of a run have beside vectors.</summary>
enum TileForm
{
    /// <summary>Several output channels, or rows in their place. Few of them have more vectors as far as those fit a run.</summary>
    Channels,

    /// <summary>One output channel and more vectors.</summary>
    Single,
}
