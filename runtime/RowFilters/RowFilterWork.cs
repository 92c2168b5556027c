using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Generated.Kernels.CompilerServices;

/// <summary>The plan of row filters of one call as a list of items, each a tile of rows. <see cref="RowFilterPlan"/> explains it.</summary>
readonly unsafe struct RowFilterWork<T, TKernel> : IItems
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly RowFilterPlan filter;
    readonly RowFilterLayout layout;
    readonly KernelCall<T> call;
    readonly bool asksForRows;

    /// <param name="kernel">The kernel.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="call">The call, with the weights of products.</param>
    public RowFilterWork(TKernel kernel, in RowFilterLayout layout, in KernelCall<T> call)
    {
        this.kernel = kernel;
        filter = layout.Plan!;
        this.layout = layout;
        this.call = call;
        asksForRows = call.Shape.InChannels * call.Shape.InPlane * sizeof(T) > RowFilterLayout.CachedBytes;
    }

    /// <summary>The number of items: the tiles of all groups of all images.</summary>
    public long Items => call.Shape.Batch * (long)call.Shape.Groups * layout.Tiles;

    int Outputs => filter.Filter.Outputs;

    int Products => filter.Filter.Products;

    /// <summary>The scratch memory of a thread.</summary>
    ref struct Memory
    {
        public T* Sums, Rows, Staged, Sum, Residual, Zeros;
    }

    /// <summary>A part of the width of an image, and the columns of the image that it reads, if it reads any.</summary>
    /// <param name="Image">The image.</param>
    /// <param name="Group">The group.</param>
    /// <param name="First">The first block.</param>
    /// <param name="Count">The number of blocks.</param>
    readonly record struct Part(long Image, int Group, int First, int Count)
    {
        /// <summary>The columns of the image that are summed, whole cache lines where the image has them, and their number.</summary>
        public int Column { get; init; }

        /// <inheritdoc cref="Column"/>
        public int Columns { get; init; }

        /// <summary>Where the column lies in scratch memory that the first block reads first: the first of the others is at a cache line.</summary>
        public int Origin { get; init; }

        /// <summary>Where the first of the columns lies there.</summary>
        public int Offset { get; init; }
    }

    Part PartOf(long image, int group, int first)
    {
        var width = kernel.Plan.Width;
        int count = Math.Min(layout.PartWidth, layout.BlocksWidth - first), line = CacheLine.Bytes / sizeof(T), inWidth = call.Shape.InWidth;
        long start = (long)first + width.MinShift, end = (long)first + count + width.MaxShift;
        if (start >= inWidth || end <= 0)
            return new(image, group, first, count); // nothing but zeros
        int column = (int)Math.Max(start, 0) / line * line, columns = (int)Math.Min(CacheLine.Whole(end, sizeof(T)), inWidth) - column;
        int origin = (int)((start - column) % line + line) % line;
        return new(image, group, first, count) { Column = column, Columns = columns, Origin = origin, Offset = (int)(origin + column - start) };
    }

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(layout.Scratch + CacheLine.Bytes / sizeof(T));
        fixed (T* unaligned = scratch)
        {
            var memory = new Memory { Sums = CacheLine.Align(unaligned) };
            memory.Rows = memory.Sums + layout.SumScratch;
            memory.Zeros = memory.Rows + layout.RowScratch;
            memory.Staged = memory.Zeros + layout.Zeros;
            memory.Sum = memory.Staged + Products * (nint)layout.StagedScratch;
            memory.Residual = memory.Sum + layout.StagedScratch;
            while (first < end)
            {
                var (index, tile) = Math.DivRem(first, layout.Tiles);
                int tiles = (int)Math.Min(end - first, layout.Tiles - tile);
                var (image, group) = Math.DivRem(index, call.Shape.Groups);
                for (int part = 0; part < layout.Parts; part++)
                    Compute(PartOf(image, (int)group, part * layout.PartWidth), (int)tile, tiles, memory);
                first += tiles;
            }
        }
        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Some tiles of a part of the width, from above to below.</summary>
    void Compute(in Part part, int tile, int tiles, in Memory memory)
    {
        // Zeros around the image are written once.
        new Span<T>(memory.Sums, layout.SumScratch + layout.RowScratch + layout.Zeros).Clear();
        for (int before = -filter.SumsBefore; before < tiles; before++)
        {
            SumRows(part, tile + before, memory);
            if (before < 0)
                continue;
            CopyRows(part, tile + before, memory);
            for (int position = 0; position < part.Count; position += layout.StagedPositions)
                ComputeTile(part, tile + before, position, Math.Min(layout.StagedPositions, part.Count - position), memory);
        }
    }

    /// <summary>The sums of a tile's rows that lead to its products.</summary>
    void SumRows(in Part part, int tile, in Memory memory)
    {
        long row = RowOf(tile) + 1 - filter.Filter.Taps;
        T** rows = stackalloc T*[RowFilterInput<T>.MostRows];
        nint* steps = stackalloc nint[RowFilterInput<T>.MostRows];
        for (int i = 0; i < RowFilterInput<T>.MostRows; i++, row++)
        {
            rows[i] = Row(part, row, memory);
            steps[i] = IsInside(row) ? (nint)call.Shape.InPlane : 0;
        }
        new RowFilterInput<T>(rows, steps, part.Columns, layout.RowStep)
            .Sum(filter.Filter, call.Shape.InChannelsPerGroup, memory.Sums + SumsOf(tile, 0) + part.Offset, layout.ChannelStep);
    }

    /// <summary>The rows that the additional tap of a tile reads.</summary>
    void CopyRows(in Part part, int tile, in Memory memory)
    {
        for (int i = 0; i < filter.ExtraRows; i++)
        {
            long row = RowOf(tile) - filter.Taps + i;
            T* from = Row(part, row, memory), to = memory.Rows + i * (nint)layout.RowStep + part.Offset;
            nint step = IsInside(row) ? (nint)call.Shape.InPlane : 0;
            for (int channel = 0; channel < call.Shape.InChannelsPerGroup; channel++, from += step, to += layout.ChannelStep)
                Elements.Copy(from, to, part.Columns);
        }
    }

    /// <summary>Asks for some channels of the rows that a tile reads and those before it do not.</summary>
    void PrefetchRows(in Part part, int tile, int share, int shares)
    {
        int first = EqualParts.Start(call.Shape.InChannelsPerGroup, shares, share), end = EqualParts.Start(call.Shape.InChannelsPerGroup, shares, share + 1);
        for (int i = 0; i < Outputs; i++)
        {
            long row = RowOf(tile) + i;
            if (!IsInside(row))
                continue;
            T* from = Row(part, row, default) + first * (nint)call.Shape.InPlane;
            for (int channel = first; channel < end; channel++, from += (nint)call.Shape.InPlane)
                Prefetch.Range(from, part.Columns);
        }
    }

    /// <summary>The row that the first output of a tile reads through the first tap.</summary>
    long RowOf(int tile) => (long)filter.FirstBlock + (long)tile * Outputs;

    bool IsInside(long row) => (ulong)row < (ulong)call.Shape.InHeight;

    /// <summary>A row of the first channel, or zeros where it lies outside the image.</summary>
    T* Row(in Part part, long row, in Memory memory)
    {
        if (!IsInside(row))
            return memory.Zeros;
        long channel = part.Image * call.Shape.InChannels + (long)part.Group * call.Shape.InChannelsPerGroup;
        return call.Input + (nint)(channel * call.Shape.InPlane + row * call.Shape.InWidth + part.Column);
    }

    /// <summary>Where the sums that lead to a product of a tile lie.</summary>
    nint SumsOf(int tile, int product) => (((tile + layout.SumTiles) % layout.SumTiles) * (nint)Products + product) * layout.RowStep;

    /// <summary>The outputs of some positions of a tile.</summary>
    void ComputeTile(in Part part, int tile, int position, int count, in Memory memory)
    {
        int stride = filter.Height.S, passes = layout.FoldsRows ? 1 : stride;
        T* weights = call.Weight + part.Group * (nint)RowFilterPacker.Length(filter, kernel.Plan, call.Shape.InChannelsPerGroup, call.Shape.OutChannelsPerGroup);
        for (int row = 0; row < passes; row++)
        {
            for (int product = 0; product < Products; product++)
            {
                if (asksForRows && position == 0)
                    PrefetchRows(part, tile + 1, row * Products + product, passes * Products);
                weights = Multiply(part, tile, row, product, position, count, weights, memory);
            }
            for (int output = 0; output < Outputs; output++)
                Store(part, tile, row, output, position, count, memory);
        }
    }

    /// <summary>A product of all output channels, or of all rows of a block in their place.</summary>
    /// <returns>The weights of the next one.</returns>
    T* Multiply(in Part part, int tile, int row, int product, int position, int count, T* weights, in Memory memory)
    {
        var plan = kernel.Plan;
        int extraOutput = filter.Addends[product].Output, longer = extraOutput < 0 ? 0 : Math.Clamp(filter.LongerRows - row, 0, layout.FoldsRows ? filter.Height.S : 1);
        int rowTaps = filter.Repeats + (longer > 0 ? 1 : 0);
        nint* offsets = stackalloc nint[rowTaps];
        for (int repeat = 0; repeat < filter.Repeats; repeat++)
            offsets[repeat] = SumsOf(tile - repeat * filter.TilesOfRepeat, product);
        if (longer > 0)
            offsets[filter.Repeats] = (nint)(memory.Rows - memory.Sums) + extraOutput * (nint)layout.RowStep;

        T* biases = stackalloc T[layout.Channels];
        for (int channel = 0; channel < layout.Channels; channel++)
            biases[channel] = call.Bias == null || product != filter.BiasProduct ? T.Zero : call.Bias[part.Group * call.Shape.OutChannelsPerGroup + (layout.FoldsRows ? 0 : channel)];
        int extraTaps = longer > 0 && layout.FoldsRows ? 1 : 0;
        var (alpha, beta) = Activations.NeutralParameters<T>(kernel.Activation);
        T* staged = memory.Staged + product * (nint)layout.StagedScratch;
        foreach (var group in plan.Groups)
        {
            nint even = (nint)layout.Channels * call.Shape.InChannelsPerGroup * (rowTaps - extraTaps) * group.Slots.Length;
            var run = new TileRun<T, TKernel>
            {
                Kernel = kernel,
                Form = plan.FormOfFlat(call.Shape.OutChannelsPerGroup),
                Kind = group.Kind,
                Channels = layout.Channels,
                WeightChannels = layout.Channels,
                Slots = group.Slots.Length,
                Input = memory.Sums + part.Origin + position + (group.BaseShift - plan.Width.MinShift),
                InputChannelStep = layout.ChannelStep,
                ShiftStep = 1,
                Rows = 1,
                RowOffsets = offsets,
                RowTaps = rowTaps - extraTaps,
                ExtraRowTaps = extraTaps,
                LongerRows = extraTaps > 0 ? longer : 0,
                InChannels = call.Shape.InChannelsPerGroup,
                Weight = weights,
                ExtraWeight = weights + even,
                Bias = biases,
                Output = staged + group.FirstPhase * (nint)layout.StagedStep,
                Residual = memory.Zeros,
                OutputChannelStep = (nint)layout.StagedStep * plan.Width.Count,
                OutputPhaseStep = layout.StagedStep,
                OutputsPerPosition = plan.Interleaved ? plan.Width.Count : 1,
                Alpha = alpha,
                Beta = beta,
            };
            run.ComputeAll(plan, count, mayExceed: true);
            weights += even + (nint)longer * extraTaps * call.Shape.InChannelsPerGroup * group.Slots.Length;
        }
        return weights;
    }

    /// <summary>Makes a row of outputs of each output channel, or of each row of a block, from the products, and stores it.</summary>
    void Store(in Part part, int tile, int row, int output, int position, int count, in Memory memory)
    {
        var plan = kernel.Plan;
        var sum = new RowSums<T>();
        foreach (var (product, sign) in filter.Filter.Sums[output])
            sum.Add(memory.Staged + product * (nint)layout.StagedScratch, T.CreateTruncating(sign));
        sum.Store(memory.Sum, layout.StagedScratch);
        int phases = plan.Width.Count, outputs = (int)Math.Min((long)count * phases, call.Shape.OutWidth - (part.First + (long)position) * phases);
        if (kernel.HasResidual)
        {
            for (int channel = 0; channel < layout.Channels; channel++)
            {
                if (OutputOf(part, tile, row, output, position, channel) is >= 0 and var at)
                    OutputRow.Stage(call.Residual + (nint)at, memory.Residual + ChannelOf(channel), plan.Interleaved, layout.StagedStep, phases, outputs);
            }
            var sums = new Span<T>(memory.Sum, layout.StagedScratch);
            TensorPrimitives.Add(sums, new ReadOnlySpan<T>(memory.Residual, layout.StagedScratch), sums);
        }
        Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(memory.Sum, layout.StagedScratch));
        for (int channel = 0; channel < layout.Channels; channel++)
        {
            if (OutputOf(part, tile, row, output, position, channel) is >= 0 and var at)
                OutputRow.Store(memory.Sum + ChannelOf(channel), call.Output + (nint)at, plan.Interleaved, layout.StagedStep, phases, outputs);
        }
    }

    nint ChannelOf(int channel) => channel * (nint)layout.StagedStep * kernel.Plan.Width.Count;

    /// <summary>Where a row of outputs begins, or -1 where it lies outside of the output.</summary>
    long OutputOf(in Part part, int tile, int row, int output, int position, int channel)
    {
        long y = ((long)filter.FirstBlock + (long)tile * Outputs + output) * filter.Height.S + row + (layout.FoldsRows ? channel : 0) - filter.Height.PBegin;
        if ((ulong)y >= (ulong)call.Shape.OutHeight)
            return -1;
        long plane = part.Image * call.Shape.OutChannels + (long)part.Group * call.Shape.OutChannelsPerGroup + (layout.FoldsRows ? 0 : channel);
        return plane * call.Shape.OutPlane + y * call.Shape.OutWidth + (part.First + (long)position) * kernel.Plan.Width.Count;
    }
}
