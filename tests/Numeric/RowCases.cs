namespace Generated.Kernels.Tests;

/// <summary>
/// Layers of a single output channel whose stride along the height is 1, of which a register tile computes several rows: every remainder of
/// rows, rows of less than a register tile, of one and of several with a rest, kernels that are lower than the rows together, dilation along the
/// width, phases of the width, groups, several tiles, several images.
/// </summary>
static class RowCases
{
    public static readonly Layer[] All =
    [
        Of(new(3, 1, 1), 1, 2, 1, 1, 40),
        Of(new(3, 1, 1), 1, 2, 1, 2, 64),
        Of(new(3, 1, 1), 2, 2, 1, 3, 80),
        Of(new(3, 1, 1), 1, 3, 1, 4, 100),
        Of(new(3, 1, 1), 1, 2, 1, 5, 119),
        Of(new(3, 1, 1), 1, 2, 1, 70, 1000),
        Of(new(3, 1, 1, g: 5), 2, 10, 5, 8, 97),
        Of(new(5, 1, 2), 1, 2, 1, 10, 90),
        Of(new(7, 1), 1, 1, 1, 6, 70),
        Of(new([new(2), new(3, 1, 0, 2)]), 1, 2, 1, 9, 112),
        Of(new([new(4, 1, 3, 0), new(3, 1, 2, 2, 0, 2)]), 1, 2, 1, 9, 125),
        Of(new([new(3, 1, 1, 1), new(4, 2, 1, 1)]), 1, 2, 1, 11, 50),
        Of(new([new(3, 1, 1, 1), new(6, 3, 1, 2)]), 1, 2, 1, 7, 45),
        Of(new([new(1), new(3, 1, 1, 1), new(3, 1, 1, 1)]), 1, 2, 1, 3, 8, 105),
    ];

    /// <summary>Layers whose rows are computed together only where that costs less than positions that run on, which differs between processors.</summary>
    public static readonly Layer[] Narrow =
    [
        Of(new(3, 1, 1), 1, 2, 1, 5, 55),
        Of(new(3, 1, 1, g: 5), 2, 10, 5, 8, 33),
        Of(new([new(2), new(3, 1, 0, 2)]), 1, 2, 1, 9, 48),
        Of(new([new(4, 1, 3, 0), new(3, 1, 2, 2, 0, 2)]), 1, 2, 1, 9, 61),
        Of(new([new(1), new(3, 1, 1, 1), new(3, 1, 1, 1)]), 1, 2, 1, 3, 8, 41),
    ];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("overlapping rows", geometry, batch, inChannels, outChannels, size);
}
