using System.ComponentModel;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// What strips of a plane read and write. All steps count elements. One call computes <see cref="Strips"/> strips side by side, each of as many
/// positions as its vectors have lanes, from its first input row to its last.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StripArguments<T>
    where T : unmanaged
{
    /// <summary>The plane of the input.</summary>
    public readonly ref T Input;

    /// <summary>The size of that plane.</summary>
    public readonly int InHeight, InWidth;

    /// <summary>The first position.</summary>
    public readonly int Position;

    /// <summary>The number of strips side by side.</summary>
    public readonly int Strips;

    /// <summary>The rows of the input that reach the outputs, the first one and the one behind the last; they may lie outside the plane.</summary>
    public readonly int FirstRow, EndRow;

    /// <summary>The weights of the output channel, in their original order.</summary>
    public readonly ref T Weights;

    /// <summary>Its bias.</summary>
    public readonly T Bias;

    /// <summary>The first output of the first strip.</summary>
    public readonly ref T Output;

    /// <summary>What is added to it before the activation, where the kernel has a residual; its steps are the output's.</summary>
    public readonly ref T Residual;

    /// <summary>The number of the first output row, and how many there are.</summary>
    public readonly int FirstOutputRow, OutputRows;

    /// <summary>From one output row to the next.</summary>
    public readonly nint OutputRowStep;

    /// <summary>The parameters of an activation that is applied before outputs are stored; see <see cref="TileArguments{T}.Alpha"/>.</summary>
    public readonly T Alpha, Beta;

    /// <summary>Names what strips read and write.</summary>
    public StripArguments(
        ref T input, int inHeight, int inWidth, int position, int strips, int firstRow, int endRow, ref T weights, T bias,
        ref T output, ref T residual, int firstOutputRow, int outputRows, nint outputRowStep, T alpha, T beta)
    {
        Input = ref input;
        InHeight = inHeight;
        InWidth = inWidth;
        Position = position;
        Strips = strips;
        FirstRow = firstRow;
        EndRow = endRow;
        Weights = ref weights;
        Bias = bias;
        Output = ref output;
        Residual = ref residual;
        FirstOutputRow = firstOutputRow;
        OutputRows = outputRows;
        OutputRowStep = outputRowStep;
        Alpha = alpha;
        Beta = beta;
    }
}
