namespace Generated.Kernels.Tests;

/// <summary>
/// Layers for the Winograd plan: one to three taps along each axis and phases that differ in them, one axis without a filter, rows of tiles shorter
/// and longer than a vector and in whole vectors, several blocks, channels that do not fill a block, groups, outputs that are cut off, and borders
/// wider than a tile.
/// </summary>
static class WinogradCases
{
    /// <summary>Layers that follow the plan in parts of their input channels.</summary>
    public static readonly Layer[] InParts =
    [
        Of(new(4, 2, 1), 1, 1024, 24, 12, 13),
        Of(new(3, 1, 1), 2, 900, 48, 14, 16),
        Of(new(3, 1, 1, g: 2), 1, 1400, 80, 18, 17),
    ];

    /// <summary>Layers that follow the plan since it is cheapest for them.</summary>
    public static readonly Layer[] Chosen =
    [
        Of(new(4, 2, 1), 1, 40, 36, 21, 32),
        Of(new(4, 2, 1), 2, 65, 70, 30, 13),
        Of(new(3, 1, 1), 1, 48, 40, 27, 31),
        Of(new(3, 1, 1), 2, 33, 34, 40, 64),
        Of(new(3, 1, 1, g: 2), 1, 128, 128, 20, 28),
        Of(new(6, 2, 2), 1, 48, 40, 14, 15),
        Of(new(5, 2, 2, op: 1), 1, 64, 64, 22, 23),
        Of(new(4, 2, 1), 1, 200, 256, 8, 8), // all tiles in one vector, rows joined
        Of(new(4, 2, 1), 1, 130, 192, 12, 12),
        Of(new(3, 1, 1), 1, 256, 250, 8, 8),
        Of(new(3, 1, 1, rank: 1), 2, 256, 192, 300),
        Of(new(4, 2, 1, rank: 1), 2, 192, 128, 500),
    ];

    /// <summary>Layers that the plan serves, though not faster.</summary>
    public static readonly Layer[] Served =
    [
        .. from size in (int[][])[[1, 1], [1, 9], [9, 1], [2, 3], [3, 40], [17, 5], [8, 32], [7, 64], [31, 63], [5, 200]]
           from geometry in (ConvTransposeGeometry[])[new(4, 2, 1), new(3, 1, 1)]
           select Of(geometry, 1, 5, 9, size),
        Of(new(3, 2, 1, op: 1), 2, 7, 17, 9, 15),
        Of(new(3, 2, 1), 1, 4, 3, 12, 32),
        Of(new(3, 2), 1, 9, 8, 5, 33),
        Of(new(2), 1, 6, 12, 11, 16),
        Of(new(2, 1, 1), 1, 6, 12, 11, 18),
        Of(new(3), 1, 3, 20, 6, 31),
        Of(new(3, 1, 2), 1, 3, 20, 6, 31),
        Of(new(4, 2), 1, 10, 11, 9, 9),
        Of(new(4, 2, 5), 1, 10, 11, 12, 14), // the outputs do not reach the ends of the image
        Of(new(3, 1, 6), 1, 5, 6, 13, 19),
        Of(new(6, 3, 2, op: 1), 1, 5, 10, 7, 18),
        Of(new(7, 3, 2), 1, 5, 10, 8, 17),
        Of(new(9, 3, 3), 1, 4, 7, 8, 33),
        Of(new(8, 4, 2), 1, 6, 9, 10, 21),
        Of(new(16, 8, 4), 1, 9, 5, 7, 12),
        Of(new(5, 2, 1), 1, 9, 5, 13, 35),
        Of(new(4, 2, 1, g: 3), 2, 12, 15, 6, 13),
        Of(new(4, 2, 1, d: 3), 1, 8, 9, 11, 12), // taps of a phase three apart: not served
        Of(new([new(4, 2, 1, 2), new(3, 1, 0, 1)]), 1, 8, 9, 10, 17),
        Of(new([new(3, 1, 1, 1), new(4, 2, 2, 1)]), 1, 8, 9, 10, 17),
        Of(new([new(4, 2, 1, 1), new(1)]), 1, 8, 9, 10, 17),
        Of(new([new(4, 2, 1, 1), new(2, 2)]), 1, 8, 9, 10, 17),
        Of(new([new(2, 2), new(3, 1, 1, 1)]), 1, 8, 9, 10, 17),
        Of(new([new(1), new(4, 2, 1, 1)]), 1, 8, 9, 10, 17),
        Of(new([new(1), new(4, 2, 1, 1)]), 1, 8, 9, 10, 47),
        Of(new([new(1), new(4, 2, 1, 1)]), 1, 8, 9, 4, 96), // rows of tiles of three columns in whole vectors
        Of(new([new(1), new(2)]), 1, 5, 9, 7, 95),
        Of(new(3, 2, 1, op: 1, rank: 1), 1, 7, 10, 333),
        Of(new(5, 2, 2, op: 1, rank: 1), 1, 7, 10, 150),
        Of(new(6, 3, 1, rank: 1), 2, 7, 10, 150),
        Of(new(4, 2, 1, rank: 1), 2, 17, 9, 700),
        Of(new(3, 1, 1, rank: 1), 1, 6, 30, 1000),
        Of(new(16, 8, 4, rank: 1), 1, 20, 9, 77),
        Of(new(4, 2, rank: 1), 1, 20, 9, 1),
        Of(new(4, 2, 1), 1, 150, 20, 20, 40), // several blocks, in each of which few vectors fit
        Of(new(4, 2, 1), 1, 400, 20, 13, 30),
        Of(new(3, 1, 1), 1, 300, 20, 13, 90),
    ];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("Winograd", geometry, batch, inChannels, outChannels, size);
}
