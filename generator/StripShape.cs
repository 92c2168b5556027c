using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>How many vectors of positions a strip of the depthwise plan has side by side, with 32 registers and with 16. The runtime's
/// <c>DepthwiseLayout</c> says what a strip is.</summary>
internal readonly record struct StripShape(int Wide, int Narrow)
{
    /// <summary>The most kernel elements that are written out for each vector width, and those of a kernel of one row, whose inputs tiles load as
    /// often.</summary>
    const int MostKernelElements = 36, MostInOneRow = 6;

    /// <summary>Shifts of the input along the width, which a vector of 128 bits of any element type spans.</summary>
    const int MostShift = 2;

    /// <summary>The strips of a geometry, or <see langword="null"/> where it does not have the plan: its phases are to be stored in memory order,
    /// and the sums of all output rows that an input row reaches are to fit the registers.</summary>
    public static StripShape? Of(EquatableArray<ConvTransposeAxis> axes, Schedule schedule)
    {
        var width = axes[axes.Count - 1];
        var height = axes.Count > 1 ? axes[axes.Count - 2] : new ConvTransposeAxis(1);
        bool isFlat = axes.Count < 3 || axes[0] is { K: 1, S: 1, PBegin: 0, PEnd: 0, Op: 0 };
        if (!schedule.Interleaved || !isFlat || height.D != 1 || height.K < height.S || height.K * width.K > (height.K == 1 ? MostInOneRow : MostKernelElements))
            return null;
        var group = schedule.Groups[0];
        if (-group.BaseShift > MostShift || group.BaseShift + group.Slots.Max(slot => slot.Shift) > MostShift)
            return null;
        int sums = height.K * group.Count;
        return new StripShape(Vectors(sums, 32), Vectors(sums, 16)) is { Narrow: > 0 } shape ? shape : null;
    }

    /// <summary>The vectors of which all sums and inputs fit the registers, with a weight and the bias.</summary>
    static int Vectors(int sums, int registers) =>
        new[] { 4, 2, 1 }.FirstOrDefault(vectors => (sums + 1) * vectors + 2 <= registers);
}
