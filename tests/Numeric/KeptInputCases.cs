namespace Generated.Kernels.Tests;

/// <summary>
/// Layers whose first pass over a tile may keep the input: several tiles of several rows, rows of whole register tiles, of one and a half, and of others, of
/// which the last is computed together with what lies before it; groups, images, slices, and outputs that are cut off.
/// </summary>
static class KeptInputCases
{
    public static readonly Layer[] All =
    [
        Of(new(2, 2), 1, 64, 13, 40, 64),
        Of(new(2, 2), 2, 48, 24, 33, 48),
        Of(new(2, 2), 1, 80, 17, 31, 100),
        Of(new(2, 2), 1, 40, 12, 37, 65),
        Of(new(2, 2, g: 2), 2, 96, 32, 25, 64),
        Of(new(4, 4), 1, 48, 9, 28, 96),
        Of(new(2, 4), 1, 64, 14, 33, 80),
        Of(new([new(2, 2, 0, 1), new(2, 2)]), 1, 64, 12, 35, 64),
        Of(new([new(2, 2), new(2, 2), new(2, 2)]), 1, 64, 8, 6, 11, 64),
        Of(new(2, 2), 1, 64, 20, 41, 28),
        Of(new(2, 2), 3, 96, 26, 60, 14),
        Of(new([new(2, 2), new(2, 2), new(2, 2)]), 2, 80, 10, 3, 70, 13),
    ];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("kept input", geometry, batch, inChannels, outChannels, size);
}
