using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>Outputs of a row that are computed together: one phase, or as many phases as a vector has lanes.</summary>
/// <param name="First">The output of block 0 that the first lane computes.</param>
/// <param name="Taps">The taps of the first lane; the kernel elements of the lanes behind it follow.</param>
readonly record struct LaneColumn(long First, Tap[] Taps);

/// <summary>
/// What runs along the lanes of <see cref="LaneTile"/>, for a geometry and an element type: output channels, or phases of the innermost
/// axis. Phases that follow each other read the same inputs through kernel elements that follow each other,
/// <code>
///   out[s·q + r - p]  =  x[q]·k[r]  +  x[q-1]·k[r+s]  +  …
/// </code>
/// so that for r = 0, 1, 2, … both outputs and kernel elements are vectors. All lanes need equally many taps, which is so where the
/// phases of a vector divide stride and kernel. A vector with room for more holds those phases of several output channels.
/// </summary>
sealed class LanePlan
{
    /// <summary>So many input channels are worth storing and loading sums.</summary>
    const int LeastChannelsToLeaveOut = 48;

    /// <summary>So wide an input is, where the processor does two multiply-adds of 512 bits in a cycle.</summary>
    const int MostWidthToLeaveOut = 8;

    /// <summary>So many vectors of phases and channels are worth it.</summary>
    const int LeastVectors = 4;

    LanePlan(TilePlan plan, int phases, int bits, int lanes, LaneColumn[] columns)
    {
        Plan = plan;
        Phases = phases;
        Bits = bits;
        Lanes = lanes;
        Columns = columns;
    }

    /// <summary>The plan of the geometry.</summary>
    public TilePlan Plan { get; }

    /// <summary>Whether phases run along the lanes; otherwise output channels do.</summary>
    public bool AlongPhases => Phases > 1;

    /// <summary>The phases of a channel that lie side by side in a vector.</summary>
    public int Phases { get; }

    /// <summary>The output channels of a vector.</summary>
    public int ChannelsOfVector => Lanes / Phases;

    /// <summary>The phases of a vector and more than one output channel.</summary>
    public bool HasBoth => AlongPhases && ChannelsOfVector > 1;

    /// <summary>The bits and the lanes of a vector.</summary>
    public int Bits { get; }

    /// <inheritdoc cref="Bits"/>
    public int Lanes { get; }

    /// <summary>The parts of a row, in the order of the packed weights.</summary>
    public LaneColumn[] Columns { get; }

    /// <summary>Output channels along the lanes of the widest vectors; and of those half as wide where the processor halves these, so that they are as fast.</summary>
    public static IEnumerable<LanePlan> OfChannels(TilePlan plan, int elementSize)
    {
        var columns = new LaneColumn[plan.Width.Count];
        for (int phase = 0; phase < columns.Length; phase++)
            columns[phase] = new LaneColumn(phase, plan.Width[phase]);
        int leastBits = Processor.DoesOneWide ? 256 : LaneTile.Bits;
        for (int bits = LaneTile.Bits; bits >= leastBits; bits /= 2)
            yield return new LanePlan(plan, phases: 1, bits, bits / 8 / elementSize, columns);
    }

    /// <summary>Phases along the lanes of the widest vectors that divide stride and kernel, and where those are not the widest that there
    /// are, the same phases of several output channels; none where no vectors do.</summary>
    public static IEnumerable<LanePlan> OfPhases(TilePlan plan, int elementSize)
    {
        var axis = plan.Width.Axis;
        for (int bits = LaneTile.Bits; bits >= 128 && axis.D == 1; bits /= 2)
        {
            int lanes = bits / 8 / elementSize;
            if (axis.S % lanes != 0 || axis.K % lanes != 0)
                continue;
            var columns = new List<LaneColumn>();
            for (int r = 0; r < axis.S; r += lanes)
            {
                var taps = new List<Tap>();
                for (int k = r; k < axis.K; k += axis.S)
                    taps.Insert(0, new Tap(k, -(k / axis.S)));
                columns.Add(new LaneColumn((long)r - axis.PBegin, [.. taps]));
            }
            yield return new LanePlan(plan, lanes, bits, lanes, [.. columns]);
            if (bits < LaneTile.Bits)
                yield return new LanePlan(plan, lanes, LaneTile.Bits, LaneTile.Bits / 8 / elementSize, [.. columns]);
            yield break;
        }
    }

    /// <summary>The vectors that a group of output channels fills.</summary>
    public int Vectors(int outPerGroup) => (outPerGroup + ChannelsOfVector - 1) / ChannelsOfVector;

    /// <summary>Whether channels run along the lanes of vectors half as wide as the widest.</summary>
    public bool HasHalfChannels => !AlongPhases && Bits < LaneTile.Bits;

    /// <summary>Whether the plan is for so many output channels: half as wide vectors are for those that leave half of the last wider one empty; where phases alone do
    /// not fill the widest vectors, those with several channels take over as soon as a group fills some of them.</summary>
    public bool Serves(int outPerGroup)
    {
        int channelsOfWidest = ChannelsOfVector * (LaneTile.Bits / Bits);
        return AlongPhases ? channelsOfWidest == 1 || HasBoth == outPerGroup >= LeastVectors * channelsOfWidest
            : !HasHalfChannels || Vectors(outPerGroup) % 2 > 0;
    }

    /// <summary>Whether a tap's multiply-adds are left out for positions whose input of it lies beside the image. Sums are stored and loaded
    /// again for that, which few channels do not make up for, nor wide rows where multiply-adds take less time than that; where rows run on, the
    /// positions at their ends do not lie together; and where 256 bits are the widest tiles take no less time for a position less.</summary>
    public bool LeavesOutPositions(in ConvTransposeShape shape, in TileLayout layout) =>
        (Bits == 512 || HasHalfChannels) && !AlongPhases && !layout.Flat && shape.InChannelsPerGroup >= LeastChannelsToLeaveOut
        && (!Processor.DoesTwoWide || shape.InWidth <= MostWidthToLeaveOut);

    /// <summary>The blocks of vectors of a group.</summary>
    public int Blocks(int outPerGroup, LaneForm form) =>
        form.Vectors > 1 ? EqualParts.EvenCount(Vectors(outPerGroup), form.Vectors) : Vectors(outPerGroup);

    /// <summary>The first output channel of a vector.</summary>
    public int Channel(int vector) => vector * ChannelsOfVector;

    /// <summary>The first and the last block index q whose outputs of a column have a part in the given range.</summary>
    /// <param name="column">The column.</param>
    /// <param name="start">The first output.</param>
    /// <param name="end">The end of the outputs.</param>
    public (long First, long Last) Positions(in LaneColumn column, long start, long end)
    {
        long stride = Plan.Width.Count;
        return (FloorDivide(start - column.First - Phases + stride, stride), FloorDivide(end - 1 - column.First, stride));
    }

    static long FloorDivide(long value, long divisor) => (value - (value % divisor + divisor) % divisor) / divisor;
}
