using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The tensors of a call as the spans and sizes that kernels take. An input has rank + 2 axes,
/// <c>[batch, inChannels, *size]</c>, or rank + 1 where it is unbatched; the output has as many.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TensorArguments<T>
    where T : unmanaged
{
    readonly Sizes size;
    readonly int rank;

    /// <summary>Takes the sizes from the input.</summary>
    /// <param name="geometry">The kernel's geometry.</param>
    /// <param name="input"><c>[batch, inChannels, *size]</c>, or without the batch.</param>
    /// <exception cref="ArgumentException">The input is not dense, or has another number of axes.</exception>
    public TensorArguments(ConvTransposeGeometry geometry, in ReadOnlyTensorSpan<T> input)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        rank = geometry.Rank;
        if (input.Rank != rank + 2 && input.Rank != rank + 1)
        {
            throw new ArgumentException(
                $"input has the shape {Text(input.Lengths)}; {rank + 2} axes [batch, inChannels, …], or {rank + 1} without the batch, were expected.",
                nameof(input));
        }
        Input = Dense(input, nameof(input));
        IsBatched = input.Rank == rank + 2;
        Batch = IsBatched ? Length(input.Lengths[0]) : 1;
        InChannels = Length(input.Lengths[input.Rank - rank - 1]);
        for (int axis = 0; axis < rank; axis++)
            size[axis] = Length(input.Lengths[input.Rank - rank + axis]);
    }

    /// <summary>The input's elements.</summary>
    public ReadOnlySpan<T> Input { get; }

    /// <summary>Whether the input has a batch axis.</summary>
    public bool IsBatched { get; }

    /// <summary>The number of images.</summary>
    public int Batch { get; }

    /// <summary>The number of input channels.</summary>
    public int InChannels { get; }

    /// <summary>The input's spatial size.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ReadOnlySpan<int> Size => MemoryMarshal.CreateReadOnlySpan(in size[0], rank);

    /// <summary>The number of output channels that a weight tensor gives.</summary>
    /// <param name="geometry">The kernel's geometry.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <exception cref="ArgumentException">The weight has another shape than the geometry and the input ask for.</exception>
    public int OutChannels(ConvTransposeGeometry geometry, in ReadOnlyTensorSpan<T> weight)
    {
        bool fits = weight.Rank == rank + 2 && weight.Lengths[0] == InChannels;
        for (int axis = 0; fits && axis < rank; axis++)
            fits = weight.Lengths[axis + 2] == geometry.Axes[axis].K;
        if (!fits)
        {
            string kernel = string.Join(", ", geometry.Axes.ToArray().Select(axis => axis.K));
            throw new ArgumentException(
                $"weight has the shape {Text(weight.Lengths)}; [{InChannels}, outChannels/{geometry.Groups}, {kernel}] was expected.", nameof(weight));
        }
        return Length(weight.Lengths[1] * geometry.Groups);
    }

    /// <summary>Checks the shape of the output, or of a residual.</summary>
    /// <param name="geometry">The kernel's geometry.</param>
    /// <param name="outChannels">The number of output channels.</param>
    /// <param name="lengths">The tensor's shape.</param>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public void CheckOutput(ConvTransposeGeometry geometry, int outChannels, ReadOnlySpan<nint> lengths, string name)
    {
        nint[] expected = OutputShape(geometry, outChannels);
        if (!lengths.SequenceEqual(expected))
            throw new ArgumentException($"{name} has the shape {Text(lengths)}; {Text(expected)} was expected.", name);
    }

    /// <summary>The shape of the output.</summary>
    /// <param name="geometry">The kernel's geometry.</param>
    /// <param name="outChannels">The number of output channels.</param>
    public nint[] OutputShape(ConvTransposeGeometry geometry, int outChannels)
    {
        var spatial = geometry.OutputShape(Size);
        var shape = new nint[spatial.Length + (IsBatched ? 2 : 1)];
        shape[0] = Batch;
        shape[^(spatial.Length + 1)] = outChannels;
        for (int axis = 0; axis < spatial.Length; axis++)
            shape[^(spatial.Length - axis)] = spatial[axis];
        return shape;
    }

    /// <summary>The elements of a dense tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It is not dense, or too large for a span.</exception>
    public static ReadOnlySpan<T> Dense(in ReadOnlyTensorSpan<T> tensor, string name)
    {
        CheckDense(tensor.IsDense, tensor.FlattenedLength, name);
        return tensor.FlattenedLength == 0 ? default : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    /// <inheritdoc cref="Dense(in ReadOnlyTensorSpan{T}, string)"/>
    public static Span<T> Dense(in TensorSpan<T> tensor, string name)
    {
        CheckDense(tensor.IsDense, tensor.FlattenedLength, name);
        return tensor.FlattenedLength == 0 ? default : MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    static void CheckDense(bool isDense, nint length, string name)
    {
        if (!isDense)
            throw new ArgumentException($"{name} is not dense; a tensor whose elements lie side by side in row-major order was expected.", name);
        if (length > int.MaxValue)
            throw new ArgumentException($"{name} has {length} elements; at most {int.MaxValue} were expected.", name);
    }

    static int Length(nint length) => checked((int)length);

    static string Text(ReadOnlySpan<nint> lengths) => $"[{string.Join(", ", lengths.ToArray())}]";

    [System.Runtime.CompilerServices.InlineArray(3)]
    struct Sizes
    {
        int first;
    }
}
