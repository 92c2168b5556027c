using System.Numerics;

namespace Generated.Kernels.CompilerServices;

/// <summary>Outputs that wait in slots, as many as lie inside the output, of one phase of the height and one vector of phases.</summary>
/// <param name="Slot">The first of them, counted from the first slot.</param>
/// <param name="Offset">Where it goes, counted from the first output of the channel.</param>
/// <param name="Count">How many.</param>
readonly record struct WaitingOutputs(int Slot, nint Offset, int Count);

/// <summary>Where the outputs of a block of tiles go, in one phase of the height and one vector of phases.</summary>
unsafe ref struct LaneWinogradTargets
{
    readonly LaneTarget* targets;
    readonly WaitingOutputs* waiting;
    int waits;

    /// <param name="targets">Memory for the targets of a block.</param>
    /// <param name="waiting">Memory for as many outputs that wait.</param>
    public LaneWinogradTargets(LaneTarget* targets, WaitingOutputs* waiting)
    {
        this.targets = targets;
        this.waiting = waiting;
    }

    /// <summary>The targets, <c>[place][row][column]</c>.</summary>
    public readonly LaneTarget* Targets => targets;

    /// <summary>Lists the targets.</summary>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="rowPhase">The phase of the height.</param>
    /// <param name="firstPhase">The first phase of the vector.</param>
    /// <param name="first">The first place.</param>
    /// <param name="end">The end of the places.</param>
    /// <param name="allWait">Whether all outputs wait.</param>
    public void Aim(in WinogradLayout layout, in ConvTransposeShape shape, int rowPhase, int firstPhase, int first, int end, bool allWait)
    {
        var (height, width, lanes) = (layout.Plan!.Height, layout.Plan.Width, layout.AlongPhases!.Lanes);
        int output = 0;
        waits = 0;
        for (int place = first; place < end; place++)
        {
            var (tileRow, tileColumn) = Math.DivRem(place, layout.Pitch);
            bool hasTile = tileColumn < layout.TilesWidth;
            long y = (long)tileRow * height.Outputs * height.Phases.Length + rowPhase + height.FirstOutput;
            for (int i = 0; i < height.Outputs; i++, y += height.Phases.Length)
            {
                long x = (long)tileColumn * width.Outputs * width.Phases.Length + firstPhase + width.FirstOutput;
                for (int j = 0; j < width.Outputs; j++, x += width.Phases.Length, output++)
                {
                    long start = Math.Max(x, 0), inside = hasTile && (ulong)y < (ulong)shape.OutHeight ? Math.Min(x + lanes.Phases, shape.OutWidth) - start : 0;
                    bool isWhole = inside == lanes.Phases && !allWait;
                    targets[output] = isWhole ? new((nint)(y * shape.OutWidth + x), false) : new(output * lanes.Lanes, true);
                    if (inside > 0 && !isWhole)
                        waiting[waits++] = new(output * lanes.Lanes + (int)(start - x), (nint)(y * shape.OutWidth + start), (int)inside);
                }
            }
        }
    }

    /// <summary>Adds a residual to the outputs that wait.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="residual">The residual of the channel.</param>
    public readonly void Add<T>(T* slots, T* residual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < waits; i++)
            Elements.Add(slots + waiting[i].Slot, residual + waiting[i].Offset, waiting[i].Count);
    }

    /// <summary>Stores the outputs that wait.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="output">The output of the channel.</param>
    public readonly void Store<T>(T* slots, T* output)
        where T : unmanaged
    {
        for (int i = 0; i < waits; i++)
            Elements.Copy(slots + waiting[i].Slot, output + waiting[i].Offset, waiting[i].Count);
    }
}
