using System.Numerics;

namespace Generated.Kernels.CompilerServices;

/// <summary>Computes some columns of some rows of an image.</summary>
static unsafe class ColumnRows
{
    /// <summary>Inputs are asked for so many multiply-adds of a vector before they are needed, but not further ahead than a few tiles.</summary>
    const int MultiplyAddsAhead = 1200, MostTilesAhead = 4;

    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="source">The first channel of the group.</param>
    /// <param name="weight">The weights of the first column.</param>
    /// <param name="count">The number of columns.</param>
    /// <param name="weightStep">From an input channel's weights to the next.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="panel">Memory for the input of a tile.</param>
    /// <param name="columns">Where to write.</param>
    public static void Compute<T>(
        in ConvTransposeShape shape, in ColumnLayout layout, T* source, T* weight, int count, nint weightStep, int row, int rows, T* panel, T* columns)
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
            InChannels = shape.InChannelsPerGroup,
            Taps = &tap,
            TapCount = 1,
            VectorChannelStep = (nint)shape.InPlane,
            Initial = zeros,
            OutputPositionStep = layout.ColumnStep,
            OutputVectorStep = lanes,
        };
        int tilesAhead = Math.Clamp(MultiplyAddsAhead / (shape.InChannelsPerGroup * count * form.Vectors), 1, MostTilesAhead);
        int blocks = EqualParts.Count(count, form.Positions);
        long first = row * (long)shape.InWidth, end = (row + rows) * (long)shape.InWidth;
        int vectorsOfRows = (int)((end - first + lanes - 1) / lanes), tiles = EqualParts.Count(vectorsOfRows, shape.InPlane < form.Vectors * lanes ? 1 : form.Vectors);
        for (int part = 0; part < tiles; part++)
        {
            // The last vectors end where the rows end, and what comes before is computed once more.
            int firstVector = EqualParts.Start(vectorsOfRows, tiles, part);
            int vectors = EqualParts.Start(vectorsOfRows, tiles, part + 1) - firstVector;
            long at = Math.Max(0, Math.Min(first + firstVector * lanes, end - vectors * lanes));
            tile.Vectors = source + at;
            tile.BytesAhead = tilesAhead * vectors * lanes * sizeof(T);
            tile.VectorStep = lanes;
            tile.Copy = panel;
            for (int block = 0; block < blocks; block++)
            {
                int column = EqualParts.Start(count, blocks, block);
                tile.Scalars = weight + column;
                tile.Output = columns + column * (nint)layout.ColumnStep + layout.Margin + (nint)(at - first);
                LaneTile.Compute(LaneTile.Bits, EqualParts.Start(count, blocks, block + 1) - column, vectors, in tile, new NoActivation<T>());

                // Further columns read it from the panel.
                tile.Vectors = panel;
                tile.VectorStep = (nint)shape.InChannelsPerGroup * lanes;
                tile.Copy = null;
            }
        }
    }
}
