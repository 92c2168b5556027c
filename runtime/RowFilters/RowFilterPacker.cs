namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Computes the weights of products of rows, in the order in which they are read:
/// <code>
///   [group][row phase][product][phase group]  [repeat][input channel][output channel][slot]  and, where it has one, the additional tap's
/// </code>
/// Where the rows of a block stand in the place of output channels, there is one row phase only, and the additional tap has fewer of them.
/// </summary>
static unsafe class RowFilterPacker
{
    /// <summary>The elements of packed weights.</summary>
    public static long Length(RowFilterPlan filter, TilePlan plan, int inChannels, int outPerGroup) =>
        (long)filter.MultiplyAdds * plan.Width.Axis.K * inChannels * outPerGroup;

    /// <summary>Packs weights.</summary>
    /// <param name="filter">The plan of the geometry.</param>
    /// <param name="plan">The kernel's plan.</param>
    /// <param name="inChannels">The number of input channels.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="packed">As many elements as <see cref="Length"/> says.</param>
    /// <returns>Whether all of them are finite: sums of large weights may not be.</returns>
    public static bool Pack<T>(RowFilterPlan filter, TilePlan plan, int inChannels, int outChannels, T* weight, T* packed)
        where T : unmanaged
    {
        int groups = plan.Geometry.Groups, inPerGroup = inChannels / groups, outPerGroup = outChannels / groups, stride = filter.Height.S;
        bool folds = plan.FoldsRows(outPerGroup), areFinite = true;
        for (int group = 0; group < groups; group++, weight += (nint)inPerGroup * outPerGroup * plan.Geometry.KernelElements)
        {
            var from = new Kernels<T>(weight, plan, inPerGroup, outPerGroup);
            T* to = packed;
            for (int row = 0; row < (folds ? 1 : stride); row++)
            {
                int rows = folds ? stride : 1, longer = Math.Clamp(filter.LongerRows - row, 0, rows);
                for (int product = 0; product < filter.Filter.Products; product++)
                {
                    foreach (var phases in plan.Groups)
                    {
                        for (int repeat = 0; repeat < filter.Repeats; repeat++)
                            packed = from.Sum(row, rows, (repeat + 1) * filter.Filter.Taps - 1, filter.Filter.Weights[product], phases.Slots, packed);
                        if (longer > 0 && filter.Addends[product] is { Output: >= 0, Factor: var factor })
                            packed = from.Sum(row, longer, filter.Taps, [factor], phases.Slots, packed);
                    }
                }
            }
            for (; to < packed; to++)
                areFinite &= double.IsFinite(Elements.ToDouble(*to));
        }
        return areFinite;
    }

    /// <summary>The kernels of a group.</summary>
    readonly struct Kernels<T>(T* weight, TilePlan plan, int inChannels, int outChannels)
        where T : unmanaged
    {
        /// <summary>Sums of kernel rows, in double precision.</summary>
        /// <param name="row">The first row of a block.</param>
        /// <param name="rows">How many of them.</param>
        /// <param name="tap">The tap that the first factor belongs to; the others to those before.</param>
        /// <param name="factors">The factors.</param>
        /// <param name="slots">The columns.</param>
        /// <param name="to">Where they go.</param>
        /// <returns>Where the next go.</returns>
        public T* Sum(int row, int rows, int tap, ReadOnlySpan<double> factors, Slot[] slots, T* to)
        {
            nint kernel = plan.Geometry.KernelElements;
            int stride = plan.Height.Axis.S, width = plan.Width.Axis.K;
            for (int inChannel = 0; inChannel < inChannels; inChannel++)
            {
                for (int outChannel = 0; outChannel < outChannels; outChannel++)
                {
                    T* elements = weight + ((nint)inChannel * outChannels + outChannel) * kernel;
                    for (int y = row; y < row + rows; y++)
                    {
                        foreach (var slot in slots)
                        {
                            double sum = 0;
                            for (int i = 0; i < factors.Length; i++)
                                sum += factors[i] * Elements.ToDouble(elements[(y + (nint)(tap - i) * stride) * width + slot.Kernel]);
                            *to++ = Elements.FromDouble<T>(sum);
                        }
                    }
                }
            }
            return to;
        }
    }
}
