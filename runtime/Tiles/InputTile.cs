using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>Copies the input of one tile into scratch memory, in the order that <see cref="TileLayout"/> draws.</summary>
static unsafe class InputTile
{
    /// <summary>How far ahead the memory that is written is asked for, at least.</summary>
    const int ElementsAhead = 192;

    /// <summary>How the rows of so many pictures are copied is computed once for all channels.</summary>
    const int MostPicturesKept = 8;

    /// <param name="source">The first channel of the group.</param>
    /// <param name="scratch">Where to write.</param>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">The layout of the scratch memory.</param>
    /// <param name="place">The place of the tile.</param>
    public static void Copy<T>(T* source, T* scratch, TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, in TilePlace place)
        where T : unmanaged
    {
        long firstDepth = (long)place.Depth + plan.Depth.MinShift;
        long firstHeight = (long)place.Height + plan.Height.MinShift;
        long firstWidth = (long)place.Width + plan.Width.MinShift;
        var (firstRow, endRow) = RowsInside(plan, shape, layout, place);

        // The channels of each row together, or the rows of each channel: then the last row's share of the zeros behind it lies behind
        // the channel.
        bool rowsOutside = layout.Order == InputOrder.Rows;
        int width = rowsOutside ? layout.ChannelStep : layout.Pitch;
        int gap = rowsOutside ? 0 : layout.ChannelStep - layout.Pictures * layout.Slices * layout.Rows * layout.Pitch;
        bool isOneRun = layout is { Order: InputOrder.Planes, Slices: 1 } && (ulong)firstDepth < (ulong)shape.InDepth
            && firstRow == 0 && endRow == layout.Rows && firstWidth == 0 && layout.Pitch == shape.InWidth;
        if (isOneRun)
        {
            CopyRuns(source + (firstDepth * shape.InHeight + firstHeight) * shape.InWidth, shape.InPlane, scratch, layout.ChannelStep, shape.InChannelsPerGroup, gap);
            return;
        }

        int kept = Math.Min(layout.Pictures, MostPicturesKept);
        RowCopy* copies = stackalloc RowCopy[MostPicturesKept];
        for (int picture = 0; picture < kept; picture++)
            copies[picture] = new RowCopy(firstWidth + picture, shape.InWidth, width, layout.Pitch);
        for (int channel = 0; channel < shape.InChannelsPerGroup; channel++, source += shape.InPlane)
        {
            T* to = scratch + channel * (nint)layout.ChannelStep;
            for (int picture = 0; picture < layout.Pictures; picture++)
            {
                var row = picture < kept ? copies[picture] : new RowCopy(firstWidth + picture, shape.InWidth, width, layout.Pitch);
                for (int slice = 0; slice < layout.Slices; slice++, to += (nint)layout.Rows * layout.Pitch)
                {
                    long z = firstDepth + slice;
                    bool inside = (ulong)z < (ulong)shape.InDepth;
                    int first = inside ? firstRow : layout.Rows;
                    int end = inside ? endRow : layout.Rows;
                    row.Clear(to, first);
                    if (inside)
                        row.Copy(source + (z * shape.InHeight + firstHeight + first) * shape.InWidth, to + (nint)first * layout.Pitch, end - first);
                    row.Clear(to + (nint)end * layout.Pitch, layout.Rows - end);
                }
            }
            Elements.Clear(to, gap);
        }
    }

    /// <summary>Copies channels whose part of a tile lies in one run, with all around it inside the image, and clears the gaps between them.</summary>
    static void CopyRuns<T>(T* source, long sourceStep, T* scratch, nint step, int channels, int gap)
        where T : unmanaged
    {
        nint run = step - gap;
        for (int channel = 0; channel < channels; channel++, source += sourceStep, scratch += step)
        {
            Elements.Copy(source, scratch, run);
            Elements.Clear(scratch + run, gap);
        }
    }

    /// <summary>Asks for a part of the input that the next tile copies, while the outputs of this one are computed.</summary>
    /// <param name="source">The first channel of the group.</param>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">The layout of the scratch memory.</param>
    /// <param name="place">The place of the next tile.</param>
    /// <param name="part">Which part.</param>
    /// <param name="parts">How many parts there are.</param>
    public static void Prefetch<T>(T* source, TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, in TilePlace place, int part, int parts)
        where T : unmanaged
    {
        var (firstRow, endRow) = RowsInside(plan, shape, layout, place);
        int rows = endRow - firstRow;
        long first = Math.Clamp((long)place.Width + plan.Width.MinShift, 0, shape.InWidth);
        long end = Math.Clamp((long)place.Width + layout.TileWidth + plan.Width.MaxShift, first, shape.InWidth);
        int run = layout.TilesWidth == 1 ? rows : 1;
        int endChannel = EqualParts.Start(shape.InChannelsPerGroup, parts, part + 1);
        for (int channel = EqualParts.Start(shape.InChannelsPerGroup, parts, part); channel < endChannel; channel++)
        {
            for (int slice = 0; slice < layout.Slices; slice++)
            {
                long z = (long)place.Depth + plan.Depth.MinShift + slice;
                if ((ulong)z >= (ulong)shape.InDepth)
                    continue;
                long y = (long)place.Height + plan.Height.MinShift + firstRow;
                T* from = source + (nint)(channel * shape.InPlane + (z * shape.InHeight + y) * shape.InWidth + first);
                for (int row = 0; row < rows; row += run, from += shape.InWidth)
                    CompilerServices.Prefetch.Range(from, (run - 1L) * shape.InWidth + end - first);
            }
        }
    }

    /// <summary>The rows of a tile's input that lie inside the image.</summary>
    static (int First, int End) RowsInside(TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, in TilePlace place)
    {
        long height = (long)place.Height + plan.Height.MinShift;
        int first = (int)Math.Clamp(-height, 0L, layout.Rows);
        return (first, (int)Math.Clamp(shape.InHeight - height, first, layout.Rows));
    }

    /// <summary>Copies rows of an image from the same column on, which may lie outside of it, with zeros for what does.</summary>
    readonly struct RowCopy
    {
        readonly int length, width, step;
        readonly long first, before, inside;

        /// <param name="first">The first column.</param>
        /// <param name="length">The length of a row of the image.</param>
        /// <param name="width">How many columns to write.</param>
        /// <param name="step">From one row to the next in scratch memory.</param>
        public RowCopy(long first, int length, int width, int step)
        {
            this.length = length;
            this.width = width;
            this.step = step;
            before = Math.Clamp(-first, 0L, width);
            inside = Math.Clamp(length - Math.Max(first, 0L), 0L, width - before);
            this.first = Math.Max(first, 0L);
        }

        /// <param name="source">Where the image's first row begins.</param>
        /// <param name="scratch">Where the first row goes.</param>
        /// <param name="rows">The number of rows.</param>
        // All kernels share this text. Compiled after a profile of the first kernels' rows it was a third slower for others' (a tenth of a
        // depthwise layer's time), so there is to be no profile.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Copy<T>(T* source, T* scratch, int rows)
            where T : unmanaged
        {
            if (step == width && width == length && inside > 0)
            {
                // Rows that follow each other in both places: all at once, then zeros where the end of one came to the beginning
                // of the next or the other way round.
                Elements.Copy(source + first, scratch + before, (long)rows * length - before - first);
                ClearColumns(scratch, before, rows);
                ClearColumns(scratch + inside, first, rows);
                return;
            }

            // A store to a line outside the level-1 cache waits for it, and keeps the stores behind it waiting; on Zen 4 that is no longer so,
            // and asking costs up to a tenth of a layer with one channel.
            bool asksAhead = Processor.IsIntel;
            nint ahead = step * (nint)Math.Max(2, ElementsAhead / width);
            for (int row = 0; row < rows; row++, source += length, scratch += step)
            {
                if (asksAhead)
                    CompilerServices.Prefetch.Near(scratch + ahead, width);
                Elements.Clear(scratch, before);
                Elements.Copy(source + first, scratch + before, inside);
                Elements.Clear(scratch + before + inside, width - before - inside);
            }
        }

        /// <summary>Clears rows that lie outside the image.</summary>
        public void Clear<T>(T* scratch, int rows)
            where T : unmanaged
        {
            if (step == width)
            {
                Elements.Clear(scratch, rows * (long)step);
                return;
            }
            for (int row = 0; row < rows; row++, scratch += step)
                Elements.Clear(scratch, width);
        }

        /// <summary>Clears columns of rows that follow each other, mostly one column of short rows.</summary>
        void ClearColumns<T>(T* at, long columns, int rows)
            where T : unmanaged
        {
            for (long column = 0; column < columns; column++)
            {
                for (int row = 0; row < rows; row++)
                    at[column + row * (nint)length] = default;
            }
        }
    }
}
