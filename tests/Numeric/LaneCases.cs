namespace Generated.Kernels.Tests;

/// <summary>What runs along the lanes of a call.</summary>
enum LaneKind
{
    Channels,
    HalfChannels,
    Phases,
}

/// <summary>
/// Layers that follow the lanes plan: images that are small for their channels, and strides and kernels that lanes divide; channels that
/// do not fill their last vector, one and several blocks of channels, single pixels, rows and columns, and outputs that are cut off.
/// </summary>
static class LaneCases
{
    public static readonly (LaneKind Kind, Layer Layer)[] All =
    [
        Channels(new(4, 2, 1), 1, 64, 48, 4, 4),
        Channels(new(4, 2, 1), 2, 99, 48, 7, 7),
        Channels(new(4, 2, 1), 3, 60, 47, 3, 5),
        Channels(new(3, 1, 1), 1, 64, 64, 7, 7),
        Channels(new(3, 1, 1), 2, 17, 33, 3, 9),
        Channels(new(4), 1, 100, 64, 1, 1),
        Channels(new(4), 3, 50, 112, 1, 1),
        Channels(new(3, 2, 1, op: 1), 3, 134, 48, 5, 6),
        Channels(new(4, 2, 1, g: 2), 1, 64, 96, 4, 5),
        Channels(new([new(3, 1, 2, 2, 0, 2), new(3, 1, 1, 1)]), 1, 40, 48, 6, 6),
        Channels(new(3, 2, 2, op: 1, d: 2), 1, 140, 47, 6, 6),
        Channels(new([new(4, 2, 0, 1), new(5, 2, 2, 1, 1)]), 1, 33, 48, 5, 7),
        Channels(new([new(5, 3, 2, 0, 1), new(2, 2, 1, 0, 1)]), 2, 33, 48, 5, 7),
        Channels(new(4, 2, 1, rank: 1), 3, 64, 48, 5),
        Channels(new(2, 2, rank: 3), 1, 64, 32, 3, 4, 5),
        Channels(new([new(3, 2, 1, 0, 1), new(2, 1, 0, 1), new(4, 2, 2, 1)]), 2, 20, 32, 2, 4, 5),

        // Channels that leave half of a wide vector empty: one vector half as wide and several, in one block and in two.
        HalfChannels(new(3, 2, 1, op: 1), 1, 300, 24, 7, 7),
        HalfChannels(new(4, 2, 1), 2, 70, 40, 4, 5),
        HalfChannels(new(3, 2, 1, op: 1), 1, 512, 8, 3, 3),
        HalfChannels(new(3, 1, 1, g: 2), 1, 160, 42, 5, 4),
        HalfChannels(new(4, 2), 2, 40, 36, 6, 5),
        HalfChannels(new(2, 2, rank: 3), 1, 128, 24, 3, 4, 4),
        HalfChannels(new([new(5, 2, 2, 1, 1), new(3, 1, 2, 1, 0, 2)]), 1, 64, 21, 4, 5),
        HalfChannels(new(4, 2, 1, rank: 1), 2, 512, 20, 9),

        // Rows whose ends some taps do not reach: on both sides, in one tile and in several, all positions of a tile, all taps of a position.
        Channels(new(4, 2, 1), 1, 300, 96, 8, 7),
        Channels(new(5, 1, 2), 2, 64, 48, 6, 11),
        Channels(new([new(3, 1, 1, 1), new(9, 1, 4, 4)]), 1, 200, 48, 5, 3),
        Channels(new([new(2, 2), new(7, 2, 0, 0)]), 1, 96, 48, 4, 9),
        Channels(new([new(3, 2, 1, 1), new(3, 1, 4, 4, 0, 4)]), 1, 128, 64, 5, 7),
        Channels(new(16, 8, 4, rank: 1), 2, 300, 48, 7),

        // Positions that run on across the ends of rows.
        Channels(new(4, 2, 1), 1, 70, 64, 4, 4),
        Channels(new(4, 2, 1), 1, 70, 16, 4, 4),
        Channels(new(3, 1, 1), 2, 70, 16, 5, 5),
        Channels(new(4, 2, 1), 1, 70, 8, 3, 4), // with vectors of 256 bits, which these channels fill
        Channels(new(3, 1, 1), 2, 70, 8, 2, 6),
        Channels(new(4, 2, 1), 1, 300, 64, 4, 4),
        Channels(new(4, 2, 1), 2, 64, 33, 9, 2),
        Channels(new(3, 1, 1), 1, 40, 96, 5, 3),
        Channels(new(3, 2, 1, op: 1, g: 2), 1, 80, 64, 3, 3),
        Channels(new([new(5, 3, 2, 0, 1), new(3, 1, 2, 1, 0, 2)]), 1, 50, 48, 6, 4),
        Channels(new([new(3, 2, 1, 0, 1), new(2, 1, 0, 1), new(4, 2, 2, 1)]), 1, 40, 64, 2, 6, 2),
        Channels(new(2, 2), 3, 64, 48, 5, 5),

        Phases(new(64, 32, 16), 1, 3, 4, 4, 5),
        Phases(new(64, 32, 16), 1, 5, 7, 1, 1),
        Phases(new(32, 16, 8), 2, 5, 7, 5, 6),
        Phases(new(32, 16, 8, g: 3), 1, 9, 12, 3, 7),
        Phases(new([new(4, 2, 1, 1), new(64, 16, 41, 36)]), 1, 9, 5, 4, 9),
        Phases(new([new(3, 2, 1, 1), new(16, 32, 5, 7, 3)]), 1, 9, 5, 4, 9),
        Phases(new([new(3, 2, 1, 1, 0, 2), new(48, 16, 15, 17, 5)]), 1, 9, 5, 4, 9),
        Phases(new(16, 8, 4), 2, 3, 7, 2, 3),
        Phases(new([new(16, 8, 13, 12), new(16, 8, 11, 13)]), 2, 9, 5, 3, 4),
        Phases(new(32, 16, 8, rank: 1), 3, 17, 5, 13),
        Phases(new([new(2, 2), new(2, 2), new(16, 8, 4, 4)]), 1, 3, 5, 2, 2, 7),

        // Phases of several output channels in a vector of 512 bits.
        Phases(new(16, 8, 4), 2, 29, 12, 3, 9),
        Phases(new(4, 4), 1, 768, 20, 6, 7),
        Phases(new(16, 8, 4, g: 2), 1, 46, 18, 3, 7),
        Phases(new([new(16, 8, 13, 12), new(16, 8, 11, 13)]), 1, 29, 8, 4, 9),
        Phases(new([new(3, 2, 1, 1, 0, 2), new(24, 8, 7, 9, 5)]), 1, 9, 13, 4, 9),
        Phases(new(16, 8, 4, rank: 1), 3, 49, 17, 13),
    ];

    static (LaneKind, Layer) Channels(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        (LaneKind.Channels, new Layer("channels along the lanes", geometry, batch, inChannels, outChannels, size));

    static (LaneKind, Layer) HalfChannels(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        (LaneKind.HalfChannels, new Layer("channels along half a vector", geometry, batch, inChannels, outChannels, size));

    static (LaneKind, Layer) Phases(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, params int[] size) =>
        (LaneKind.Phases, new Layer("phases along the lanes", geometry, batch, inChannels, outChannels, size));
}
