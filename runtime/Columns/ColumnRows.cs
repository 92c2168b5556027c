using System.Numerics;

namespace Generated.Kernels.CompilerServices;

/// <summary>Computes some columns of some rows of a slice of an image.</summary>
static unsafe class ColumnRows
{
    /// <summary>Inputs are asked for so many multiply-adds of a vector before they are needed, but not further ahead than a few tiles.</summary>
    const int MultiplyAddsAhead = 1200, MostTilesAhead = 4;

    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="slices">What is added up.</param>
    /// <param name="source">The first channel of the group.</param>
    /// <param name="weight">The weights of the first column, in the kernel's first slice.</param>
    /// <param name="range">Which columns.</param>
    /// <param name="weightStep">From an input channel's weights to the next.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="panel">Memory for the input of a tile.</param>
    /// <param name="columns">Where to write.</param>
    public static void Compute<T>(
        in ConvTransposeShape shape, in ColumnLayout layout, ColumnSlices slices, T* source, T* weight, ColumnRange range, nint weightStep, int row, int rows, T* panel, T* columns)
        where T : unmanaged
    {
        int lanes = LaneTile.Bits / 8 / sizeof(T);
        var form = LaneForm.Wide;
        T* zeros = stackalloc T[form.Vectors * lanes];
        new Span<T>(zeros, form.Vectors * lanes).Clear();
        var tap = default(LaneTap);
        var tile = new LaneArguments<T>
        {
            ScalarChannelStep = weightStep,
            ChannelsAhead = LaneTile.ChannelsAhead,
            Taps = &tap,
            TapCount = 1,
            VectorChannelStep = (nint)shape.InPlane,
            Initial = zeros,
            OutputPositionStep = layout.ColumnStep,
            OutputVectorStep = lanes,
        };
        int slicePlane = shape.InHeight * shape.InWidth, channels = shape.InChannelsPerGroup;
        int tilesAhead = Math.Clamp(MultiplyAddsAhead / (channels * range.Channels * range.OfChannel * form.Vectors), 1, MostTilesAhead);
        long first = row * (long)shape.InWidth, end = (row + rows) * (long)shape.InWidth;
        int vectorsOfRows = (int)((end - first + lanes - 1) / lanes), tiles = EqualParts.Count(vectorsOfRows, slicePlane < form.Vectors * lanes ? 1 : form.Vectors);
        for (int part = 0; part < tiles; part++)
        {
            // The last vectors end where the rows end, and what comes before is computed once more.
            int firstVector = EqualParts.Start(vectorsOfRows, tiles, part);
            int vectors = EqualParts.Start(vectorsOfRows, tiles, part + 1) - firstVector;
            long at = Math.Max(0, Math.Min(first + firstVector * lanes, end - vectors * lanes));
            tile.BytesAhead = tilesAhead * vectors * lanes * sizeof(T);
            T* to = columns + layout.Margin + (nint)(at - first);

            // Without a slice inside the image all are zero.
            tile.Continues = false;
            if (slices.Taps.IsEmpty)
                ComputePart(ref tile, source + at, weight, range, panel, to, vectors, layout);
            foreach (var (kernel, shift) in slices.Taps)
            {
                T* slice = source + (nint)((slices.Block + shift) * (long)slicePlane + at);
                for (int channelPart = 0; channelPart < layout.ChannelParts; channelPart++)
                {
                    int channel = EqualParts.Start(channels, layout.ChannelParts, channelPart);
                    tile.InChannels = EqualParts.Start(channels, layout.ChannelParts, channelPart + 1) - channel;
                    ComputePart(ref tile, slice + channel * (nint)shape.InPlane, weight + channel * weightStep + kernel * slices.WeightStep, range, panel, to, vectors, layout);
                    tile.Continues = true;
                }
            }
        }
    }

    /// <summary>Adds what some input channels of a slice bring to a tile.</summary>
    static void ComputePart<T>(ref LaneArguments<T> tile, T* source, T* weight, ColumnRange range, T* panel, T* columns, int vectors, in ColumnLayout layout)
        where T : unmanaged
    {
        int lanes = LaneTile.Bits / 8 / sizeof(T), blocks = EqualParts.Count(range.OfChannel, LaneForm.Wide.Positions);
        tile.Vectors = source;
        tile.VectorStep = lanes;
        tile.Copy = panel;
        for (int channel = 0; channel < range.Channels; channel++, weight += range.WeightStep, columns += range.OfChannel * (nint)layout.ColumnStep)
        {
            for (int block = 0; block < blocks; block++)
            {
                int column = EqualParts.Start(range.OfChannel, blocks, block);
                tile.Scalars = weight + column;
                tile.Output = columns + column * (nint)layout.ColumnStep;
                LaneTile.Compute(LaneTile.Bits, EqualParts.Start(range.OfChannel, blocks, block + 1) - column, vectors, in tile, new NoActivation<T>());

                // Further columns read it from the panel.
                tile.Vectors = panel;
                tile.VectorStep = (nint)tile.InChannels * lanes;
                tile.Copy = null;
            }
        }
    }
}
