using System.Numerics;
using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// The kernel of the generic path: the same driver as for generated kernels, but the taps are read from a table instead of
/// unrolled, and one output channel is computed at a time, three or four vectors of it.
/// </summary>
readonly unsafe struct GenericKernel<T>(TilePlan plan, Activation activation, double alpha, double beta, bool hasResidual) : ITileKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    const int FewVectors = 3, ManyVectors = 4;

    /// <summary>The vectors of 512 bits: where two multiply-adds of them begin in a cycle, each for the sum of one four cycles before, more sums keep the processor busier.</summary>
    static int WideVectors => Processor.DoesTwoWide ? ManyVectors : FewVectors;

    public TilePlan Plan => plan;

    public Activation Activation => activation;

    public double Alpha => alpha;

    public double Beta => beta;

    public bool ActivatesInRegisters => false;

    public bool HasResidual => hasResidual;

    /// <summary>The plan of a geometry: each phase by itself, one channel at a time.</summary>
    internal static TilePlan PlanOf(ConvTransposeGeometry geometry)
    {
        var wide = new TileShape(Channels: 1, WideVectors, FewChannels: 1, WideVectors);
        var narrow = new TileShape(Channels: 1, FewVectors, FewChannels: 1, FewVectors);
        return new TilePlan(geometry, phasesPerTile: 1, wide, narrow, narrow) { HasOtherPlans = false };
    }

    public void Tile512<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount =>
        Compute<Lanes512<T>>(kind, tile, WideVectors);

    public void Tile256<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount =>
        Compute<Lanes256<T>>(kind, tile, FewVectors);

    public void Tile128<TChannels>(int kind, in TileArguments<T> tile)
        where TChannels : struct, IChannelCount =>
        Compute<Lanes128<T>>(kind, tile, FewVectors);

    void Compute<TVector>(int kind, in TileArguments<T> tile, int vectors)
        where TVector : struct, ILaneVector<TVector, T>
    {
        fixed (T* input = &tile.Input, weights = &tile.Weights, bias = &tile.Bias, output = &tile.Output, residual = &tile.Residual)
        fixed (nint* rowOffsets = &tile.RowOffsets)
        {
            int positions = vectors * TVector.Count;
            for (int row = 0; row < tile.Rows; row++)
            {
                nint to = row * tile.OutputRowStep;
                for (int block = 0, position = 0; block < tile.Blocks; block++, position += positions)
                    Compute<TVector>(vectors > FewVectors, plan.Shifts[kind], tile, input + row * tile.InputRowStep + position, rowOffsets, weights, bias, output + to + position, residual + to + position);
            }
        }
    }

    /// <summary>Three vectors of outputs, or four.</summary>
    void Compute<TVector>(bool four, int[] shifts, in TileArguments<T> tile, T* input, nint* rowOffsets, T* weights, T* bias, T* output, T* residual)
        where TVector : struct, ILaneVector<TVector, T>
    {
        // The compiler would load fields of the argument again and again.
        nint inChannels = tile.InChannels, weightStep = tile.WeightStep, channelStep = tile.InputChannelStep, shiftStep = tile.ShiftStep;
        TVector sum0 = TVector.Broadcast(bias), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (int rowTap = 0; rowTap < tile.RowTaps; rowTap++)
        {
            T* channel = input + rowOffsets[rowTap];
            for (nint inChannel = 0; inChannel < inChannels; inChannel++)
            {
                T* slot = weights;
                foreach (int shift in shifts)
                {
                    T* x = channel + shift * shiftStep;
                    var weight = TVector.Broadcast(slot++);
                    sum0 = TVector.MultiplyAdd(TVector.Load(x), weight, sum0);
                    sum1 = TVector.MultiplyAdd(TVector.Load(x + TVector.Count), weight, sum1);
                    sum2 = TVector.MultiplyAdd(TVector.Load(x + 2 * TVector.Count), weight, sum2);
                    if (four)
                        sum3 = TVector.MultiplyAdd(TVector.Load(x + 3 * TVector.Count), weight, sum3);
                }
                weights += weightStep;
                channel += channelStep;
            }
        }
        if (hasResidual)
        {
            sum0 = TVector.Add(sum0, TVector.Load(residual));
            sum1 = TVector.Add(sum1, TVector.Load(residual + TVector.Count));
            sum2 = TVector.Add(sum2, TVector.Load(residual + 2 * TVector.Count));
            if (four)
                sum3 = TVector.Add(sum3, TVector.Load(residual + 3 * TVector.Count));
        }
        sum0.Store(output);
        sum1.Store(output + TVector.Count);
        sum2.Store(output + 2 * TVector.Count);
        if (four)
            sum3.Store(output + 3 * TVector.Count);
    }
}
