namespace Generated.Kernels.Tests;

/// <summary>
/// Layers for the Winograd plan with phases along the lanes: two and three taps along each axis or the width alone, whole vectors of phases and halves of
/// them with an even and an odd number of output channels, one and several vectors of phases, phases of the height that share inputs and that do not or
/// have one tap more than others, tiles of all numbers of places, several blocks of tiles, groups, outputs that are cut off, and borders wider than a tile.
/// </summary>
static class LaneWinogradCases
{
    /// <summary>Layers that follow the plan since it is cheapest for them, where a processor does one multiply-add of 512 bits in a cycle.</summary>
    public static readonly Layer[] Chosen =
    [
        Of(new(64, 32, 16), 1, 21, 9, 9, 11),
        Of(new(16, 8, 4), 2, 21, 13, 12, 15),
        Of(new(16, 8, 4, rank: 1), 2, 70, 48, 130),
        Of(new(16, 8, 4, rank: 1), 1, 24, 9, 801),
    ];

    /// <summary>Layers that the plan serves, though not always faster.</summary>
    public static readonly Layer[] Served =
    [
        .. from size in (int[][])[[1, 1], [3, 1], [2, 5], [5, 40], [13, 7]] select Of(new(16, 8, 4), 1, 5, 9, size),
        .. from length in (int[])[1, 4, 9, 12, 14, 17, 40, 301] select Of(new(16, 8, 4, rank: 1), 1, 7, 11, length),
        Of(new(32, 16, 8), 1, 6, 3, 7, 6),
        Of(new(32, 16, 8), 1, 6, 1, 3, 20),
        Of(new(32, 16, 3, op: 2), 2, 3, 2, 4, 5),
        Of(new(32, 16, 0), 1, 3, 2, 4, 5),
        Of(new(48, 16, 8, rank: 1), 1, 5, 3, 50),
        Of(new(24, 8, 8, rank: 1), 1, 5, 8, 50),
        Of(new([new(6, 2, 2, 2), new(16, 8, 4, 4)]), 1, 4, 8, 6, 9), // three taps along the height
        Of(new([new(4, 2, 1, 1), new(24, 8, 8, 8)]), 1, 4, 8, 6, 9), // three taps along the width
        Of(new([new(3, 1, 1, 1), new(16, 8, 4, 4)]), 1, 4, 10, 7, 9),
        Of(new([new(2, 1, 0, 0), new(48, 16, 21, 16)]), 1, 5, 3, 4, 9),
        Of(new([new(4, 2, 3, 3), new(32, 16, 20, 25)]), 1, 5, 3, 7, 9), // the outputs do not reach the ends of the image
        Of(new([new(5, 2, 2, 2), new(16, 8, 4, 4)]), 1, 5, 8, 7, 9), // some phases of the height have a tap more
        Of(new(16, 8, 4, g: 3), 2, 12, 27, 4, 6),
        Of(new(64, 32, 16, g: 2), 1, 6, 4, 3, 4),
        Of(new(16, 8, 4), 1, 300, 8, 5, 9), // inputs of one vector of tiles at once
        Of(new(16, 8, 4), 1, 20, 8, 25, 33),
    ];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("Winograd along phases", geometry, batch, inChannels, outChannels, size);
}
