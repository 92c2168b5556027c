using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// What register tiles read and write. All steps count elements. One call computes <see cref="Rows"/> rows of
/// <see cref="Blocks"/> tiles side by side, each of as many positions as its vectors have lanes.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TileArguments<T>
    where T : unmanaged
{
    /// <summary>The input that the first position reads at shift 0 of the phase group, in the first channel.</summary>
    public readonly ref T Input;

    /// <summary>From one input channel to the next.</summary>
    public readonly nint InputChannelStep;

    /// <summary>From what is read now to the input that is asked for meanwhile, which may lie behind the last channel; 0: with 512 bits nothing is.</summary>
    public readonly nint InputAhead;

    /// <summary>Where the input is kept that the first position reads in the first channel, for passes after this one.</summary>
    public readonly ref T KeptInput;

    /// <summary>From one input channel to the next of what is kept; 0: the input is not.</summary>
    public readonly nint KeptStep;

    /// <summary>How much further apart than the input of two rows lies what is kept of them.</summary>
    public readonly nint KeptRowStep;

    /// <summary>From the input of one shift along the innermost axis to that of the next.</summary>
    public readonly nint ShiftStep;

    /// <summary>Where the row of each row tap begins, counted from <see cref="Input"/>.</summary>
    public readonly ref nint RowOffsets;

    /// <summary>The weights, <c>[row tap][input channel][output channel][slot]</c>, from the tile's first output channel.</summary>
    public readonly ref T Weights;

    /// <summary>From one input channel's weights to the next.</summary>
    public readonly nint WeightStep;

    /// <summary>The bias of each output channel.</summary>
    public readonly ref T Bias;

    /// <summary>Where rows stand in the place of output channels: so many, the first ones, have taps that the others do not have;
    /// 0 or less: none of the tile's.</summary>
    public readonly int LongerRows;

    /// <summary>The number of those row taps, which follow the others in <see cref="RowOffsets"/>.</summary>
    public readonly int ExtraRowTaps;

    /// <summary>Their weights, <c>[row tap][input channel][row][slot]</c>, from the tile's first row.</summary>
    public readonly ref T ExtraWeights;

    /// <summary>From one input channel's weights of <see cref="ExtraWeights"/> to the next.</summary>
    public readonly nint ExtraWeightStep;

    /// <summary>The first output.</summary>
    public readonly ref T Output;

    /// <summary>What is added to the first output before the activation, where the kernel has a residual; its steps are the
    /// output's.</summary>
    public readonly ref T Residual;

    /// <summary>From one output channel to the next.</summary>
    public readonly nint OutputChannelStep;

    /// <summary>From one phase to the next, where the phases are stored apart.</summary>
    public readonly nint OutputPhaseStep;

    /// <summary>From the first output to those whose memory is asked for meanwhile: 0 where outputs are stored to their place, not staged.</summary>
    public readonly nint AskedOffset;

    /// <summary>How much further apart than the outputs of two tiles side by side lie those that they ask for.</summary>
    public readonly nint AskedTileStep;

    /// <summary>From one output channel to the next of what is asked for.</summary>
    public readonly nint AskedChannelStep;

    /// <summary>How many cache lines of each channel a tile asks for.</summary>
    public readonly int AskedLines;

    /// <summary>The number of input channels.</summary>
    public readonly int InChannels;

    /// <summary>The number of row taps; 0 where none reaches the outputs, which then hold the bias.</summary>
    public readonly int RowTaps;

    /// <summary>Whether rows of one output channel stand in the place of output channels, each of which reads its input one row further than
    /// the row before, through the same weights; then there are as many more of <see cref="RowOffsets"/> as there are more rows than one.</summary>
    public readonly bool RowsOverlap;

    /// <summary>The number of tiles side by side.</summary>
    public readonly int Blocks;

    /// <summary>The number of rows.</summary>
    public readonly int Rows;

    /// <summary>From one row's input to the next row's.</summary>
    public readonly nint InputRowStep;

    /// <summary>From one row's outputs to the next row's.</summary>
    public readonly nint OutputRowStep;

    /// <summary>The parameters of an activation that is applied before outputs are stored: the slope of LeakyRelu, the bounds of Relu and Clip, the divisor
    /// and the addend of HardSwish; those that change nothing where sums are stored that are not outputs yet.</summary>
    public readonly T Alpha, Beta;

    /// <summary>Where what a tile reads in a channel is kept.</summary>
    /// <param name="input">What the tile reads in the first channel.</param>
    /// <param name="row">The row.</param>
    /// <param name="inChannel">The channel.</param>
    /// <returns>The place of the tile's first position.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Kept(ref T input, int row, nint inChannel) =>
        ref Unsafe.AddByteOffset(ref Unsafe.Add(ref KeptInput, inChannel * KeptStep + row * KeptRowStep), Unsafe.ByteOffset(ref Input, ref input));

    /// <summary>Names what a tile reads and writes.</summary>
    public TileArguments(
        ref T input, nint inputChannelStep, nint inputAhead, ref T keptInput, nint keptStep, nint keptRowStep, nint shiftStep, ref nint rowOffsets, int rowTaps, bool rowsOverlap, int inChannels,
        ref T weights, nint weightStep, ref T bias,
        int longerRows, int extraRowTaps, ref T extraWeights, nint extraWeightStep,
        ref T output, ref T residual, nint outputChannelStep, nint outputPhaseStep,
        nint askedOffset, nint askedTileStep, nint askedChannelStep, int askedLines,
        int blocks, int rows, nint inputRowStep, nint outputRowStep, T alpha, T beta)
    {
        Input = ref input;
        InputChannelStep = inputChannelStep;
        InputAhead = inputAhead;
        KeptInput = ref keptInput;
        KeptStep = keptStep;
        KeptRowStep = keptRowStep;
        ShiftStep = shiftStep;
        RowOffsets = ref rowOffsets;
        RowTaps = rowTaps;
        RowsOverlap = rowsOverlap;
        InChannels = inChannels;
        Weights = ref weights;
        WeightStep = weightStep;
        Bias = ref bias;
        LongerRows = longerRows;
        ExtraRowTaps = extraRowTaps;
        ExtraWeights = ref extraWeights;
        ExtraWeightStep = extraWeightStep;
        Output = ref output;
        Residual = ref residual;
        OutputChannelStep = outputChannelStep;
        OutputPhaseStep = outputPhaseStep;
        AskedOffset = askedOffset;
        AskedTileStep = askedTileStep;
        AskedChannelStep = askedChannelStep;
        AskedLines = askedLines;
        Blocks = blocks;
        Rows = rows;
        InputRowStep = inputRowStep;
        OutputRowStep = outputRowStep;
        Alpha = alpha;
        Beta = beta;
    }
}
