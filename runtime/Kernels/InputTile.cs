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

        // Of a row's columns, those before the image and those behind it are zeros.
        long before = Math.Clamp(-firstWidth, 0L, layout.Pitch);
        long inside = Math.Clamp(shape.InWidth - Math.Max(firstWidth, 0L), 0L, layout.Pitch - before);
        long behind = layout.Pitch - before - inside;
        long plane = shape.InPlane;
        long gap = layout.ChannelStep - layout.Slices * layout.Rows * layout.Pitch;
        for (int channel = 0; channel < shape.InChannelsPerGroup; channel++, source += plane)
        {
            for (int slice = 0; slice < layout.Slices; slice++)
            {
                long z = firstDepth + slice;
                bool sliceInside = (ulong)z < (ulong)shape.InDepth;
                for (int row = 0; row < layout.Rows; row++)
                {
                    long y = firstHeight + row;
                    if (sliceInside && (ulong)y < (ulong)shape.InHeight && inside > 0)
                    {
                        Clear(scratch, before);
                        T* from = source + (z * shape.InHeight + y) * shape.InWidth + Math.Max(firstWidth, 0L);
                        Unsafe.CopyBlockUnaligned(scratch + before, from, (uint)(inside * sizeof(T)));
                        Clear(scratch + before + inside, behind);
                    }
                    else
                    {
                        Clear(scratch, layout.Pitch);
                    }
                    scratch += layout.Pitch;
                }
            }

            // The last row's share of the zeros behind it lies here.
            Clear(scratch, gap);
            scratch += gap;
        }
    }

    static void Clear<T>(T* at, long count)
        where T : unmanaged
    {
        for (long i = 0; i < count; i++)
            at[i] = default;
    }
}
