using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The tensors of a call, checked, as the spans and sizes that kernels take. An input has rank + 2 axes,
/// <c>[batch, inChannels, *size]</c>, or rank + 1 where it is unbatched; the output has as many.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct TensorArguments<T>
    where T : unmanaged
{
    readonly ConvTransposeGeometry geometry;
    readonly Sizes size;
    readonly bool isBatched;

    /// <summary>A call with weights in their original order.</summary>
    /// <param name="geometry">The kernel's geometry.</param>
    /// <param name="input"><c>[batch, inChannels, *size]</c>, or without the batch.</param>
    /// <param name="weight"><c>[inChannels, outChannels/g, *k]</c></param>
    /// <param name="bias"><c>[outChannels]</c>, or empty for none.</param>
    /// <param name="inChannels">The number of input channels that the method fixes, or 0.</param>
    /// <param name="outChannels">The number of output channels that the method fixes, or 0.</param>
    /// <exception cref="ArgumentException">A tensor is not dense or has another shape than the others ask for.</exception>
    public TensorArguments(ConvTransposeGeometry geometry, in ReadOnlyTensorSpan<T> input, in ReadOnlyTensorSpan<T> weight,
        in ReadOnlyTensorSpan<T> bias, int inChannels = 0, int outChannels = 0)
        : this(geometry, input)
    {
        int rank = geometry.Rank;
        if (InChannels < 1 || InChannels % geometry.Groups != 0 || (inChannels != 0 && InChannels != inChannels))
        {
            string expected = inChannels != 0 ? inChannels.ToString() : $"a positive multiple of the {geometry.Groups} groups";
            throw new ArgumentException($"input has the shape {Text(input.Lengths)} with {InChannels} channels; {expected} was expected.", nameof(input));
        }
        bool fits = weight.Rank == rank + 2 && weight.Lengths[0] == InChannels && weight.Lengths[1] > 0
            && weight.Lengths[1] <= int.MaxValue / geometry.Groups
            && (outChannels == 0 || weight.Lengths[1] * geometry.Groups == outChannels);
        for (int axis = 0; fits && axis < rank; axis++)
            fits = weight.Lengths[axis + 2] == geometry.Axes[axis].K;
        if (!fits)
        {
            string kernel = string.Join(", ", geometry.Axes.ToArray().Select(axis => axis.K));
            string perGroup = outChannels == 0 ? $"outChannels/{geometry.Groups}" : (outChannels / geometry.Groups).ToString();
            throw new ArgumentException(
                $"weight has the shape {Text(weight.Lengths)}; [{InChannels}, {perGroup}, {kernel}] was expected.", nameof(weight));
        }
        OutChannels = (int)weight.Lengths[1] * geometry.Groups;
        Weight = Dense(weight, nameof(weight));
        if (!bias.IsEmpty && (bias.Rank != 1 || bias.Lengths[0] != OutChannels))
            throw new ArgumentException($"bias has the shape {Text(bias.Lengths)}; [{OutChannels}] or none was expected.", nameof(bias));
        Bias = Dense(bias, nameof(bias));
    }

    /// <summary>A call with packed weights.</summary>
    /// <param name="geometry">The kernel's geometry.</param>
    /// <param name="input"><c>[batch, inChannels, *size]</c>, or without the batch.</param>
    /// <param name="weights">The weights and bias, packed for this geometry.</param>
    /// <param name="inChannels">The number of input channels that the method fixes, or 0.</param>
    /// <param name="outChannels">The number of output channels that the method fixes, or 0.</param>
    /// <exception cref="ArgumentNullException"><paramref name="weights"/> is null.</exception>
    /// <exception cref="ArgumentException">The input is not dense or has another shape than geometry and weights ask for, or
    /// the weights are packed for another geometry.</exception>
    public TensorArguments(ConvTransposeGeometry geometry, in ReadOnlyTensorSpan<T> input, PackedWeights<T> weights,
        int inChannels = 0, int outChannels = 0)
        : this(geometry, input)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (!weights.Geometry.Equals(geometry))
            throw new ArgumentException($"weights are packed for {weights.Geometry}; {geometry} was expected.", nameof(weights));
        TileDriver.CheckChannels(weights, inChannels, outChannels);
        if (InChannels != weights.InChannels)
            throw new ArgumentException($"input has the shape {Text(input.Lengths)} with {InChannels} channels; {weights.InChannels} was expected.", nameof(input));
        OutChannels = weights.OutChannels;
    }

    /// <summary>Takes the sizes from the input.</summary>
    TensorArguments(ConvTransposeGeometry geometry, in ReadOnlyTensorSpan<T> input)
    {
        this.geometry = geometry;
        int rank = geometry.Rank;
        if (input.Rank != rank + 2 && input.Rank != rank + 1)
        {
            throw new ArgumentException(
                $"input has the shape {Text(input.Lengths)}; {rank + 2} axes [batch, inChannels, …], or {rank + 1} without the batch, were expected.",
                nameof(input));
        }
        isBatched = input.Rank == rank + 2;
        Batch = isBatched ? Length(input, 0) : 1;
        InChannels = Length(input, input.Rank - rank - 1);
        for (int axis = 0; axis < rank; axis++)
        {
            size[axis] = Length(input, input.Rank - rank + axis);
            long outputs = size[axis] < 1 ? 0 : geometry.Axes[axis].OutputSize(size[axis]);
            if (outputs is < 1 or > int.MaxValue)
            {
                throw new ArgumentException(
                    $"input has the shape {Text(input.Lengths)}, which gives {outputs} outputs with {geometry.Axes[axis]}; at least 1 and at most {int.MaxValue} are possible.",
                    nameof(input));
            }
        }
        Input = Dense(input, nameof(input));
    }

    /// <summary>The input's elements.</summary>
    public ReadOnlySpan<T> Input { get; }

    /// <summary>The weight's elements.</summary>
    public ReadOnlySpan<T> Weight { get; }

    /// <summary>The bias's elements, or none.</summary>
    public ReadOnlySpan<T> Bias { get; }

    /// <summary>The number of images.</summary>
    public int Batch { get; }

    /// <summary>The number of input channels.</summary>
    public int InChannels { get; }

    /// <summary>The number of output channels.</summary>
    public int OutChannels { get; }

    /// <summary>The input's spatial size.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int> Size => MemoryMarshal.CreateReadOnlySpan(in size[0], geometry.Rank);

    /// <summary>The elements of the output.</summary>
    /// <param name="output"><c>[batch, outChannels, *out]</c>, or without the batch where the input is.</param>
    /// <exception cref="ArgumentException">It is not dense or has another shape.</exception>
    public Span<T> Output(in TensorSpan<T> output)
    {
        CheckOutput(output.Lengths, nameof(output));
        CheckDense(output.IsDense, output.Lengths, output.Strides, output.FlattenedLength, nameof(output));
        return output.FlattenedLength == 0 ? default : MemoryMarshal.CreateSpan(ref output.GetPinnableReference(), (int)output.FlattenedLength);
    }

    /// <summary>The elements of the residual.</summary>
    /// <param name="residual">Of the output's shape.</param>
    /// <exception cref="ArgumentException">It is not dense or has another shape.</exception>
    public ReadOnlySpan<T> Residual(in ReadOnlyTensorSpan<T> residual)
    {
        CheckOutput(residual.Lengths, nameof(residual));
        return Dense(residual, nameof(residual));
    }

    /// <summary>A new tensor of the output's shape, its elements not set.</summary>
    /// <exception cref="ArgumentException">The output would have more elements than an array can hold.</exception>
    public Tensor<T> CreateOutput()
    {
        Span<nint> shape = stackalloc nint[5];
        shape = OutputShape(shape);
        Int128 elements = 1;
        foreach (nint length in shape)
            elements *= length;
        if (elements > Array.MaxLength)
            throw new ArgumentException($"The output would have the shape {Text(shape)}; at most {Array.MaxLength} elements are possible.", "input");
        return Tensor.CreateFromShapeUninitialized<T>(shape);
    }

    void CheckOutput(ReadOnlySpan<nint> lengths, string name)
    {
        Span<nint> expected = stackalloc nint[5];
        expected = OutputShape(expected);
        if (!lengths.SequenceEqual(expected))
            throw new ArgumentException($"{name} has the shape {Text(lengths)}; {Text(expected)} was expected.", name);
    }

    Span<nint> OutputShape(Span<nint> shape)
    {
        int axes = 0;
        if (isBatched)
            shape[axes++] = Batch;
        shape[axes++] = OutChannels;
        for (int axis = 0; axis < geometry.Rank; axis++)
            shape[axes++] = (nint)geometry.Axes[axis].OutputSize(size[axis]);
        return shape[..axes];
    }

    static ReadOnlySpan<T> Dense(in ReadOnlyTensorSpan<T> tensor, string name)
    {
        CheckDense(tensor.IsDense, tensor.Lengths, tensor.Strides, tensor.FlattenedLength, name);
        return tensor.FlattenedLength == 0 ? default : MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    /// <summary>Dense does not yet mean row-major: a tensor with permuted axes has no gaps either. Axes of length 1 have
    /// stride 0.</summary>
    static void CheckDense(bool isDense, ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, nint elements, string name)
    {
        nint stride = 1;
        for (int axis = lengths.Length - 1; axis >= 0 && elements > 0; axis--)
        {
            isDense &= lengths[axis] == 1 || strides[axis] == stride;
            stride *= lengths[axis];
        }
        if (!isDense && elements > 0)
            throw new ArgumentException($"{name} is not dense; a tensor whose elements lie side by side in row-major order was expected.", name);
        if (elements > int.MaxValue)
            throw new ArgumentException($"{name} has {elements} elements; at most {int.MaxValue} are possible.", name);
    }

    static int Length(in ReadOnlyTensorSpan<T> input, int axis) => input.Lengths[axis] <= int.MaxValue
        ? (int)input.Lengths[axis]
        : throw new ArgumentException($"input has the shape {Text(input.Lengths)}; lengths of at most {int.MaxValue} were expected.", nameof(input));

    static string Text(ReadOnlySpan<nint> lengths) => $"[{string.Join(", ", lengths.ToArray())}]";

    [InlineArray(3)]
    struct Sizes
    {
        int first;
    }
}
