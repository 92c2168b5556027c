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
        int firstDepth = depth + plan.Depth.MinShift;
        int firstHeight = height + plan.Height.MinShift;
        int firstWidth = width + plan.Width.MinShift;

        // Of a row's columns, those before the image and those behind it are zeros.
        int before = Math.Clamp(-firstWidth, 0, layout.Pitch);
        int inside = Math.Clamp(shape.InWidth - Math.Max(firstWidth, 0), 0, layout.Pitch - before);
        int behind = layout.Pitch - before - inside;
        long plane = shape.InPlane;
        int gap = layout.ChannelStep - layout.Slices * layout.Rows * layout.Pitch;
        for (int channel = 0; channel < shape.InChannelsPerGroup; channel++, source += plane)
        {
            for (int slice = 0; slice < layout.Slices; slice++)
            {
                int z = firstDepth + slice;
                bool sliceInside = (uint)z < (uint)shape.InDepth;
                for (int row = 0; row < layout.Rows; row++)
                {
                    int y = firstHeight + row;
                    if (sliceInside && (uint)y < (uint)shape.InHeight && inside > 0)
                    {
                        Clear(scratch, before);
                        T* from = source + ((long)z * shape.InHeight + y) * shape.InWidth + Math.Max(firstWidth, 0);
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

    static void Clear<T>(T* at, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++)
            at[i] = default;
    }
}
