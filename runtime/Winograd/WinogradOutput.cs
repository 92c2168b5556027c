using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>Makes outputs of products and stores them.</summary>
readonly unsafe ref struct WinogradOutput<T, TKernel>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly WinogradPlan plan;
    readonly ref readonly ConvTransposeShape shape;
    readonly ref readonly WinogradLayout layout;
    readonly T* sums, addends;

    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">The plan of the geometry.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="sums">Memory for sums along the height.</param>
    /// <param name="addends">Memory for a residual in the order of staged outputs.</param>
    public WinogradOutput(TKernel kernel, WinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout, T* sums, T* addends)
    {
        this.kernel = kernel;
        this.plan = plan;
        this.shape = ref shape;
        this.layout = ref layout;
        this.sums = sums;
        this.addends = addends;
    }

    /// <summary>The phases that a tile has along the width: each column of each phase is one.</summary>
    int Phases => plan.Width.Outputs * plan.Width.Phases.Length;

    /// <summary>Sums the products of one phase of an output channel.</summary>
    /// <param name="products">The channel's products, <c>[row product][column product]</c> from block to block.</param>
    /// <param name="row">The phase of the height.</param>
    /// <param name="column">The phase of the width.</param>
    /// <param name="bias">The channel's bias.</param>
    /// <param name="vectors">The vectors of tiles.</param>
    /// <param name="staged">Where the outputs go, <c>[row][column and phase][tile]</c>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Sum<TVector>(T* products, in WinogradPhase row, int column, T bias, int vectors, T* staged)
        where TVector : struct, ILaneVector<TVector, T>
    {
        var filter = plan.Width.Phases[column].Filter;
        int count = filter.Products;
        nint productStep = WinogradLayout.ChannelBlock * (nint)layout.TileStep;
        T zero = T.Zero;
        for (int i = 0; i < count; i++)
            Sum(row.Filter, products + i * productStep, count * productStep, TVector.Broadcast(&zero), sums + i * (nint)layout.TileStep, count * (nint)layout.TileStep, vectors);
        for (int i = 0; i < row.Filter.Outputs; i++)
        {
            T* to = staged + (i * Phases + column) * (nint)layout.TileStep;
            Sum(filter, sums + i * count * (nint)layout.TileStep, layout.TileStep, TVector.Broadcast(&bias), to, plan.Width.Phases.Length * (nint)layout.TileStep, vectors);
        }
    }

    /// <summary>The outputs of a filter, tile by tile.</summary>
    static void Sum<TVector>(MinimalFilter filter, T* products, nint step, TVector bias, T* to, nint toStep, int vectors)
        where TVector : struct, ILaneVector<TVector, T>
    {
        int lanes = TVector.Count;
        switch (filter.Outputs, filter.Taps)
        {
            case (2, 2):
                for (int i = 0; i < vectors; i++, products += lanes, to += lanes)
                {
                    var middle = TVector.Add(TVector.Load(products + step), bias);
                    TVector.Add(TVector.Load(products), middle).Store(to);
                    TVector.Subtract(middle, TVector.Load(products + 2 * step)).Store(to + toStep);
                }
                break;
            case (2, 3):
                for (int i = 0; i < vectors; i++, products += lanes, to += lanes)
                {
                    TVector a = TVector.Add(TVector.Load(products + step), bias), b = TVector.Load(products + 2 * step);
                    TVector.Add(TVector.Load(products), TVector.Add(a, b)).Store(to);
                    TVector.Subtract(TVector.Subtract(a, b), TVector.Load(products + 3 * step)).Store(to + toStep);
                }
                break;
            case (3, 2):
                for (int i = 0; i < vectors; i++, products += lanes, to += lanes)
                {
                    TVector a = TVector.Add(TVector.Load(products + step), bias), b = TVector.Load(products + 2 * step), sum = TVector.Add(a, b);
                    TVector.Add(TVector.Load(products), sum).Store(to);
                    TVector.Subtract(a, b).Store(to + toStep);
                    TVector.Subtract(sum, TVector.Load(products + 3 * step)).Store(to + 2 * toStep);
                }
                break;
            default:
                for (int output = 0; output < filter.Outputs; output++)
                {
                    for (int i = 0; i < vectors; i++)
                        TVector.Add(TVector.Load(products + output * step + i * lanes), bias).Store(to + output * toStep + i * lanes);
                }
                break;
        }
    }

    /// <summary>Stores the outputs of one phase of the height.</summary>
    /// <param name="staged">The staged outputs.</param>
    /// <param name="rowPhase">The phase.</param>
    /// <param name="first">The first place.</param>
    /// <param name="end">The end of the places.</param>
    /// <param name="output">The channel's output image.</param>
    /// <param name="residual">Its residual image, where the kernel has a residual.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Store(T* staged, int rowPhase, int first, int end, T* output, T* residual)
    {
        if (kernel.HasResidual)
        {
            Move(addends, rowPhase, first, end, residual, OutputMove.Stage);
            TensorPrimitives.Add(new ReadOnlySpan<T>(staged, layout.StagedScratch), new ReadOnlySpan<T>(addends, layout.StagedScratch), new Span<T>(staged, layout.StagedScratch));
        }
        Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(staged, layout.StagedScratch));
        Move(staged, rowPhase, first, end, output, OutputMove.Store);
    }

    /// <summary>Asks for the memory of outputs that are stored later.</summary>
    /// <param name="rowPhase">The phase of the height.</param>
    /// <param name="first">The first place.</param>
    /// <param name="end">The end of the places.</param>
    /// <param name="output">The channel's output image.</param>
    public void Prefetch(int rowPhase, int first, int end, T* output) => Move(null, rowPhase, first, end, output, OutputMove.Prefetch);

    enum OutputMove
    {
        Stage,
        Store,
        Prefetch,
    }

    /// <summary>Moves the outputs of tiles to their rows, or those of the rows to where outputs are staged.</summary>
    void Move(T* staged, int rowPhase, int first, int end, T* image, OutputMove move)
    {
        var (tileRow, tileColumn) = Math.DivRem(first, layout.Pitch);
        for (int place = first; place < end; place += layout.Pitch - tileColumn, tileRow++, tileColumn = 0)
        {
            int tiles = Math.Min(end - place, layout.TilesWidth - tileColumn);
            if (tiles <= 0)
                continue;
            long x = (long)tileColumn * Phases, y = (long)tileRow * plan.Height.Outputs * plan.Height.Phases.Length + rowPhase;
            int outputs = (int)Math.Min(tiles * (long)Phases, shape.OutWidth - x);
            T* from = staged + (place - first);
            for (int i = 0; i < plan.Height.Outputs && y < shape.OutHeight; i++, y += plan.Height.Phases.Length, from += Phases * (nint)layout.TileStep)
            {
                T* row = image + (nint)(y * shape.OutWidth + x);
                if (move == OutputMove.Prefetch)
                    CompilerServices.Prefetch.Range(row, outputs);
                else if (move == OutputMove.Store)
                    OutputRow.Store(from, row, Phases == 1, layout.TileStep, Phases, outputs);
                else
                    OutputRow.Stage(row, from, Phases == 1, layout.TileStep, Phases, outputs);
            }
        }
    }
}
