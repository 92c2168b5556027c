using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// The kernel of the generic path: the same driver as for generated kernels, but the taps are read from a table instead of
/// unrolled, and one output channel is computed at a time, two vectors of whatever width the machine has.
/// </summary>
readonly struct GenericKernel<T>(TilePlan plan, Activation activation, double alpha, double beta, bool hasResidual) : ITileKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int Vectors = 2;

    public TilePlan Plan => plan;

    public Activation Activation => activation;

    public double Alpha => alpha;

    public double Beta => beta;

    public bool ActivatesInRegisters => false;

    public bool HasResidual => hasResidual;

    /// <summary>The plan of a geometry: each phase by itself, one channel at a time.</summary>
    internal static TilePlan PlanOf(ConvTransposeGeometry geometry)
    {
        var tile = new TileShape(Channels: 1, Vectors, FewChannels: 1, Vectors);
        return new TilePlan(geometry, phasesPerTile: 1, tile, tile, tile) { HasOtherPlans = false };
    }

    public void Tile512<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount =>
        Compute(kind, tile, tile.Blocks * Vectors * Vector512<T>.Count);

    public void Tile256<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount =>
        Compute(kind, tile, tile.Blocks * Vectors * Vector256<T>.Count);

    public void Tile128<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount =>
        Compute(kind, tile, tile.Blocks * Vectors * Vector128<T>.Count);

    void Compute(int kind, in TileArguments<T> tile, int positions)
    {
        for (int row = 0; row < tile.Rows; row++)
            ComputeRow(plan.Shifts[kind], tile, row, positions);
    }

    void ComputeRow(int[] shifts, in TileArguments<T> tile, int outputRow, int positions)
    {
        for (int position = 0; position < positions; position += Vectors * Vector<T>.Count)
        {
            ref T input = ref Unsafe.Add(ref tile.Input, outputRow * tile.InputRowStep + position);
            ref T weights = ref tile.Weights;
            var sum0 = new Vector<T>(tile.Bias);
            var sum1 = sum0;
            for (int rowTap = 0; rowTap < tile.RowTaps; rowTap++)
            {
                ref T channel = ref Unsafe.Add(ref input, Unsafe.Add(ref tile.RowOffsets, rowTap));
                for (int inChannel = 0; inChannel < tile.InChannels; inChannel++)
                {
                    for (int slot = 0; slot < shifts.Length; slot++)
                    {
                        ref T x = ref Unsafe.Add(ref channel, shifts[slot] * tile.ShiftStep);
                        var weight = new Vector<T>(Unsafe.Add(ref weights, slot));
                        sum0 = MultiplyAdd(Vector.LoadUnsafe(ref x), weight, sum0);
                        sum1 = MultiplyAdd(Vector.LoadUnsafe(ref x, (nuint)Vector<T>.Count), weight, sum1);
                    }
                    weights = ref Unsafe.Add(ref weights, tile.WeightStep);
                    channel = ref Unsafe.Add(ref channel, tile.InputChannelStep);
                }
            }
            if (hasResidual)
            {
                ref T residual = ref Unsafe.Add(ref tile.Residual, outputRow * tile.OutputRowStep + position);
                sum0 += Vector.LoadUnsafe(ref residual);
                sum1 += Vector.LoadUnsafe(ref residual, (nuint)Vector<T>.Count);
            }
            ref T output = ref Unsafe.Add(ref tile.Output, outputRow * tile.OutputRowStep + position);
            sum0.StoreUnsafe(ref output);
            sum1.StoreUnsafe(ref output, (nuint)Vector<T>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> MultiplyAdd(Vector<T> x, Vector<T> weight, Vector<T> sum)
    {
        if (typeof(T) == typeof(float))
            return Vector.MultiplyAddEstimate(x.As<T, float>(), weight.As<T, float>(), sum.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.MultiplyAddEstimate(x.As<T, double>(), weight.As<T, double>(), sum.As<T, double>()).As<double, T>();
        return x * weight + sum;
    }
}
