using System.Buffers;
using System.Numerics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The work of one call as a list of items, each the tiles' outputs for a range of output channels. Items are independent, and
/// what an item computes does not depend on who computes the others: any number of threads gives the same bits.
/// </summary>
readonly unsafe struct TileWork<T, TKernel> : IItems
    where T : unmanaged, IFloatingPointIeee754<T>
    where TKernel : struct, ITileKernel<T>
{
    /// <summary>How much less of the work the busiest thread has to have for rows to be divided: more threads read the weights then.</summary>
    const double LeastGain = 0.05;

    readonly TKernel kernel;
    readonly TileLayout layout;
    readonly KernelCall<T> call;
    readonly LanePlan? lanes;
    readonly int channelBlocks, channelParts;

    /// <param name="kernel">The kernel.</param>
    /// <param name="layout">How the call is cut into tiles.</param>
    /// <param name="call">The call, with weights and biases packed for tiles or for lanes.</param>
    /// <param name="lanes">The lanes plan where the layout, the weights and the biases are its.</param>
    /// <param name="degree">How many threads may work at once.</param>
    public TileWork(TKernel kernel, in TileLayout layout, in KernelCall<T> call, LanePlan? lanes, int degree)
    {
        this.kernel = kernel;
        this.layout = layout;
        this.call = call;
        this.lanes = lanes;
        channelBlocks = lanes is not null ? lanes.Blocks(call.Shape.OutChannelsPerGroup, layout.LaneForm) : WeightPacker.ChannelBlocks(call.Shape.OutChannelsPerGroup, kernel.Plan.ChannelBlock);

        // Too few tiles to go round, or to go round evenly: divide the output channels as well, at the cost of copying the input of
        // tiles once more whose parts fall to several threads.
        long tiles = call.Shape.Batch * (long)call.Shape.Groups * layout.Tiles;
        long parts = tiles >= 4 * degree || degree == 1 ? 1 : (2 * degree + tiles - 1) / tiles;
        if (tiles < 16 * degree && tiles * parts % degree != 0)
            parts *= degree;
        channelParts = (int)Math.Min(channelBlocks, parts);
        if (degree > 1 && tiles < 4 * degree)
        {
            // Too few channels for that, or blocks that differ too much: divide the rows of tiles instead.
            var divided = new TileLayout(layout, tilesHeight: layout.TilesHeight * (long)degree);
            long tilesOfDivided = tiles / layout.TilesHeight * divided.TilesHeight;
            if (tiles * channelParts % degree != 0 || (tilesOfDivided % degree == 0 && ShareOfRows(divided) + LeastGain < ShareOfChannels(tiles, degree)))
                (this.layout, tiles) = (divided, tilesOfDivided);
        }
        Items = tiles * channelParts;
    }

    /// <summary>How many times its share of the rows the busiest thread has where these are divided.</summary>
    static double ShareOfRows(in TileLayout divided) => divided.TileHeight * (double)divided.TilesHeight / divided.BlocksHeight;

    /// <summary>The same of vectors of output channels, of which a block has more than another; the blocks of the tile plan differ by a channel at most.</summary>
    double ShareOfChannels(long tiles, int degree)
    {
        if (lanes is null)
            return 1;
        int vectors = lanes.Vectors(call.Shape.OutChannelsPerGroup), items = (int)tiles * channelParts, most = 0;
        for (int thread = 0; thread < degree; thread++)
            most = Math.Max(most, VectorsBefore(EqualParts.Start(items, degree, thread + 1)) - VectorsBefore(EqualParts.Start(items, degree, thread)));
        return most * (double)degree / (tiles * vectors);
    }

    /// <summary>The vectors of output channels of the items before one.</summary>
    int VectorsBefore(int item)
    {
        var (tile, part) = Math.DivRem(item, channelParts);
        int vectors = lanes!.Vectors(call.Shape.OutChannelsPerGroup);
        return tile * vectors + EqualParts.Start(vectors, channelBlocks, EqualParts.Start(channelBlocks, channelParts, part));
    }

    /// <inheritdoc/>
    public long Items { get; }

    /// <inheritdoc/>
    public void Run(long first, long end)
    {
        var plan = kernel.Plan;
        int inputScratch = (int)layout.InputScratch;
        int staged = (int)layout.StagedScratch;
        int alignment = CacheLine.Bytes / sizeof(T);
        int stages = kernel.HasResidual && lanes is null ? 2 * staged : staged;
        T[] scratch = ArrayPool<T>.Shared.Rent(inputScratch + stages + 2 * alignment);
        nint[] taps = ArrayPool<nint>.Shared.Rent(lanes is null ? plan.RowTaps + TilePlan.MostRowsTogether : plan.RowTaps * plan.Width.Axis.K * sizeof(LaneTap) / sizeof(nint));
        fixed (T* unaligned = scratch)
        fixed (nint* tapMemory = taps)
        {
            var memory = new Memory { Stage = CacheLine.Align(unaligned), Taps = tapMemory };
            memory.ResidualStage = memory.Stage + staged;
            memory.Tile = CacheLine.Align(memory.Stage + stages);
            if (lanes is null)
                FillRowOffsets(plan, tapMemory);
            long copied = -1;
            for (long item = first; item < end; item++)
            {
                long index = item / channelParts;
                var place = Locate(index);
                bool inPlace = layout.InPlace && (ReadsInside(place) || EndsInside(place));
                bool copies = !inPlace && index != copied, keeps = lanes is null && layout.KeepsInput && (layout.Flat ? ReadsInside(place) : EndsWithRows);
                if (copies)
                {
                    if (!keeps)
                        InputTile.Copy(SourceOf(place), memory.Tile, plan, call.Shape, layout, place);
                    copied = index;
                }
                bool another = (!layout.InPlace || HasSmallImages) && !keeps && (index + 1) * channelParts < end;
                Compute(place, (int)(item % channelParts), inPlace, copies && keeps, another ? Locate(index + 1) : null, memory);
            }
        }
        ArrayPool<nint>.Shared.Return(taps);
        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>The scratch memory of a thread.</summary>
    ref struct Memory
    {
        public T* Tile, Stage, ResidualStage;
        public nint* Taps;
    }

    /// <summary>Computes a part of the output channels of a tile, and asks meanwhile for the input of the next one.</summary>
    void Compute(in TilePlace place, int part, bool inPlace, bool keeps, TilePlace? next, in Memory memory)
    {
        int first = EqualParts.Start(channelBlocks, channelParts, part);
        int end = EqualParts.Start(channelBlocks, channelParts, part + 1);
        nint firstOutput = (nint)((place.Image * call.Shape.OutChannels + place.Group * call.Shape.OutChannelsPerGroup) * call.Shape.OutPlane);
        if (lanes is not null)
        {
            var outputs = new LaneOutputs<T, TKernel>(kernel, lanes, call.Shape, layout, memory.Tile, memory.Stage, (LaneTap*)memory.Taps, place);
            for (int block = first; block < end; block++)
            {
                Prefetch(next, block - first, end - first);
                ComputeLanes(outputs, lanes, place.Group, block, firstOutput);
            }
        }
        else
        {
            T* source = inPlace || keeps ? SourceOf(place) + (nint)FirstRow(place) * call.Shape.InWidth + place.Width + kernel.Plan.Width.MinShift : null;
            var outputs = new TileOutputs<T, TKernel>(
                kernel, call.Shape, layout, inPlace ? source : memory.Tile, keeps ? source : null, inPlace, endsInside: inPlace && !ReadsInside(place),
                memory.Stage, memory.ResidualStage, memory.Taps, place);
            for (int block = first; block < end; block++)
            {
                Prefetch(next, block - first, end - first);
                ComputeTiles(outputs, place.Group, block, firstOutput, isFirst: block == first);
            }
        }
    }

    /// <summary>Asks for a part of the next tile's input. All of it at once would take as long as its copy.</summary>
    void Prefetch(in TilePlace? next, int part, int parts)
    {
        if (next is { } place && parts > 1)
            InputTile.Prefetch(SourceOf(place), kernel.Plan, call.Shape, layout, place, part, parts);
    }

    /// <summary>The place of a tile.</summary>
    TilePlace Locate(long index)
    {
        var (rest, width) = Math.DivRem(index, layout.TilesWidth);
        (rest, long height) = Math.DivRem(rest, layout.TilesHeight);
        (rest, long depth) = Math.DivRem(rest, layout.BlocksDepth);
        (long image, long group) = Math.DivRem(rest, call.Shape.Groups);
        return new(image, (int)group, (int)depth, (int)height * layout.TileHeight, (int)width * layout.TileWidth);
    }

    /// <summary>The first input channel of a tile.</summary>
    T* SourceOf(in TilePlace place) => call.Input + (nint)((place.Image * call.Shape.InChannels + place.Group * call.Shape.InChannelsPerGroup) * call.Shape.InPlane);

    void ComputeTiles(in TileOutputs<T, TKernel> outputs, int group, int block, nint firstOutput, bool isFirst)
    {
        int first = EqualParts.Start(call.Shape.OutChannelsPerGroup, channelBlocks, block);
        int channels = EqualParts.Start(call.Shape.OutChannelsPerGroup, channelBlocks, block + 1) - first;
        int channel = group * call.Shape.OutChannelsPerGroup + first;
        firstOutput += first * (nint)call.Shape.OutPlane;
        outputs.Compute(
            channels,
            isFirst,
            call.Weight + (nint)channel * call.Shape.InChannelsPerGroup * kernel.Plan.Geometry.KernelElements,
            call.Bias + channel,
            call.Output + firstOutput,
            kernel.HasResidual ? call.Residual + firstOutput : null);
    }

    void ComputeLanes(in LaneOutputs<T, TKernel> outputs, LanePlan lanes, int group, int block, nint firstOutput)
    {
        int outPerGroup = call.Shape.OutChannelsPerGroup;
        int vectors = lanes.Vectors(outPerGroup);
        int first = EqualParts.Start(vectors, channelBlocks, block), end = EqualParts.Start(vectors, channelBlocks, block + 1);
        nint vector = (nint)group * vectors + first;
        nint weightsOfVector = (nint)call.Shape.InChannelsPerGroup * kernel.Plan.Geometry.KernelElements * lanes.ChannelsOfVector;
        firstOutput += lanes.Channel(first) * (nint)call.Shape.OutPlane;
        outputs.Compute(new()
        {
            Channels = Math.Min(lanes.Channel(end), outPerGroup) - lanes.Channel(first),
            Vectors = end - first,
            Weight = call.Weight + vector * weightsOfVector,
            Bias = call.Bias + vector * lanes.Lanes,
            Output = call.Output + firstOutput,
            Residual = kernel.HasResidual ? call.Residual + firstOutput : null,
        });
    }

    /// <summary>Whether all that the tile's taps read lies in its row, and register tiles stay inside the input where they compute more positions than the tile has.</summary>
    bool ReadsInside(in TilePlace place)
    {
        var width = kernel.Plan.Width;
        if (width.MaxShift > width.MinShift)
        {
            long behindRow = (long)place.Width + layout.TileWidth + width.MaxShift;
            return place.Width + (long)width.MinShift >= 0 && behindRow + layout.LargestBlock <= call.Shape.InWidth;
        }
        if (EndsWithRows)
            return true;
        long lastChannel = place.Image * call.Shape.InChannels + (long)(place.Group + 1) * call.Shape.InChannelsPerGroup - 1;
        long end = lastChannel * call.Shape.InPlane + (FirstRow(place) + layout.TileHeight) * layout.Pitch + layout.LargestBlock;
        return end <= call.Shape.Batch * (long)call.Shape.InChannels * call.Shape.InPlane;
    }

    /// <summary>Whether register tiles that run on across the ends of rows can end where the tile ends, the last computed once more together with what lies before
    /// it: where the last positions that are staged at once are enough for one.</summary>
    bool EndsInside(in TilePlace place)
    {
        var plan = kernel.Plan;
        if (!layout.Flat || plan.Width.MaxShift > plan.Width.MinShift || call.Shape.OutHeight != (long)layout.BlocksHeight * plan.Height.Count)
            return false;
        int positions = Math.Min(layout.TileHeight, layout.BlocksHeight - place.Height) * layout.Pitch;
        return (positions - 1) % layout.StagedPositions + 1 >= plan.SmallestTile<T>(plan.FormOfFlat(call.Shape.OutChannelsPerGroup));
    }

    /// <summary>Whether register tiles end where rows end: these are whole ones, or the last is computed once more together with what lies before it, as
    /// <see cref="TileOutputs{T, TKernel}"/> does.</summary>
    bool EndsWithRows
    {
        get
        {
            var plan = kernel.Plan;
            if (layout.Flat || !plan.Interleaved || layout.BlocksWidth > call.Shape.OutWidth / plan.Width.Count)
                return false;
            int tile = plan.LastTile<T>(plan.FormOf(call.Shape.OutChannelsPerGroup));
            return layout.BlocksWidth % tile == 0 || (layout.BlocksWidth > tile && !kernel.HasResidual);
        }
    }

    /// <summary>Whether the input is several images of fewer bytes than register tiles ask for ahead where they read in place.</summary>
    bool HasSmallImages => call.Shape.Batch > 1 && call.Shape.InChannelsPerGroup * call.Shape.InPlane * sizeof(T) < TileRun<T, TKernel>.CachedBytes;

    /// <summary>The first row of a tile that is read in place, counted through all slices.</summary>
    long FirstRow(in TilePlace place) => (long)place.Depth * call.Shape.InHeight + place.Height;

    /// <summary>Where the row of each row tap begins in a tile's scratch memory.</summary>
    void FillRowOffsets(TilePlan plan, nint* offsets)
    {
        foreach (var row in plan.FoldsRows(call.Shape.OutChannelsPerGroup) ? plan.FoldedRows! : plan.Rows)
        {
            foreach (var tap in row.Taps)
            {
                int slice = tap.DepthShift - plan.Depth.MinShift;
                int line = tap.HeightShift - plan.Height.MinShift;
                *offsets++ = ((nint)slice * layout.Rows + line) * layout.Pitch;
            }
        }
        for (int row = 1; row < plan.RowsTogether(call.Shape.OutChannelsPerGroup); row++, offsets++)
            *offsets = offsets[-1] + layout.Pitch;
    }
}

/// <summary>Where a tile is: its image and group, and its first output block along each axis.</summary>
readonly record struct TilePlace(long Image, int Group, int Depth, int Height, int Width);
