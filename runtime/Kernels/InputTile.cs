using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>Copies the input of one tile into scratch memory, in the order that <see cref="TileLayout"/> draws.</summary>
static unsafe class InputTile
{
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
        long plane = shape.InPlane;
        int gap = layout.ChannelStep - layout.Pictures * layout.Slices * layout.Rows * layout.Pitch;
        for (int channel = 0; channel < shape.InChannelsPerGroup; channel++, source += plane)
        {
            for (int picture = 0; picture < layout.Pictures; picture++)
            {
                for (int slice = 0; slice < layout.Slices; slice++)
                {
                    long z = firstDepth + slice;
                    for (int row = 0; row < layout.Rows; row++, scratch += layout.Pitch)
                    {
                        long y = firstHeight + row;
                        if ((ulong)z < (ulong)shape.InDepth && (ulong)y < (ulong)shape.InHeight)
                            CopyRow(source + (z * shape.InHeight + y) * shape.InWidth, shape.InWidth, firstWidth + picture, scratch, layout.Pitch);
                        else
                            Clear(scratch, layout.Pitch);
                    }
                }
            }

            // The last row's share of the zeros behind it lies here.
            Clear(scratch, gap);
            scratch += gap;
        }
    }

    /// <summary>Copies a row from column <paramref name="first"/> on, which may lie outside of it, with zeros for what does.</summary>
    static void CopyRow<T>(T* row, int length, long first, T* scratch, int count)
        where T : unmanaged
    {
        long before = Math.Clamp(-first, 0L, count);
        long inside = Math.Clamp(length - Math.Max(first, 0L), 0L, count - before);
        Clear(scratch, before);
        Unsafe.CopyBlockUnaligned(scratch + before, row + Math.Max(first, 0L), (uint)(inside * sizeof(T)));
        Clear(scratch + before + inside, count - before - inside);
    }

    static void Clear<T>(T* at, long count)
        where T : unmanaged
    {
        for (long i = 0; i < count; i++)
            at[i] = default;
    }
}
