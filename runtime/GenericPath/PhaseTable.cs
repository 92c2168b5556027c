using System.Runtime.CompilerServices;

namespace Generated.Kernels;

/// <summary>One tap over all three axes: kernel element <c>Kernel</c> (flattened) and the shift of the input along each axis.</summary>
internal readonly record struct SpatialTap(int Kernel, int ShiftZ, int ShiftY, int ShiftX);

/// <summary>
/// The output phases of a geometry over all three axes. Phase (fz, fy, fx) has the number <c>(fz·sY + fy)·sX + fx</c>, and
/// every kernel element is a tap of exactly one phase.
/// </summary>
internal sealed class PhaseTable
{
    static readonly ConditionalWeakTable<ConvTransposeGeometry, PhaseTable> Known = [];

    readonly SpatialTap[] taps;
    readonly int[] starts;

    PhaseTable(ConvTransposeGeometry geometry)
    {
        // Leading axes of size 1 are brought in by a kernel of size 1.
        var one = new ConvTransposeAxis(1);
        var axes = geometry.Axes;
        Z = new AxisPhases(axes.Length > 2 ? axes[^3] : one);
        Y = new AxisPhases(axes.Length > 1 ? axes[^2] : one);
        X = new AxisPhases(axes[^1]);

        taps = new SpatialTap[geometry.KernelElements];
        starts = new int[checked(Z.Count * Y.Count * X.Count) + 1];
        int phase = 0, count = 0;
        for (int fz = 0; fz < Z.Count; fz++)
        for (int fy = 0; fy < Y.Count; fy++)
        for (int fx = 0; fx < X.Count; fx++)
        {
            foreach (var z in Z[fz])
            foreach (var y in Y[fy])
            foreach (var x in X[fx])
                taps[count++] = new SpatialTap((z.Kernel * Y.Axis.K + y.Kernel) * X.Axis.K + x.Kernel, z.Shift, y.Shift, x.Shift);
            starts[++phase] = count;
        }
    }

    /// <summary>The phases of the depth axis.</summary>
    public AxisPhases Z { get; }

    /// <summary>The phases of the height axis.</summary>
    public AxisPhases Y { get; }

    /// <summary>The phases of the width axis.</summary>
    public AxisPhases X { get; }

    /// <summary>The number of phases.</summary>
    public int Count => starts.Length - 1;

    /// <summary>The taps of all phases, phase after phase.</summary>
    public ReadOnlySpan<SpatialTap> Taps => taps;

    /// <summary>The phases of a geometry, computed once for each.</summary>
    public static PhaseTable Of(ConvTransposeGeometry geometry) => Known.GetValue(geometry, static g => new PhaseTable(g));

    /// <summary>Where a phase's taps begin in <see cref="Taps"/>, and their number.</summary>
    public (int Start, int Count) Phase(int phase) => (starts[phase], starts[phase + 1] - starts[phase]);

    /// <summary>The number of a phase.</summary>
    public int Number(int fz, int fy, int fx) => (fz * Y.Count + fy) * X.Count + fx;
}
