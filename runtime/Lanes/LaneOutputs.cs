using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Computes the outputs of one tile by the lanes plan, a block of output channels at a time.
/// </summary>
readonly unsafe ref struct LaneOutputs<T, TKernel>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly LanePlan lanes;
    readonly ref readonly ConvTransposeShape shape;
    readonly ref readonly TileLayout layout;
    readonly T* tile, stage;
    readonly LaneTap* taps;
    readonly int depth, height, width;
    readonly int blocksHeight, blocksWidth;
    readonly bool leavesOutPositions;

    /// <param name="kernel">The kernel.</param>
    /// <param name="lanes">What runs along the lanes.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the input lies in scratch memory.</param>
    /// <param name="tile">The tile's input.</param>
    /// <param name="stage">The staging buffer.</param>
    /// <param name="taps">Memory for the taps of a row.</param>
    /// <param name="place">The place of the tile.</param>
    public LaneOutputs(TKernel kernel, LanePlan lanes, in ConvTransposeShape shape, in TileLayout layout, T* tile, T* stage, LaneTap* taps, in TilePlace place)
    {
        this.kernel = kernel;
        this.lanes = lanes;
        this.shape = ref shape;
        this.layout = ref layout;
        this.tile = tile;
        this.stage = stage;
        this.taps = taps;
        (depth, height, width) = (place.Depth, place.Height, place.Width);
        blocksHeight = Math.Min(layout.TileHeight, layout.BlocksHeight - height);
        blocksWidth = Math.Min(layout.TileWidth, layout.BlocksWidth - width);
        leavesOutPositions = lanes.LeavesOutPositions(shape, layout);
    }

    /// <summary>Output channels of a block, and the vectors that they fill.</summary>
    public ref struct Block
    {
        public int Channels, Vectors;
        public T* Weight, Bias, Output, Residual;
    }

    /// <summary>The tile's first output along a row.</summary>
    long FirstOutput => (long)width * kernel.Plan.Width.Count;

    /// <summary>The end of the tile's outputs along a row.</summary>
    long EndOutput => Math.Min(FirstOutput + (long)blocksWidth * kernel.Plan.Width.Count, shape.OutWidth);

    /// <summary>Whether tiles apply the activation to their sums: one of a few instructions, neither a residual nor other taps' sums are added to
    /// them.</summary>
    bool ActivatesInRegisters => !kernel.HasResidual && !leavesOutPositions && Activations.IsShort(kernel.Activation);

    /// <summary>Computes the tile's outputs of a block of output channels.</summary>
    public void Compute(in Block block)
    {
        var plan = kernel.Plan;
        T* weight = block.Weight;
        foreach (var row in plan.Rows)
        {
            int z = depth * plan.Depth.Count + row.Depth;
            int y = height * plan.Height.Count + row.Height;
            if (z < shape.OutDepth && y < shape.OutHeight)
            {
                int rows = Math.Min(blocksHeight, (shape.OutHeight - 1 - y) / plan.Height.Count + 1);
                if (lanes.AlongPhases)
                {
                    ComputePhases(block, row, weight, rows);
                }
                else
                {
                    for (int first = 0; first < rows; first += layout.StagedRows)
                        ComputeChannels(block, row, weight, first, Math.Min(layout.StagedRows, rows - first));
                }
            }
            foreach (var column in lanes.Columns)
                weight += WeightsOf(row, column);
        }
    }

    /// <summary>A vector's weights of a column in a row phase.</summary>
    nint WeightsOf(RowPhase row, in LaneColumn column) =>
        (nint)row.Taps.Length * column.Taps.Length * shape.InChannelsPerGroup * lanes.Lanes;

    /// <summary>Output channels along the lanes: some rows into the staging buffer, from where they are turned into the output.</summary>
    void ComputeChannels(in Block block, RowPhase row, T* weight, int first, int rows)
    {
        var plan = kernel.Plan;
        int lanesOfBlock = block.Vectors * lanes.Lanes;
        nint rowStep = (nint)blocksWidth * plan.Width.Count * lanesOfBlock;
        int outputs = (int)(EndOutput - FirstOutput);

        // Where rows follow each other without gaps, so do their positions.
        int rowsOfRun = layout.Flat ? rows : 1;
        int positions = rowsOfRun * blocksWidth, tiles = EqualParts.Count(positions, layout.LaneForm.Positions);
        foreach (var column in lanes.Columns)
        {
            var tile = Arguments(block, weight, (nint)plan.Width.Count * lanesOfBlock, lanes.Lanes);
            for (int i = 0; i < rows; i += rowsOfRun)
            {
                if (column.First == plan.Width.Count - 1)
                {
                    for (int j = 0; j < rowsOfRun; j++)
                        Prefetch.Rows(block.Output + OutputOf(row, first + i + j), (nint)shape.OutPlane, block.Channels, outputs);
                }
                T* to = stage + i * rowStep + (nint)column.First * lanesOfBlock;
                for (int part = 0; part < tiles; part++)
                {
                    int position = EqualParts.Start(positions, tiles, part), count = EqualParts.Start(positions, tiles, part + 1) - position;
                    T* toPosition = to + position * tile.OutputPositionStep;
                    if (leavesOutPositions)
                    {
                        ComputeInside(block, ref tile, row, column, first + i, width + position, count, toPosition);
                        continue;
                    }
                    int firstRow = first + i + position / blocksWidth, lastRow = first + i + (position + count - 1) / blocksWidth;
                    tile.TapCount = FillTaps(row, column, height + firstRow, height + lastRow);
                    ComputeTile(block, ref tile, first + i, width + position, count, toPosition);
                }
            }
            weight += WeightsOf(row, column);
        }

        StoreRows(block, row, first, rows, rowStep);
    }

    /// <summary>Turns staged rows into the output.</summary>
    void StoreRows(in Block block, RowPhase row, int first, int rows, nint rowStep)
    {
        int lanesOfBlock = block.Vectors * lanes.Lanes, outputs = (int)(EndOutput - FirstOutput);
        if (!kernel.HasResidual && !ActivatesInRegisters)
            Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(stage, (int)(rows * rowStep)));
        for (int i = 0; i < rows; i++)
        {
            nint at = OutputOf(row, first + i);
            Turn.Store(stage + i * rowStep, lanesOfBlock, block.Output + at, (nint)shape.OutPlane, block.Channels, outputs, kernel.HasResidual ? block.Residual + at : null);
            if (kernel.HasResidual)
                Activate(block, at, outputs);
        }
    }

    /// <summary>Positions of a row, each tap for those of them whose input of it lies inside the image: first the taps of all positions, then
    /// those of some, which continue the sums of the former.</summary>
    void ComputeInside(in Block block, ref LaneArguments<T> tile, RowPhase row, in LaneColumn column, int blockRow, int position, int count, T* to)
    {
        Span<Inside> parts = stackalloc Inside[column.Taps.Length + 1];
        parts[0] = new(position, count, 0, count);
        int partCount = 1;
        foreach (var tap in column.Taps)
        {
            var inside = InsideOf(tap, position, count);
            if (inside.First < inside.End && !parts[..partCount].Contains(inside))
                parts[partCount++] = inside;
        }
        for (int part = 0; part < partCount; part++)
        {
            var (_, _, first, end) = parts[part];
            tile.Continues = part > 0;
            tile.TapCount = FillTaps(row, column, height + blockRow, height + blockRow, parts[part]);
            ComputeTile(block, ref tile, blockRow, position + first, end - first, to + first * tile.OutputPositionStep);
        }
        tile.Continues = false;
    }

    /// <summary>Of <paramref name="Count"/> positions those from <paramref name="First"/> up to <paramref name="End"/>.</summary>
    readonly record struct Inside(int Position, int Count, int First, int End);

    /// <summary>The positions whose input of a tap lies inside the image.</summary>
    Inside InsideOf(in Tap tap, int position, int count)
    {
        long at = (long)position + tap.Shift;
        return new(position, count, (int)Math.Clamp(-at, 0, count), (int)Math.Clamp(shape.InWidth - at, 0, count));
    }

    /// <summary>Phases along the lanes: to the output directly, but for vectors that reach beyond its ends.</summary>
    void ComputePhases(in Block block, RowPhase row, T* weight, int rows)
    {
        foreach (var column in lanes.Columns)
        {
            var (first, last) = lanes.Positions(column, FirstOutput, EndOutput);
            int positions = (int)(last - first + 1), tiles = EqualParts.Count(positions, layout.LaneForm.Positions);
            var tile = Arguments(block, weight, 0, 0);
            for (int i = 0; i < rows; i++)
            {
                tile.TapCount = FillTaps(row, column, height + i, height + i);
                T* output = block.Output + OutputOf(row, i) - FirstOutput;
                for (int part = 0; part < tiles; part++)
                {
                    long position = first + EqualParts.Start(positions, tiles, part);
                    int count = (int)(first + EqualParts.Start(positions, tiles, part + 1) - position);
                    ComputePhaseTile(block, ref tile, i, position, count, column.First + position * kernel.Plan.Width.Count, output);
                }

                // The last column completes the row.
                if (!lanes.HasBoth && !ActivatesInRegisters && column == lanes.Columns[^1])
                    Activate(block, OutputOf(row, i), (int)(EndOutput - FirstOutput));
            }
            weight += WeightsOf(row, column);
        }
    }

    /// <summary>One tile of phases.</summary>
    /// <param name="block">The output channels.</param>
    /// <param name="tile">What is read and written.</param>
    /// <param name="row">The row of blocks.</param>
    /// <param name="position">The first position.</param>
    /// <param name="count">The number of positions.</param>
    /// <param name="at">The first output, possibly before the first of the row.</param>
    /// <param name="output">Output 0 of the row.</param>
    void ComputePhaseTile(in Block block, ref LaneArguments<T> tile, int row, long position, int count, long at, T* output)
    {
        nint stride = kernel.Plan.Width.Count;
        bool inside = at >= FirstOutput && at + (count - 1) * stride + lanes.Phases <= EndOutput;
        if (inside)
            Prefetch.Vectors(output + at, (nint)shape.OutPlane, block.Channels, stride, count);
        if (inside && !lanes.HasBoth)
        {
            tile.OutputPositionStep = stride;
            tile.OutputVectorStep = (nint)shape.OutPlane;
            ComputeTile(block, ref tile, row, position, count, output + at);
            return;
        }
        tile.OutputPositionStep = lanes.Lanes;
        tile.OutputVectorStep = (nint)count * lanes.Lanes;
        ComputeTile(block, ref tile, row, position, count, stage);
        if (!lanes.HasBoth)
        {
            StorePhases(block, count, at, output, tile.OutputVectorStep);
            return;
        }
        if (!ActivatesInRegisters)
            Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(stage, block.Vectors * count * lanes.Lanes));
        StoreChannels(block, count, at, output);
    }

    /// <summary>Brings staged vectors of phases to the output, but for what lies beyond its ends.</summary>
    void StorePhases(in Block block, int count, long at, T* output, nint vectorStep)
    {
        nint stride = kernel.Plan.Width.Count;

        // Where the lanes hold all phases, the positions follow each other in the output too.
        int runs = stride == lanes.Lanes ? 1 : count;
        int length = count * lanes.Lanes / runs;
        for (int run = 0; run < runs; run++, at += stride)
        {
            long start = Math.Max(at, FirstOutput), end = Math.Min(at + length, EndOutput);
            for (int vector = 0; vector < block.Vectors; vector++)
                Elements.Copy(stage + vector * vectorStep + run * length + (start - at), output + vector * (nint)shape.OutPlane + start, end - start);
        }
    }

    /// <summary>Brings staged vectors of phases and channels to the output, but for what lies beyond its ends.</summary>
    void StoreChannels(in Block block, int count, long at, T* output)
    {
        nint stride = kernel.Plan.Width.Count;
        int phases = lanes.Phases;

        // The positions of which all phases lie inside.
        int first = (int)Math.Clamp((FirstOutput - at + stride - 1) / stride, 0, count), end = (int)Math.Clamp((EndOutput - at + stride - phases) / stride, first, count);
        for (int channel = 0; channel < block.Channels; channel++, output += shape.OutPlane)
        {
            var (vector, place) = Math.DivRem(channel, lanes.ChannelsOfVector);
            T* from = stage + ((nint)vector * count * lanes.Lanes + place * phases);
            StoreEnds(from, at, output, 0, first);
            if (phases == Vector256<T>.Count)
            {
                for (int i = first; i < end; i++)
                    Vector256.Load(from + i * lanes.Lanes).Store(output + at + i * stride);
            }
            else // of 128 bits
            {
                for (int i = first; i < end; i++)
                    Vector128.Load(from + i * lanes.Lanes).Store(output + at + i * stride);
            }
            StoreEnds(from, at, output, end, count);
        }
    }

    /// <summary>Brings the phases of some positions to the output, but for those beyond its ends.</summary>
    void StoreEnds(T* from, long at, T* output, int position, int end)
    {
        for (; position < end; position++)
        {
            long first = at + position * (long)kernel.Plan.Width.Count;
            long start = Math.Max(first, FirstOutput), length = Math.Min(first + lanes.Phases, EndOutput) - start;
            Elements.Copy(from + position * lanes.Lanes + (start - first), output + start, length);
        }
    }

    LaneArguments<T> Arguments(in Block block, T* weight, nint outputPositionStep, nint outputVectorStep) => new()
    {
        ScalarChannelStep = layout.ChannelStep,
        ChannelsAhead = LaneTile.ChannelsAhead,
        InChannels = shape.InChannelsPerGroup,
        Taps = taps,
        Vectors = weight,
        VectorStep = (nint)shape.InChannelsPerGroup * kernel.Plan.Geometry.KernelElements * lanes.ChannelsOfVector,
        Initial = block.Bias,
        OutputPositionStep = outputPositionStep,
        OutputVectorStep = outputVectorStep,
    };

    /// <summary>A tile of positions.</summary>
    void ComputeTile(in Block block, ref LaneArguments<T> tile, int row, long position, int count, T* to)
    {
        tile.Scalars = this.tile + (nint)row * layout.Pitch + (nint)(position - width);
        tile.Output = to;
        switch (ActivatesInRegisters ? kernel.Activation : Activation.None)
        {
            case Activation.Relu: LaneTile.Compute(lanes.Bits, count, block.Vectors, in tile, new Relu<T>()); break;
            case Activation.LeakyRelu: LaneTile.Compute(lanes.Bits, count, block.Vectors, in tile, Activations.LeakyRelu<T>(kernel.Alpha)); break;
            case Activation.Clip: LaneTile.Compute(lanes.Bits, count, block.Vectors, in tile, Activations.Clip<T>(kernel.Alpha, kernel.Beta)); break;
            default: LaneTile.Compute(lanes.Bits, count, block.Vectors, in tile, new NoActivation<T>()); break;
        }
    }

    /// <summary>Lists the taps of which some of the rows from one to another read the image; the others' input is zero.</summary>
    /// <param name="row">The row phase.</param>
    /// <param name="column">The column.</param>
    /// <param name="firstBlock">The first row.</param>
    /// <param name="lastBlock">The last row.</param>
    /// <param name="only">Those alone that read the image at these positions; null: all.</param>
    /// <returns>Their number.</returns>
    int FillTaps(RowPhase row, in LaneColumn column, int firstBlock, int lastBlock, Inside? only = null)
    {
        var plan = kernel.Plan;
        nint weightStep = (nint)shape.InChannelsPerGroup * lanes.Lanes;
        nint weight = 0;
        int count = 0;
        foreach (var rowTap in row.Taps)
        {
            long z = (long)depth + rowTap.DepthShift;
            bool inside = (ulong)z < (ulong)shape.InDepth && (long)lastBlock + rowTap.HeightShift >= 0 && (long)firstBlock + rowTap.HeightShift < shape.InHeight;
            nint line = ((nint)(rowTap.DepthShift - plan.Depth.MinShift) * layout.Rows + rowTap.HeightShift - plan.Height.MinShift) * layout.Pitch;
            foreach (var tap in column.Taps)
            {
                if (inside && (only is not { } part || InsideOf(tap, part.Position, part.Count) == part))
                    taps[count++] = new LaneTap(line + (nint)(tap.Shift - plan.Width.MinShift) * layout.ShiftStep, weight);
                weight += weightStep;
            }
        }
        return count;
    }

    /// <summary>Where the tile's outputs of a row begin in the output of a channel.</summary>
    nint OutputOf(RowPhase row, int blockRow)
    {
        var plan = kernel.Plan;
        nint z = (nint)depth * plan.Depth.Count + row.Depth;
        nint y = (nint)(height + blockRow) * plan.Height.Count + row.Height;
        return (z * shape.OutHeight + y) * shape.OutWidth + (nint)FirstOutput;
    }

    /// <summary>Applies the activation to a row of each channel.</summary>
    void Activate(in Block block, nint at, int outputs)
    {
        for (int channel = 0; channel < block.Channels; channel++)
            Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(block.Output + channel * (nint)shape.OutPlane + at, outputs));
    }
}
