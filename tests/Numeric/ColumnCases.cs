namespace Generated.Kernels.Tests;

/// <summary>
/// Layers that follow the columns plan: few output channels. Images that are little more than a vector, rows of less than one, rows so long that
/// the columns of one do not fit, with a part of the kernel or of the channels at once; phases without taps, dilation, groups, outputs that are
/// cut off; slices of three dimensions, and so many input channels that they are summed in parts.
/// </summary>
static class ColumnCases
{
    public static readonly Layer[] All =
    [
        Of(new(3, 1, 1), 2, 40, 1, 13, 17),
        Of(new(3, 1, 1), 1, 64, 3, 9, 30),
        Of(new(3, 1, 1), 1, 64, 1, 4, 4),
        Of(new(3, 1, 1), 1, 64, 1, 5, 7),
        Of(new(3, 1, 1), 1, 72, 2, 40, 3),
        Of(new(4, 2, 1), 1, 70, 1, 7, 20),
        Of(new(4, 2, 1), 2, 130, 3, 17, 33),
        Of(new(3, 2, 1, op: 1), 1, 64, 1, 11, 19),
        Of(new(3, 2, 1), 3, 64, 1, 11, 65),
        Of(new(3, 2, 2, op: 1, d: 2), 1, 48, 1, 19, 23),
        Of(new(3, 1, 2, d: 2), 1, 48, 2, 19, 23),
        Of(new(5, 1, 2), 1, 30, 1, 30, 35),
        Of(new(5, 2, 2), 1, 40, 1, 12, 37),
        Of(new(2, 2), 1, 384, 2, 15, 21),
        Of(new([new(3, 1, 1), new(2, 3)]), 1, 96, 1, 9, 31),
        Of(new([new(3, 1, 0, 2), new(4, 1, 3, 0)]), 1, 33, 1, 10, 50),
        Of(new([new(4, 3, 2, 0, 2), new(3, 1, 1)]), 1, 64, 1, 10, 29),
        Of(new(3, 1, 1, g: 3), 1, 96, 3, 11, 18),
        Of(new(9, 1, 4), 1, 24, 1, 3, 1200),
        Of(new(3, 1, 1), 1, 32, 2, 2, 12000),
        Of(new(4, 2, 1, rank: 1), 2, 64, 1, 500),
        Of(new(7, 1, 3, rank: 1), 1, 64, 2, 333),
        Of(new(3, 1, 1, rank: 3), 1, 40, 1, 5, 6, 9),
        Of(new(4, 2, 1, rank: 3), 2, 192, 3, 3, 5, 7),
        Of(new(3, 2, 1, op: 1, rank: 3), 1, 128, 1, 3, 4, 9),
        Of(new([new(2, 3), new(3, 1, 1), new(3, 1, 1)]), 1, 40, 2, 3, 6, 7),
        Of(new([new(3, 1, 2, 2, 0, 2), new(3, 2, 1), new(3, 1, 0)], groups: 2), 1, 64, 4, 3, 5, 6),
        Of(new(4, 2, 1), 1, 1300, 3, 6, 7),
        Of(new(3, 1, 1, rank: 3), 1, 2000, 2, 2, 4, 5),
    ];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("columns", geometry, batch, inChannels, outChannels, size);
}
