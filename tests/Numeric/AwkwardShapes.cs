namespace Generated.Kernels.Tests;

/// <summary>
/// Calls whose sizes are one less than, the same as and one more than what register tiles compute: 1 to 8 vectors of 2 to 16 lanes
/// along the positions, 1 to 6 output channels; single pixels, and narrow images with many channels.
/// </summary>
static class AwkwardShapes
{
    /// <summary>The reference is slow: larger calls have fewer channels or are left out.</summary>
    const long MostMultiplyAdds = 150_000;

    static readonly int[] Widths =
    [
        1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 39, 41, 47, 48, 49, 63, 64, 65, 79, 81, 95, 97,
        127, 128, 129,
    ];

    static readonly int[] OutChannels = [1, 2, 3, 4, 5, 6, 7, 11, 12, 13];

    /// <summary>The shapes for a geometry.</summary>
    public static IEnumerable<Layer> Of(ConvTransposeGeometry geometry) =>
        Candidates(geometry).Where(layer => layer.MultiplyAdds <= MostMultiplyAdds);

    static IEnumerable<Layer> Candidates(ConvTransposeGeometry geometry)
    {
        int[] one = Smallest(geometry);
        foreach (int channels in OutChannels)
            yield return Layer("one pixel", geometry, 1, 1 + channels % 3, channels, one);
        for (int i = 0; i < Widths.Length; i++)
        {
            if (Widths[i] < one[^1])
                continue;
            int[] size = [.. one[..^1].Select((n, axis) => n + (i + axis) % 3), Widths[i]];
            var layer = Layer("wide", geometry, 1 + i % 2, 1 + i % 3, OutChannels[i * 3 % OutChannels.Length], size);
            yield return layer.MultiplyAdds <= MostMultiplyAdds ? layer : Layer("wide", geometry, 1, 1, 1 + i % 2, [.. one[..^1], Widths[i]]);
        }
        foreach (var (inChannels, outChannels, n) in ((int, int, int)[])[(67, 2, 3), (33, 13, 4), (17, 5, 7)])
            yield return Layer("many channels", geometry, 1, inChannels, outChannels, [.. one.Select(smallest => Math.Max(smallest, n))]);
    }

    /// <summary>The smallest image that has outputs.</summary>
    static int[] Smallest(ConvTransposeGeometry geometry)
    {
        var size = new int[geometry.Rank];
        for (int axis = 0; axis < size.Length; axis++)
        {
            size[axis] = 1;
            while (geometry.Axes[axis].OutputSize(size[axis]) < 1)
                size[axis]++;
        }
        return size;
    }

    /// <summary>A layer with as many channels per group.</summary>
    static Layer Layer(string name, ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, int[] size) =>
        new(name, geometry, batch, inChannels * geometry.Groups, outChannels * geometry.Groups, size);
}
