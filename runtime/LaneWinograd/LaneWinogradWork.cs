using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The Winograd plan with phases along the lanes of one call as a list of items: of each block of tiles of each group of each image, each phase of the
/// height, vector of phases and vector of output channels. <see cref="LaneWinogradPlan"/> explains it.
/// </summary>
readonly unsafe struct LaneWinogradWork<T, TKernel> : IItems
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly LaneWinogradPlan plan;
    readonly WinogradLayout layout;
    readonly KernelCall<T> call;
    readonly int vectors;

    /// <param name="kernel">The kernel.</param>
    /// <param name="layout">How the call is cut, by which plan.</param>
    /// <param name="call">The call, with the weights of products.</param>
    public LaneWinogradWork(TKernel kernel, in WinogradLayout layout, in KernelCall<T> call)
    {
        this.kernel = kernel;
        plan = layout.AlongPhases!;
        this.layout = layout;
        this.call = call;
        vectors = plan.Lanes.Vectors(call.Shape.OutChannelsPerGroup);
    }

    /// <summary>The number of items.</summary>
    public long Items => call.Shape.Batch * (long)call.Shape.Groups * layout.Blocks * RowPhases * plan.Columns * vectors;

    int RowPhases => plan.Filters.Height.Phases.Length;

    /// <summary>Whether sums are outputs in registers: with no residual and no activation of more than a few instructions.</summary>
    bool CompletesInRegisters => !kernel.HasResidual && (kernel.Activation == Activation.None || Activations.IsShort(kernel.Activation));

    /// <summary>A block of tiles, in places, and the register tiles that compute them: some of so many places, and the others of one place less.</summary>
    readonly record struct Block(int First, int End, int Places, int Longer, int Shorter);

    /// <summary>The scratch memory of a thread, and what its inputs are.</summary>
    struct Memory
    {
        public T* Inputs, InTiles, Slots;
        public LaneTarget* Targets;
        public WaitingOutputs* Waiting;

        /// <summary>The block of tiles and the phase of the height, of all images, that inputs were computed for.</summary>
        public long Index;
        public int RowPhase;
        public Block Block;
    }

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(layout.Scratch + CacheLine.Bytes / sizeof(T));
        int targets = layout.TileStep * plan.Filters.Height.Outputs * plan.Filters.Width.Outputs;
        LaneTarget* memoryOfTargets = stackalloc LaneTarget[targets];
        WaitingOutputs* waiting = stackalloc WaitingOutputs[targets];
        fixed (T* unaligned = scratch)
        {
            var memory = new Memory { Inputs = CacheLine.Align(unaligned), Targets = memoryOfTargets, Waiting = waiting, Index = -1 };
            memory.InTiles = memory.Inputs + layout.InputScratch;
            memory.Slots = memory.InTiles + layout.ProductScratch;
            var transform = new WinogradInput<T>(plan.Filters, call.Shape, layout, memory.Slots + layout.StagedScratch);
            while (first < end)
            {
                var (ofVectors, vector) = Math.DivRem(first, vectors);
                int endVector = (int)Math.Min(vector + end - first, vectors);
                ComputeVectors(transform, ofVectors, (int)vector, endVector, ref memory);
                first += endVector - vector;
            }
        }
        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Some vectors of output channels of a block of tiles, in one phase of the height and one vector of phases.</summary>
    void ComputeVectors(in WinogradInput<T> transform, long ofVectors, int vector, int endVector, ref Memory memory)
    {
        var (rows, column) = Math.DivRem(ofVectors, plan.Columns);
        var (index, rowPhase) = Math.DivRem(rows, RowPhases);
        var (ofGroup, tileBlock) = Math.DivRem(index, layout.Blocks);
        var (image, group) = Math.DivRem(ofGroup, call.Shape.Groups);

        // Phases with the same inputs follow each other.
        ref readonly var row = ref plan.Filters.Height.Phases[rowPhase];
        if (index != memory.Index || !plan.HaveSameInputs((int)rowPhase, memory.RowPhase))
        {
            memory.Block = BlockOf((int)tileBlock, row.Filter);
            ComputeInputs(transform, row, image, group, memory);
            (memory.Index, memory.RowPhase) = (index, (int)rowPhase);
        }
        var targets = new LaneWinogradTargets(memory.Targets, memory.Waiting);
        targets.Aim(layout, call.Shape, (int)rowPhase, (int)column * plan.Lanes.Phases, memory.Block.First, memory.Block.End, !CompletesInRegisters);
        nint weightsOfVector = WeightsOfVector(row.Filter), before = (nint)group * plan.RowProductsBefore[^1] + plan.RowProductsBefore[rowPhase];
        T* weights = call.Weight + before * plan.Column.Products * plan.Columns * vectors * call.Shape.InChannelsPerGroup * plan.Lanes.Lanes + ((nint)column * vectors + vector) * weightsOfVector;
        for (; vector < endVector; vector++, weights += weightsOfVector)
            ComputeVector(row.Filter, image, group, vector, weights, targets, memory);
    }

    Block BlockOf(int tileBlock, MinimalFilter row)
    {
        int first = EqualParts.Start(layout.Vectors, layout.Blocks, tileBlock) * layout.Lanes;
        int end = Math.Min(EqualParts.Start(layout.Vectors, layout.Blocks, tileBlock + 1) * layout.Lanes, layout.Places), count = end - first;
        int tiles = EqualParts.Count(count, LaneWinogradTile.Places(row.Products * plan.Column.Products)), places = EqualParts.Count(count, tiles), shorter = places * tiles - count;
        return new(first, end, places, tiles - shorter, shorter);
    }

    nint WeightsOfVector(MinimalFilter row) => (nint)row.Products * plan.Column.Products * call.Shape.InChannelsPerGroup * plan.Lanes.Lanes;

    /// <summary>Computes the inputs of products and brings them into the order of register tiles.</summary>
    void ComputeInputs(in WinogradInput<T> transform, in WinogradPhase row, long image, long group, in Memory memory)
    {
        var block = memory.Block;
        T* source = call.Input + (nint)((image * call.Shape.InChannels + group * call.Shape.InChannelsPerGroup) * call.Shape.InPlane), inputs = memory.Inputs, to = memory.InTiles;
        transform.Compute<Lanes512<T>>(source, call.Shape.InChannelsPerGroup, row, block.First, block.End, inputs);
        int products = row.Filter.Products * plan.Column.Products;
        for (int tile = 0; tile < block.Longer + block.Shorter; tile++)
        {
            int places = tile < block.Longer ? block.Places : block.Places - 1;
            T* ofChannel = inputs;
            for (int channel = 0; channel < call.Shape.InChannelsPerGroup; channel++, ofChannel += layout.ChannelStep)
            {
                T* from = ofChannel;
                for (int product = 0; product < products; product++, from += layout.InputStep, to += places)
                    CopyPlaces(from, to, places);
            }
            inputs += places;
        }
    }

    /// <summary>Copies the elements of a tile's places, and some behind them that the next ones are written over.</summary>
    static void CopyPlaces(T* from, T* to, int places)
    {
        if (places * sizeof(T) <= sizeof(Vector128<T>))
            Vector128.Load(from).Store(to);
        else if (places * sizeof(T) <= sizeof(Vector256<T>))
            Vector256.Load(from).Store(to);
        else
            Vector512.Load(from).Store(to);
    }

    /// <summary>The outputs of a vector.</summary>
    void ComputeVector(MinimalFilter row, long image, long group, int vector, T* weights, in LaneWinogradTargets targets, in Memory memory)
    {
        var block = memory.Block;
        int lanes = plan.Lanes.Lanes, phases = plan.Lanes.Phases, firstChannel = plan.Lanes.Channel(vector), channels = Math.Min(plan.Lanes.ChannelsOfVector, call.Shape.OutChannelsPerGroup - firstChannel);
        long channel = group * call.Shape.OutChannelsPerGroup + firstChannel;
        T* biases = stackalloc T[lanes];
        for (int lane = 0; lane < lanes; lane++)
            biases[lane] = call.Bias == null || lane >= channels * phases ? T.Zero : call.Bias[channel + lane / phases];
        nint plane = (nint)((image * call.Shape.OutChannels + channel) * call.Shape.OutPlane), step = (nint)call.Shape.OutPlane;
        var tiles = new LaneWinogradArguments<T>
        {
            Tiles = block.Longer,
            Inputs = memory.InTiles,
            Weights = weights,
            NextWeights = weights + WeightsOfVector(row),
            InChannels = call.Shape.InChannelsPerGroup,
            Bias = biases,
            Targets = targets.Targets,
            Output = call.Output + plane,
            Slots = memory.Slots,

            // A second half without a channel is written first, and then over.
            HalfStep = !plan.Lanes.HasBoth ? lanes / 2 : channels > 1 ? step : 0,
        };
        Compute(row, block.Places, tiles);
        if (block.Shorter > 0)
        {
            tiles.Inputs += block.Longer * block.Places * (WeightsOfVector(row) / lanes);
            tiles.NextWeights += (nint)block.Longer * call.Shape.InChannelsPerGroup * lanes;
            tiles.Targets += block.Longer * block.Places * row.Outputs * plan.Column.Outputs;
            tiles.Tiles = block.Shorter;
            Compute(row, block.Places - 1, tiles);
        }
        for (int i = 0; i < channels && kernel.HasResidual; i++)
            targets.Add(memory.Slots + i * phases, call.Residual + plane + i * step);
        if (!CompletesInRegisters)
            Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(memory.Slots, (block.End - block.First) * row.Outputs * plan.Column.Outputs * lanes));
        for (int i = 0; i < channels; i++)
            targets.Store(memory.Slots + i * phases, call.Output + plane + i * step);
    }

    /// <summary>Some tiles.</summary>
    void Compute(MinimalFilter row, int places, in LaneWinogradArguments<T> tiles)
    {
        switch (CompletesInRegisters ? kernel.Activation : Activation.None)
        {
            case Activation.Relu: LaneWinogradTile.Compute(row, plan.Column, places, tiles, new Relu<T>()); break;
            case Activation.LeakyRelu: LaneWinogradTile.Compute(row, plan.Column, places, tiles, Activations.LeakyRelu<T>(kernel.Alpha)); break;
            case Activation.Clip: LaneWinogradTile.Compute(row, plan.Column, places, tiles, Activations.Clip<T>(kernel.Alpha, kernel.Beta)); break;
            default: LaneWinogradTile.Compute(row, plan.Column, places, tiles, new NoActivation<T>()); break;
        }
    }
}
