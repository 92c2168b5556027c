namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Computes the outputs of one tile, a block of output channels at a time. Register tiles that lie inside an output row
/// store to it; those that reach past its end, and those whose phases lie apart, store to the staging buffer, from where
/// <see cref="OutputRow"/> brings what belongs to the output to its place.
/// </summary>
readonly unsafe ref partial struct TileOutputs<T, TKernel>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    readonly TKernel kernel;
    readonly ref readonly ConvTransposeShape shape;
    readonly ref readonly TileLayout layout;
    readonly T* tile, source, stage, residualStage;
    readonly bool inPlace, endsInside;
    readonly nint* rowOffsets;
    readonly int depth, height, width;
    readonly int blocksHeight, blocksWidth, wholeBlocks;
    readonly T alpha, beta;

    public TileOutputs(
        TKernel kernel, in ConvTransposeShape shape, in TileLayout layout, T* tile, T* source, bool inPlace, bool endsInside, T* stage, T* residualStage, nint* rowOffsets,
        in TilePlace place)
    {
        this.kernel = kernel;
        this.shape = ref shape;
        this.layout = ref layout;
        this.tile = tile;
        this.source = source;
        this.inPlace = inPlace;
        this.endsInside = endsInside;
        this.stage = stage;
        this.residualStage = residualStage;
        this.rowOffsets = rowOffsets;
        (alpha, beta) = Activations.Parameters<T>(kernel.Activation, kernel.Alpha, kernel.Beta);
        (depth, height, width) = (place.Depth, place.Height, place.Width);
        blocksHeight = Math.Min(layout.TileHeight, layout.BlocksHeight - height);
        blocksWidth = Math.Min(layout.TileWidth, layout.BlocksWidth - width);
        wholeBlocks = Math.Min(blocksWidth, shape.OutWidth / kernel.Plan.Width.Count - width);
    }

    /// <summary>The form of the register tiles.</summary>
    TileForm Form => layout.Flat ? kernel.Plan.FormOfFlat(shape.OutChannelsPerGroup) : kernel.Plan.FormOf(shape.OutChannelsPerGroup);

    /// <summary>From one output row of a pass to the next.</summary>
    nint OutputRowStep(in Pass pass) => (nint)kernel.Plan.Height.Count * pass.RowStep * shape.OutWidth;

    /// <summary>From one position of a pass to that below it in the next row.</summary>
    int Pitch(in Pass pass) => layout.Pitch * pass.RowStep;

    /// <summary>Computes the tile's outputs of some output channels.</summary>
    /// <param name="channels">How many, at most the plan's channel block.</param>
    /// <param name="isFirst">Whether they are the first that read the tile's input.</param>
    /// <param name="weight">Their packed weights.</param>
    /// <param name="bias">Their biases.</param>
    /// <param name="output">The first one's output image.</param>
    /// <param name="residual">The first one's residual image, where the kernel has a residual.</param>
    public void Compute(int channels, bool isFirst, T* weight, T* bias, T* output, T* residual)
    {
        var plan = kernel.Plan;
        if (plan.FoldsRows(shape.OutChannelsPerGroup))
        {
            ComputeFolded(isFirst, weight, bias, output, residual);
            return;
        }
        if (!layout.Flat && plan.RowsTogether(shape.OutChannelsPerGroup) is > 1 and int rowsTogether)
        {
            ComputeTogether(rowsTogether, weight, bias, output, residual);
            return;
        }
        bool keeps = isFirst && source != null;
        foreach (var row in plan.Rows)
        {
            int z = depth * plan.Depth.Count + row.Depth;
            int y = height * plan.Height.Count + row.Height;
            if (z >= shape.OutDepth || y >= shape.OutHeight)
                continue;
            nint first = FirstOutput(z, y);
            Compute(new Pass
            {
                Row = row,
                IsFirst = isFirst,
                KeepsInput = keeps,
                Channels = channels,
                WeightChannels = channels,
                Weight = weight + channels * WeightsBefore(row),
                Bias = bias,
                Output = output + first,
                Residual = kernel.HasResidual ? residual + first : null,
                OutputChannelStep = (nint)shape.OutPlane,
                RowStep = 1,
                Rows = Math.Min(blocksHeight, (shape.OutHeight - 1 - y) / plan.Height.Count + 1),
            });
            keeps = false;
        }
    }

    /// <summary>The outputs of a single channel, its rows in the place of channels: all of them where the tile has them all, at its ends
    /// those that it has.</summary>
    void ComputeFolded(bool isFirst, T* weight, T* bias, T* output, T* residual)
    {
        var plan = kernel.Plan;
        int stride = plan.Height.Count;
        T* biases = stackalloc T[plan.ChannelBlock];
        new Span<T>(biases, plan.ChannelBlock).Fill(*bias);

        // Output rows, counted so that row s·q + r is row r of block q.
        long first = (long)height * stride + plan.Height.Axis.PBegin;
        long end = Math.Min((long)(height + blocksHeight) * stride, shape.OutHeight) + plan.Height.Axis.PBegin;
        foreach (var row in plan.FoldedRows!)
        {
            int z = depth * plan.Depth.Count + row.Depth;
            if (z >= shape.OutDepth)
                continue;
            for (long at = first; at < end;)
            {
                var (q, r) = Math.DivRem(at, stride);
                long wholeBlocks = r == 0 ? (end - at) / stride : 0;
                int channels = wholeBlocks > 0 ? stride : (int)(Math.Min(end, (q + 1) * stride) - at);
                int passes = EqualParts.Count(channels, plan.ChannelBlock);
                for (int pass = 0; pass < passes; pass++)
                {
                    int channel = EqualParts.Start(channels, passes, pass);
                    nint to = FirstOutput(z, at + channel - plan.Height.Axis.PBegin);
                    Compute(new Pass
                    {
                        Row = row,
                        IsFirst = isFirst,
                        FirstChannel = (int)r + channel,
                        Channels = EqualParts.Start(channels, passes, pass + 1) - channel,
                        WeightChannels = stride,
                        LongerRows = plan.LongerRows,
                        Weight = weight + WeightsBefore(row),
                        Bias = biases,
                        Output = output + to,
                        Residual = kernel.HasResidual ? residual + to : null,
                        OutputChannelStep = shape.OutWidth,
                        FirstPosition = (int)(q - height) * layout.Pitch,
                        RowStep = 1,
                        Rows = (int)Math.Max(wholeBlocks, 1),
                    });
                }
                at += Math.Max(wholeBlocks * stride, channels);
            }
        }
    }

    /// <summary>The outputs of a single channel, several rows together, in the place of channels.</summary>
    void ComputeTogether(int rows, T* weight, T* bias, T* output, T* residual)
    {
        var plan = kernel.Plan;
        T* biases = stackalloc T[rows];
        new Span<T>(biases, rows).Fill(*bias);
        for (int row = 0; row < blocksHeight;)
        {
            int together = Math.Min(rows, blocksHeight - row), times = (blocksHeight - row) / together;
            nint first = FirstOutput(depth, height + row);
            Compute(new Pass
            {
                Row = plan.Rows[0],
                RowsOverlap = true,
                Channels = together,
                WeightChannels = 1,
                Weight = weight,
                Bias = biases,
                Output = output + first,
                Residual = kernel.HasResidual ? residual + first : null,
                OutputChannelStep = shape.OutWidth,
                FirstPosition = row * layout.Pitch,
                RowStep = together,
                Rows = times,
            });
            row += times * together;
        }
    }

    /// <summary>Where a row of the tile begins in the output of a channel.</summary>
    nint FirstOutput(long z, long y) => ((nint)z * shape.OutHeight + (nint)y) * shape.OutWidth + (nint)width * kernel.Plan.Width.Count;

    /// <summary>The weights of an output channel in the row phases before one.</summary>
    nint WeightsBefore(RowPhase row) => (nint)shape.InChannelsPerGroup * row.KernelRowsBefore * kernel.Plan.Width.Axis.K;

    void Compute(in Pass pass)
    {
        if (layout.Flat)
            ComputeStaged(pass, 0, (pass.Rows - 1) * layout.Pitch + blocksWidth, rows: 1, stagedRow: 0);
        else
            ComputeRows(pass);
    }

    /// <summary>The outputs of one row phase in a block of output channels, or of rows in their place.</summary>
    ref struct Pass
    {
        public RowPhase Row;
        public int FirstChannel, Channels, WeightChannels, LongerRows, Rows;
        public T* Weight, Bias, Output, Residual;
        public nint OutputChannelStep;

        /// <summary>Whether it is among the first that read the tile's input.</summary>
        public bool IsFirst;

        /// <summary>Whether it reads the input in place and keeps it for the others.</summary>
        public bool KeepsInput;

        /// <summary>Whether the rows in the place of channels follow each other in the input as well.</summary>
        public bool RowsOverlap;

        /// <summary>From one row of the pass to the next, in rows of the row phase.</summary>
        public int RowStep;

        /// <summary>The position of the first row in the tile's input.</summary>
        public int FirstPosition;
    }

    void ComputeRows(in Pass pass)
    {
        var plan = kernel.Plan;
        int done = 0;
        if (plan.Interleaved)
        {
            int count = wholeBlocks, last = plan.SmallestTile<T>(Form), tile = plan.LastTile<T>(Form);
            bool endsWhole = blocksWidth == wholeBlocks, mayRepeat = endsWhole && !kernel.HasResidual;

            // What lies before the first whole line is computed together with what lies behind, which is then computed again.
            int first = mayRepeat ? BeforeWholeLine(pass) : 0, before = (first + last - 1) / last * last;
            if (before > wholeBlocks)
                first = before = 0;
            ComputeDirectly(pass, 0, before);

            // One whole tile for the end of a row takes less time than several small ones, of which each takes longer where it has few sums.
            int whole = first + (wholeBlocks - first) / tile * tile, few = pass.RowsOverlap && whole > first ? 2 * last : tile - last;
            if (tile > last && blocksWidth - whole > few && (!endsWhole || pass.RowsOverlap || (mayRepeat && whole > first)))
                (count, last) = (whole, tile);
            done = first + ComputeDirectly(pass, first, count - first);

            // The end of each row once more with what lies before it, which gives the same outputs again: unless a residual is
            // added to them, which may lie in the same memory.
            if (done < blocksWidth && mayRepeat && last <= blocksWidth)
                done = blocksWidth - last + ComputeDirectly(pass, blocksWidth - last, last);
            if (Finishes)
                Finish(pass, done * plan.Width.Count);
        }
        if (done == blocksWidth)
            return;
        int rest = (blocksWidth - done + layout.LargestBlock - 1) / layout.LargestBlock * layout.LargestBlock;
        int rowsAtOnce = Math.Max(1, layout.StagedPositions / rest);
        for (int row = 0; row < pass.Rows; row += rowsAtOnce)
            ComputeStaged(pass, row * Pitch(pass) + done, blocksWidth - done, Math.Min(rowsAtOnce, pass.Rows - row), rest);
    }

    /// <summary>How many positions of a row lie before its first whole cache line, where register tiles are to begin there.</summary>
    int BeforeWholeLine(in Pass pass)
    {
        if (!inPlace || !layout.FromWholeLines)
            return 0;
        T* row = tile + pass.FirstPosition;
        return (int)(CacheLine.Align(row) - row);
    }

    /// <summary>Computes positions whose outputs all belong to a row, and stores them there.</summary>
    /// <returns>How many positions of each row were computed.</returns>
    int ComputeDirectly(in Pass pass, int position, int count)
    {
        nint output = (nint)position * kernel.Plan.Width.Count;
        T* residual = kernel.HasResidual ? pass.Residual + output : null;
        AskedOutputs<T> asked = default;
        if (AskedOutputs<T>.AreWorthIt(shape, staged: false))
            asked = new() { First = pass.Output + output, ChannelStep = pass.OutputChannelStep, PositionStep = kernel.Plan.Width.Count };
        return ComputePositions(pass, kernel.Plan.Groups[0], pass.Weight, position, pass.Rows, count, pass.Output + output, residual, pass.OutputChannelStep, OutputRowStep(pass), mayExceed: false, asked);
    }

    /// <summary>Whether the activation is applied to stored outputs, while they are in the cache.</summary>
    bool Finishes => kernel.Activation != Activation.None && !kernel.ActivatesInRegisters;

    void Finish(T* outputs, int count) => Activations.Apply(kernel.Activation, kernel.Alpha, kernel.Beta, new Span<T>(outputs, count));

    /// <summary>Applies the activation to the beginning of each row.</summary>
    void Finish(in Pass pass, int outputs)
    {
        for (int channel = 0; channel < pass.Channels; channel++)
        {
            for (int row = 0; row < pass.Rows; row++)
                Finish(pass.Output + channel * pass.OutputChannelStep + row * OutputRowStep(pass), outputs);
        }
    }

    /// <summary>Computes the outputs of one phase group for a run of positions, with the widest vectors first.</summary>
    /// <param name="pass">The channels and the row phase.</param>
    /// <param name="group">The phases of the innermost axis.</param>
    /// <param name="weight">The packed weights of the group.</param>
    /// <param name="position">The first position.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="count">How many positions of each row.</param>
    /// <param name="to">Where the first output belongs.</param>
    /// <param name="residual">Its residual, where the kernel has a residual.</param>
    /// <param name="channelStep">From one output channel to the next.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="mayExceed">Whether the last register tile may compute more positions than asked for.</param>
    /// <param name="asked">The outputs whose memory is asked for meanwhile.</param>
    /// <returns>How many positions of each row were computed.</returns>
    int ComputePositions(in Pass pass, PhaseGroup group, T* weight, int position, int rows, int count, T* to, T* residual, nint channelStep, nint rowStep, bool mayExceed, in AskedOutputs<T> asked)
    {
        var plan = kernel.Plan;
        nint first = pass.FirstPosition + position + (nint)(group.BaseShift - plan.Width.MinShift) * layout.ShiftStep;
        var run = new TileRun<T, TKernel>
        {
            Kernel = kernel,
            Form = Form,
            Kind = group.Kind,
            Channels = pass.Channels,
            WeightChannels = pass.WeightChannels,
            Slots = group.Slots.Length,
            RowsOverlap = pass.RowsOverlap,
            Input = (pass.KeepsInput ? source : tile) + first,
            Kept = pass.KeepsInput ? tile + first : null,
            KeptStep = layout.ChannelStep,
            KeptRowStep = Pitch(pass) - shape.InWidth,
            InPlace = inPlace,
            IsFirst = pass.IsFirst,
            InputChannelStep = inPlace || pass.KeepsInput ? (nint)shape.InPlane : layout.ChannelStep,
            ShiftStep = layout.ShiftStep,
            Rows = rows,
            InputRowStep = pass.KeepsInput ? shape.InWidth : Pitch(pass),
            OutputRowStep = rowStep,
            RowOffsets = rowOffsets + pass.Row.RowTapsBefore,
            RowTaps = pass.Row.Taps.Length - pass.Row.ExtraTaps,
            ExtraRowTaps = pass.Row.ExtraTaps,
            LongerRows = pass.LongerRows,
            FirstChannel = pass.FirstChannel,
            InChannels = shape.InChannelsPerGroup,
            Weight = weight,
            ExtraWeight = weight + EvenWeights(pass, group),
            Bias = pass.Bias,
            Output = to,
            Asked = asked,
            Residual = residual,
            OutputChannelStep = channelStep,
            OutputPhaseStep = layout.StagedStep,
            OutputsPerPosition = plan.Interleaved ? plan.Width.Count : 1,
            Alpha = alpha,
            Beta = beta,
        };
        return run.ComputeAll(plan, count, mayExceed);
    }
}
