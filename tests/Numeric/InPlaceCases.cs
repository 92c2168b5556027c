namespace Generated.Kernels.Tests;

/// <summary>
/// Sequences that are cut into several tiles, of which those in the middle read the input from where it lies: taps before and behind a position, dilation,
/// groups, lengths that end in a whole tile and in one of few positions. And images whose register tiles run on across the ends of rows.
/// </summary>
static class InPlaceCases
{
    public static readonly Layer[] All =
    [
        Of(new(4, 2, 1, rank: 1), 1, 32, 3, 2048),
        Of(new(4, 2, 1, rank: 1), 2, 20, 3, 1601),
        Of(new(4, 2, rank: 1), 1, 48, 4, 1999),
        Of(new(4, 2, rank: 1), 2, 16, 2, 1345),
        Of(new(4, 2, 1, rank: 1), 1, 32, 1, 12345),
        Of(new(3, 1, 2, d: 2, rank: 1), 1, 24, 7, 1793),
        Of(new(5, 2, 2, op: 1, rank: 1), 1, 17, 2, 1410),
        Of(new(4, 2, 1, g: 2, rank: 1), 2, 34, 6, 1500),
        Of(new(3, 1, 1, rank: 1), 1, 40, 5, 1536),
        Of(new(11, 5, 3, rank: 1), 1, 48, 3, 2999),
        Of(new(16, 8, 4, rank: 1), 1, 128, 3, 4001),
        Of(new(9, 3, 4, op: 2, rank: 1), 1, 20, 4, 1999),
    ];

    /// <summary>Images whose last tile ends in the middle of a vector: where all positions of it fit the staging buffer, where as many are left over as a vector
    /// has and where fewer are, which takes a copy; the only tile, the last of two, and of two images or slices.</summary>
    public static readonly Layer[] Images =
    [
        Of(new(2, 2), 1, 64, 4, 13, 13),
        Of(new(2, 2), 1, 48, 2, 19, 19),
        Of(new(2, 2), 1, 40, 3, 18, 18),
        Of(new(2, 2), 2, 70, 1, 17, 13),
        Of(new(2, 2), 1, 512, 1, 17, 13),
        Of(new(4, 4), 1, 96, 3, 15, 13),
        Of(new(5, 5), 1, 40, 4, 13, 14),
        Of(new(2, 2, rank: 3), 1, 64, 4, 5, 6, 7),
    ];

    /// <summary>Whether register tiles have all phases of a layer in the order of its outputs; those of others are read in place on Zen 4 only.</summary>
    public static bool HasPhasesTogether(Layer layer) => layer.Geometry.Axes[^1].S is 1 or 2 or 4;

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("in place", geometry, batch, inChannels, outChannels, size);
}
