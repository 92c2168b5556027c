namespace Generated.Kernels.Tests;

/// <summary>
/// Layers for the plan of row filters: two, three, four, six and eight taps of each phase of the height, with a row more that some phases have and
/// without; a single output channel, whose rows stand in the place of channels, and several; images narrower than a vector, of fewer rows than a tile,
/// and so wide that they are cut into parts; groups, dilation along the width, outputs that are cut off, and borders wider than a tile.
/// </summary>
static class RowFilterCases
{
    /// <summary>Layers that follow the plan since it is cheapest for them, where a processor does one multiply-add of 512 bits in a cycle.</summary>
    public static readonly Layer[] Chosen =
    [
        Of(new(9, 2, 4, op: 1), 1, 64, 1, 40, 64),
        Of(new(9, 3, 4, op: 2), 2, 64, 1, 40, 64),
        Of(new(9, 2, 4), 1, 48, 3, 25, 70),
        Of(new(8, 2, 3), 1, 48, 2, 31, 50),
    ];

    /// <summary>Layers that the plan serves, though not always faster.</summary>
    public static readonly Layer[] Served =
    [
        .. from size in (int[][])[[1, 1], [1, 9], [9, 1], [2, 3], [3, 40], [17, 5], [4, 33], [13, 64]]
           from geometry in (ConvTransposeGeometry[])[new(4, 2, 1), new(9, 2, 4, op: 1), new(9, 4, 4, op: 3), new(7, 2, 3)]
           from outChannels in (int[])[1, 3]
           select Of(geometry, 1, 5, outChannels, size),
        Of(new(3, 1, 1), 1, 7, 1, 11, 35),
        Of(new(3, 1, 1), 1, 7, 2, 11, 35),
        Of(new(2, 1), 1, 7, 1, 6, 19),
        Of(new(4, 1, 2), 1, 6, 1, 12, 18),
        Of(new(5, 2, 2, op: 1), 2, 6, 1, 11, 18),
        Of(new(5, 2, 2, op: 1), 1, 6, 4, 11, 18),
        Of(new(6, 2, 2), 1, 6, 1, 10, 31),
        Of(new(6, 3, 1), 1, 6, 2, 10, 31),
        Of(new(7, 3, 2), 1, 6, 1, 9, 30),
        Of(new(8, 3, 2), 1, 6, 1, 9, 30),
        Of(new(10, 3, 4, op: 1), 1, 6, 2, 7, 20),
        Of(new(11, 3, 3), 1, 6, 1, 7, 20),
        Of(new(12, 2, 5), 1, 6, 1, 13, 20),
        Of(new(13, 2, 5), 1, 6, 1, 13, 20),
        Of(new(13, 2, 6), 1, 6, 2, 13, 20),
        Of(new(16, 2, 7), 1, 4, 1, 15, 20),
        Of(new(17, 2, 8, op: 1), 1, 4, 1, 15, 20),
        Of(new(17, 8, 4), 1, 5, 1, 6, 19),
        Of(new(16, 8, 4), 2, 5, 2, 6, 19),
        Of(new(4, 2, 1, g: 3), 2, 12, 3, 6, 13),
        Of(new(9, 2, 4, g: 2), 1, 8, 4, 9, 20),
        Of(new(4, 2, 7), 1, 5, 1, 14, 15), // the outputs do not reach the ends of the image
        Of(new(3, 1, 6), 1, 5, 2, 13, 19),
        Of(new([new(4, 2, 1, 2), new(3, 1, 2, 1, 0, 2)]), 1, 8, 1, 10, 17),
        Of(new([new(9, 2, 5, 3, 1), new(2, 3, 0, 0, 2)]), 1, 8, 1, 10, 17),
        Of(new([new(6, 2, 0, 4), new(1)]), 1, 8, 2, 10, 40),
        Of(new(9, 2, 4, op: 1), 1, 60, 1, 5, 500), // several parts of the width
        Of(new(4, 2, 1), 1, 300, 2, 9, 301),
        Of(new(9, 3, 4, op: 2), 1, 64, 2, 7, 700),
    ];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("row filters", geometry, batch, inChannels, outChannels, size);
}
