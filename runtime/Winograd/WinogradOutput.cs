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
    readonly T* addends;

    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">The plan of the geometry.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="addends">Memory for a residual in the order of staged outputs.</param>
    public WinogradOutput(TKernel kernel, WinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout, T* addends)
    {
        this.kernel = kernel;
        this.plan = plan;
        this.shape = ref shape;
        this.layout = ref layout;
        this.addends = addends;
    }

    /// <summary>The phases of the width.</summary>
    int Phases => plan.Width.Phases.Length;

    /// <summary>Whether the activation is applied to sums before they are stored.</summary>
    bool ActivatesInRegisters => !kernel.HasResidual && Activations.IsShort(kernel.Activation);

    /// <summary>From one staged phase to the next.</summary>
    nint PhaseStep => plan.Width.Outputs * (nint)layout.TileStep;

    /// <summary>Sums the products of one phase of an output channel, and applies an activation of a few instructions to the sums.</summary>
    /// <param name="products">The channel's products, <c>[row product][column product]</c> from block to block.</param>
    /// <param name="row">The phase of the height.</param>
    /// <param name="column">The phase of the width.</param>
    /// <param name="bias">The channel's bias.</param>
    /// <param name="vectors">The vectors of tiles.</param>
    /// <param name="staged">Where the outputs go, <c>[row][phase][tile][column]</c>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Sum<TVector>(T* products, in WinogradPhase row, int column, T bias, int vectors, T* staged)
        where TVector : struct, ILaneVector<TVector, T>
    {
        nint productStep = WinogradLayout.ChannelBlock * (nint)layout.TileStep;
        var sums = new WinogradSums<T>(products, productStep, staged + column * PhaseStep, Phases * PhaseStep, vectors);
        var (ofRow, ofColumn, addend) = (row.Filter, plan.Width.Phases[column].Filter, TVector.Broadcast(&bias));
        switch (ActivatesInRegisters ? kernel.Activation : Activation.None)
        {
            case Activation.Relu: sums.Compute(ofRow, ofColumn, addend, new Relu<T>()); break;
            case Activation.LeakyRelu: sums.Compute(ofRow, ofColumn, addend, Activations.LeakyRelu<T>(kernel.Alpha)); break;
            case Activation.Clip: sums.Compute(ofRow, ofColumn, addend, Activations.Clip<T>(kernel.Alpha, kernel.Beta)); break;
            default: sums.Compute(ofRow, ofColumn, addend, new NoActivation<T>()); break;
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
        if (!ActivatesInRegisters)
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
            int outputsOfTile = plan.Width.Outputs * Phases;
            long x = (long)tileColumn * outputsOfTile + plan.Width.FirstOutput, y = (long)tileRow * plan.Height.Outputs * plan.Height.Phases.Length + rowPhase + plan.Height.FirstOutput;
            int cut = (int)Math.Max(-x, 0), outputs = (int)Math.Min(tiles * (long)outputsOfTile, shape.OutWidth - x) - cut;
            T* from = staged + (nint)(place - first) * plan.Width.Outputs;
            for (int i = 0; i < plan.Height.Outputs && y < shape.OutHeight; i++, y += plan.Height.Phases.Length, from += Phases * PhaseStep)
            {
                if (y < 0)
                    continue; // padding cuts it off
                T* row = image + (nint)(y * shape.OutWidth + x + cut);
                if (move == OutputMove.Prefetch)
                    CompilerServices.Prefetch.Range(row, outputs);
                else if (cut > 0)
                    MoveCut(from, row, cut, outputs, move);
                else
                    Move(from, row, outputs, move);
            }
        }
    }

    /// <summary>A row whose first block is cut off in part.</summary>
    void MoveCut(T* staged, T* row, int cut, int outputs, OutputMove move)
    {
        int left = Math.Min(Phases - cut, outputs);
        for (int i = 0; i < left; i++)
        {
            if (move == OutputMove.Store)
                row[i] = staged[(cut + i) * PhaseStep];
            else
                staged[(cut + i) * PhaseStep] = row[i];
        }
        Move(staged + 1, row + left, outputs - left, move);
    }

    void Move(T* staged, T* row, int outputs, OutputMove move)
    {
        if (move == OutputMove.Store)
            OutputRow.Store(staged, row, Phases == 1, PhaseStep, Phases, outputs);
        else
            OutputRow.Stage(row, staged, Phases == 1, PhaseStep, Phases, outputs);
    }
}
