namespace Generated.Kernels.CompilerServices;

/// <summary>One tap of a row phase: the kernel's row and how far from the output block its input row is.</summary>
readonly record struct RowTap(int KernelDepth, int KernelHeight, int DepthShift, int HeightShift);

/// <summary>A phase of the outer axes: the outputs <c>(sz·uz + fz, sy·uy + fy)</c> for fixed fz and fy.</summary>
sealed class RowPhase
{
    /// <summary>A phase of both axes.</summary>
    public RowPhase(int depth, Tap[] depthTaps, int height, Tap[] heightTaps, int rowTapsBefore)
    {
        Depth = depth;
        Height = height;
        RowTapsBefore = KernelRowsBefore = rowTapsBefore;
        Taps = [.. Pairs(depthTaps, heightTaps)];
    }

    /// <summary>A phase of the depth with all rows of a block, some of which have extra taps.</summary>
    public RowPhase(int depth, Tap[] depthTaps, Tap[] heightTaps, Tap[] extraHeightTaps, int rowTapsBefore, int kernelRowsBefore)
    {
        Depth = depth;
        RowTapsBefore = rowTapsBefore;
        KernelRowsBefore = kernelRowsBefore;
        Taps = [.. Pairs(depthTaps, heightTaps), .. Pairs(depthTaps, extraHeightTaps)];
        ExtraTaps = depthTaps.Length * extraHeightTaps.Length;
    }

    /// <summary>The phase along the depth.</summary>
    public int Depth { get; }

    /// <summary>The phase along the height.</summary>
    public int Height { get; }

    /// <summary>How many row taps the phases before this one have.</summary>
    public int RowTapsBefore { get; }

    /// <summary>How many rows of an output channel's kernel they have.</summary>
    public int KernelRowsBefore { get; }

    /// <summary>The taps, by growing shift; behind them those that not all rows have.</summary>
    public RowTap[] Taps { get; }

    /// <summary>How many of the taps only the first rows have.</summary>
    public int ExtraTaps { get; }

    static IEnumerable<RowTap> Pairs(Tap[] depthTaps, Tap[] heightTaps) =>
        depthTaps.SelectMany(_ => heightTaps, (z, y) => new RowTap(z.Kernel, y.Kernel, z.Shift, y.Shift));
}
