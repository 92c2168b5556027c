namespace Generated.Kernels.CompilerServices;

// Outputs that pass through the staging buffer.
readonly unsafe ref partial struct TileOutputs<T, TKernel>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    /// <summary>Computes runs of positions, one per row, through the staging buffer.</summary>
    /// <param name="pass">The channels and the row phase.</param>
    /// <param name="position">The first position.</param>
    /// <param name="count">How many positions of each row; any number where there is one row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="stagedRow">From one row's positions to the next row's in the staging buffer.</param>
    void ComputeStaged(in Pass pass, int position, int count, int rows, int stagedRow)
    {
        var plan = kernel.Plan;
        nint channelStep = (nint)layout.StagedStep * plan.Width.Count;
        nint rowStep = (nint)stagedRow * (plan.Interleaved ? plan.Width.Count : 1);
        for (int end = position + count; position < end; position += layout.StagedPositions)
        {
            int staged = Math.Min(layout.StagedPositions, end - position);
            if (kernel.HasResidual)
                MoveStaged(pass, position, staged, rows, stagedRow, Move.ResidualToStage);
            var asked = rows == 1 ? AskedWithStaged(pass, position) : default;
            bool mayExceed = !endsInside || position + staged < end;
            T* weight = pass.Weight;
            foreach (var group in plan.Groups)
            {
                nint phase = (nint)group.FirstPhase * layout.StagedStep;
                int done = ComputePositions(pass, group, weight, position, rows, staged, stage + phase, residualStage + phase, channelStep, rowStep, mayExceed, asked);
                if (done < staged)
                {
                    // The last positions once more with what lies before them, which gives the same outputs again.
                    int last = plan.SmallestTile<T>(Form), first = staged - last;
                    phase += (nint)first * (plan.Interleaved ? plan.Width.Count : 1);
                    ComputePositions(pass, group, weight, position + first, rows, last, stage + phase, residualStage + phase, channelStep, rowStep, mayExceed: false, default);
                }
                weight += EvenWeights(pass, group) + (nint)pass.LongerRows * shape.InChannelsPerGroup * pass.Row.ExtraTaps * group.Slots.Length;
            }
            MoveStaged(pass, position, staged, rows, stagedRow, Move.StageToOutput);
        }
    }

    /// <summary>The outputs to which staged positions are brought. Where these run on across the ends of rows, the outputs of the other row phases lie between
    /// theirs, and are asked for with those of the first.</summary>
    AskedOutputs<T> AskedWithStaged(in Pass pass, int position)
    {
        var plan = kernel.Plan;
        if (!plan.Interleaved || (layout.Flat && pass.Row.Height > 0) || !AskedOutputs<T>.AreWorthIt(shape, staged: true))
            return default;
        var (row, block) = Math.DivRem(position, Pitch(pass));
        return new()
        {
            First = pass.Output + row * OutputRowStep(pass) + (nint)block * plan.Width.Count,
            ChannelStep = pass.OutputChannelStep,
            PositionStep = layout.Flat ? OutputRowStep(pass) / Pitch(pass) : plan.Width.Count,
        };
    }

    /// <summary>The weights of the taps that all rows have.</summary>
    nint EvenWeights(in Pass pass, PhaseGroup group) =>
        (nint)pass.WeightChannels * shape.InChannelsPerGroup * (pass.Row.Taps.Length - pass.Row.ExtraTaps) * group.Slots.Length;

    enum Move
    {
        StageToOutput,
        ResidualToStage,
    }

    /// <summary>Brings staged positions to the output, or the residual to where those positions are staged.</summary>
    void MoveStaged(in Pass pass, int position, int count, int rows, int stagedRow, Move move)
    {
        for (int row = 0; row < rows; row++)
            MoveStagedRun(pass, position + row * Pitch(pass), count, row * stagedRow, move);
    }

    /// <summary>Moves one run of positions, which may span several rows of the output and the gaps between them.</summary>
    void MoveStagedRun(in Pass pass, int position, int count, int staged, Move move)
    {
        int phases = kernel.Plan.Width.Count, perPosition = kernel.Plan.Interleaved ? phases : 1;
        for (int done = 0; done < count;)
        {
            // The end of a row, rows as a whole, or the beginning of one.
            var (row, block) = Math.DivRem(position + done, Pitch(pass));
            int blocks = Math.Min(count - done, blocksWidth - block);
            int rows = blocks == blocksWidth ? (count - done - blocksWidth) / Pitch(pass) + 1 : 1;
            if (blocks > 0)
            {
                int outputs = Math.Min(blocks * phases, shape.OutWidth - (width + block) * phases);
                MoveRows(pass, row * OutputRowStep(pass) + (nint)block * phases, (nint)(staged + done) * perPosition, rows, outputs, move);
            }
            done += rows * Pitch(pass) - block;
        }
    }

    /// <summary>Moves rows of outputs.</summary>
    /// <param name="pass">The channels and the row phase.</param>
    /// <param name="at">The first output of the first channel.</param>
    /// <param name="staged">Where that is staged.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="outputs">The outputs of a row.</param>
    /// <param name="move">From where to where.</param>
    void MoveRows(in Pass pass, nint at, nint staged, int rows, int outputs, Move move)
    {
        var plan = kernel.Plan;
        int phases = plan.Width.Count;
        nint stagedRow = (nint)Pitch(pass) * (plan.Interleaved ? phases : 1);
        for (int channel = 0; channel < pass.Channels; channel++, at += pass.OutputChannelStep, staged += (nint)layout.StagedStep * phases)
        {
            if (move == Move.ResidualToStage)
            {
                for (int row = 0; row < rows; row++)
                    OutputRow.Stage(pass.Residual + at + row * OutputRowStep(pass), residualStage + staged + row * stagedRow, plan.Interleaved, layout.StagedStep, phases, outputs);
                continue;
            }
            T* to = pass.Output + at;
            OutputRow.StoreRows(stage + staged, stagedRow, to, OutputRowStep(pass), rows, plan.Interleaved, layout.StagedStep, phases, outputs, ahead: pass.OutputChannelStep);
            if (Finishes)
            {
                for (int row = 0; row < rows; row++)
                    Finish(to + row * OutputRowStep(pass), outputs);
            }
        }
    }
}
