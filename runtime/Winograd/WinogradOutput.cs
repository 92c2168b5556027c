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
    readonly T* sums;

    /// <param name="kernel">The kernel.</param>
    /// <param name="plan">The plan of the geometry.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="sums">Memory for a row of outputs that something is added to.</param>
    public WinogradOutput(TKernel kernel, WinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout, T* sums)
    {
        this.kernel = kernel;
        this.plan = plan;
        this.shape = ref shape;
        this.layout = ref layout;
        this.sums = sums;
    }

    /// <summary>The phases of the width.</summary>
    int Phases => plan.Width.Phases.Length;

    /// <summary>Whether the activation is applied to sums before they are stored: not where anything is added to them.</summary>
    bool ActivatesInRegisters => !kernel.HasResidual && plan.ChannelParts == 1 && Activations.IsShort(kernel.Activation);

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
    /// <param name="addend">The image that is added: a residual, or what the output holds of other input channels; or null.</param>
    /// <param name="isLast">Whether these are the last sums, to which the activation is applied.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Store(T* staged, int rowPhase, int first, int end, T* output, T* addend, bool isLast)
    {
        bool activates = isLast && !ActivatesInRegisters;
        if (activates && addend == null)
            Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(staged, layout.StagedScratch));
        Move(staged, rowPhase, first, end, output, addend, addend == null ? OutputMove.Store : activates ? OutputMove.AddAndActivate : OutputMove.Add);
    }

    /// <summary>Asks for the memory of outputs that are stored later.</summary>
    /// <param name="rowPhase">The phase of the height.</param>
    /// <param name="first">The first place.</param>
    /// <param name="end">The end of the places.</param>
    /// <param name="output">The channel's output image.</param>
    public void Prefetch(int rowPhase, int first, int end, T* output) => Move(null, rowPhase, first, end, output, null, OutputMove.Prefetch);

    enum OutputMove
    {
        Store,
        Add,
        AddAndActivate,
        Prefetch,
    }

    /// <summary>Moves the outputs of tiles to their rows.</summary>
    void Move(T* staged, int rowPhase, int first, int end, T* image, T* addend, OutputMove move)
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
                {
                    CompilerServices.Prefetch.Range(row, outputs);
                    continue;
                }
                StoreRow(from, move == OutputMove.Store ? row : sums, cut, outputs);
                if (move == OutputMove.Store)
                    continue;
                var stored = new Span<T>(row, outputs);
                TensorPrimitives.Add(new ReadOnlySpan<T>(sums, outputs), new ReadOnlySpan<T>(addend + (row - image), outputs), stored);
                if (move == OutputMove.AddAndActivate)
                    Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, stored);
            }
        }
    }

    /// <summary>Stores a row, of whose first block some outputs may be cut off.</summary>
    void StoreRow(T* staged, T* row, int cut, int outputs)
    {
        if (cut > 0)
        {
            int left = Math.Min(Phases - cut, outputs);
            for (int i = 0; i < left; i++)
                row[i] = staged[(cut + i) * PhaseStep];
            staged++;
            row += left;
            outputs -= left;
        }
        OutputRow.Store(staged, row, Phases == 1, PhaseStep, Phases, outputs);
    }
}
