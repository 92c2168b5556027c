using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>
/// Layers whose input lies in each order in scratch memory: several tiles, taps before and behind the image along each axis, slices outside
/// the image, groups, rows that are cut off and dilation; and narrow images.
/// </summary>
static class InputOrderCases
{
    public static readonly Layer[] All =
    [
        Of(new(3, 2, 1, op: 1), 1, 64, 32, 40, 64),
        Of(new(3, 2, 1), 2, 48, 33, 37, 64),
        Of(new(4, 2, 1), 1, 96, 64, 41, 32),
        Of(new(3, 1, 1), 1, 128, 60, 35, 64),
        Of(new(2, 2), 1, 64, 64, 61, 48),
        Of(new(3, 2, 1, op: 1, g: 2), 1, 128, 48, 30, 64),
        Of(new([new(5, 2, 3, 1), new(3, 2, 0, 2, 0, 2)]), 1, 96, 34, 33, 63),
        Of(new([new(3, 1, 1), new(4, 2, 1), new(3, 2, 1, 1, 1)]), 1, 32, 12, 3, 20, 48),
        Of(new(4, 2, 1), 1, 64, 1, 60, 64),
        Of(new(2, 2), 1, 64, 64, 33, 33),
        Of(new(3, 1, 1), 2, 48, 12, 13, 13),
        Of(new(3, 1, 1), 2, 48, 12, 7, 7),
        Of(new(4, 2, 1), 1, 64, 12, 8, 8),
        Of(new(3, 2, 1, op: 1), 2, 40, 12, 10, 10),
    ];

    /// <summary>The layers that are computed in many ways: they are large, and with short vectors, which may be an emulator's, would take minutes.</summary>
    public static IEnumerable<Layer> InManyWays => Vector256.IsHardwareAccelerated ? All.Where((_, i) => i % 3 == 0) : [];

    static Layer Of(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        new("input orders", geometry, batch, inChannels, outChannels, size);
}
