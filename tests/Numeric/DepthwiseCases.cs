namespace Generated.Kernels.Tests;

/// <summary>
/// Layers for the depthwise plan: rows that are whole strips, end with strips of one vector or with a part of one, for each vector width; outputs whose
/// last block is not whole, more positions than inputs and fewer, borders of all widths; kernels as high as the stride and higher, up to all that the
/// registers hold; groups, several output channels and images, a row alone, slices, planes of several parts.
/// </summary>
static class DepthwiseCases
{
    public static readonly Layer[] All =
    [
        .. from size in (int[][])[[1, 4], [2, 5], [3, 7], [5, 8], [4, 12], [7, 16], [6, 17], [8, 31], [9, 33], [3, 47], [17, 64], [10, 65], [5, 100], [3, 130]]
           from geometry in (ConvTransposeGeometry[])[new(3, 1, 1), new(4, 2, 1, g: 3), new(3, 2, 1), new(2, 2)]
           select Of(geometry, 1, geometry.Groups, geometry.Groups, size),
        Of(new(3, 2, 1, op: 1), 2, 1, 2, 14, 37),
        Of(new(3, 1), 1, 1, 1, 6, 21),
        Of(new(3, 1), 1, 1, 3, 6, 64),
        Of(new(3, 1, 2), 1, 1, 1, 9, 40),
        Of(new([new(3, 1, 4, 4), new(3, 1, 2, 2)]), 1, 1, 1, 9, 70), // the outputs do not reach the ends of the image
        Of(new(4, 2), 1, 1, 1, 9, 34),
        Of(new(4, 2, 2), 1, 1, 1, 9, 34),
        Of(new(1, 1), 1, 1, 1, 5, 43),
        Of(new(2, 1), 2, 1, 1, 6, 50),
        Of(new(5, 1, 2), 1, 1, 1, 12, 75),
        Of(new(5, 2, 2, op: 1, g: 2), 1, 2, 4, 7, 40),
        Of(new(6, 2, 2), 1, 1, 1, 8, 36),
        Of(new(4, 1, 2), 1, 1, 1, 8, 36),
        Of(new([new(2, 2), new(4, 4)]), 1, 1, 1, 6, 23),
        Of(new([new(5, 3, 1, 1), new(3, 1, 1, 1)]), 1, 1, 1, 11, 39),
        Of(new([new(6, 1, 2, 3), new(4, 2, 0, 3, 1)], 2), 2, 2, 2, 7, 45),
        Of(new([new(3, 1, 1, 1), new(2, 1, 1, 1, 0, 2)]), 1, 1, 1, 5, 52), // dilated along the width
        Of(new([new(4, 2, 5, 5), new(4, 2, 1, 1)]), 1, 1, 1, 20, 33),
        Of(new([new(1), new(3, 1, 1, 1), new(3, 1, 1, 1)], 2), 2, 2, 2, 3, 8, 41),
        Of(new(4, 2, 1, rank: 1), 2, 1, 1, 333),
        Of(new(3, 1, 1, g: 5, rank: 1), 1, 5, 10, 95),
        Of(new(3, 1, 1), 1, 1, 1, 600, 1000), // several parts of a plane
        Of(new(2, 2), 1, 1, 1, 90, 111),
    ];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("depthwise", geometry, batch, inChannels, outChannels, size);
}
