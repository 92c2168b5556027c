namespace Generated.Kernels.CompilerServices;

/// <summary>Copies the input of one tile into scratch memory, in the order that <see cref="TileLayout"/> draws.</summary>
static unsafe class InputTile
{
    /// <summary>A loop clears fewer elements sooner than a library call.</summary>
    const int FewElements = 16;

    /// <param name="source">The first channel of the group.</param>
    /// <param name="scratch">Where to write.</param>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">The layout of the scratch memory.</param>
    /// <param name="depth">The tile's output block in depth.</param>
    /// <param name="height">Its first output block in height.</param>
    /// <param name="width">Its first output block in width.</param>
    public static void Copy<T>(T* source, T* scratch, TilePlan plan, in ConvTransposeShape shape, in TileLayout layout, int depth, int height, int width)
        where T : unmanaged
    {
        long firstDepth = (long)depth + plan.Depth.MinShift;
        long firstHeight = (long)height + plan.Height.MinShift;
        long firstWidth = (long)width + plan.Width.MinShift;
        int gap = layout.ChannelStep - layout.Pictures * layout.Slices * layout.Rows * layout.Pitch;

        // The rows that lie inside the image, the same in every picture.
        int firstRow = (int)Math.Clamp(-firstHeight, 0L, layout.Rows);
        int endRow = (int)Math.Clamp(shape.InHeight - firstHeight, firstRow, layout.Rows);
        for (int channel = 0; channel < shape.InChannelsPerGroup; channel++, source += shape.InPlane)
        {
            if (channel + 1 < shape.InChannelsPerGroup)
                Prefetch.Range(source + shape.InPlane + ((long)Math.Max(firstDepth, 0L) * shape.InHeight + firstHeight + firstRow) * shape.InWidth, (endRow - firstRow) * shape.InWidth);
            for (int picture = 0; picture < layout.Pictures; picture++)
            {
                var row = new RowCopy(firstWidth + picture, shape.InWidth, layout.Pitch);
                for (int slice = 0; slice < layout.Slices; slice++)
                {
                    long z = firstDepth + slice;
                    bool inside = (ulong)z < (ulong)shape.InDepth;
                    int first = inside ? firstRow : layout.Rows;
                    int end = inside ? endRow : layout.Rows;
                    scratch = Clear(scratch, (long)first * layout.Pitch);
                    if (inside)
                        scratch = row.Copy(source + (z * shape.InHeight + firstHeight + first) * shape.InWidth, scratch, end - first);
                    scratch = Clear(scratch, (long)(layout.Rows - end) * layout.Pitch);
                }
            }

            // The last row's share of the zeros behind it lies here.
            scratch = Clear(scratch, gap);
        }
    }

    /// <summary>Copies rows of an image from the same column on, which may lie outside of it, with zeros for what does.</summary>
    readonly struct RowCopy
    {
        readonly int length, pitch;
        readonly long first, before, inside;

        /// <param name="first">The first column.</param>
        /// <param name="length">The length of a row of the image.</param>
        /// <param name="pitch">How many columns to write.</param>
        public RowCopy(long first, int length, int pitch)
        {
            this.length = length;
            this.pitch = pitch;
            before = Math.Clamp(-first, 0L, pitch);
            inside = Math.Clamp(length - Math.Max(first, 0L), 0L, pitch - before);
            this.first = Math.Max(first, 0L);
        }

        /// <returns>The end of what was written.</returns>
        public T* Copy<T>(T* source, T* scratch, int rows)
            where T : unmanaged
        {
            if (pitch == length && inside > 0)
            {
                // Rows that follow each other in both places: all at once, then zeros where the end of one came to the beginning
                // of the next or the other way round.
                Elements.Copy(source + first, scratch + before, (long)rows * length - before - first);
                for (int row = 0; row < rows; row++, scratch += length)
                {
                    Clear(scratch, before);
                    Clear(scratch + inside, first);
                }
                return scratch;
            }
            for (int row = 0; row < rows; row++, source += length)
            {
                scratch = Clear(scratch, before);
                Elements.Copy(source + first, scratch, inside);
                scratch = Clear(scratch + inside, pitch - before - inside);
            }
            return scratch;
        }
    }

    /// <returns>The end of what was cleared.</returns>
    static T* Clear<T>(T* at, long count)
        where T : unmanaged
    {
        if (count < FewElements)
        {
            for (long i = 0; i < count; i++)
                at[i] = default;
        }
        else
        {
            new Span<T>(at, (int)count).Clear();
        }
        return at + count;
    }
}
