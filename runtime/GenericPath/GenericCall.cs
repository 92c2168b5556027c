using System.Numerics;
using System.Numerics.Tensors;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels;

/// <summary>
/// One checked call of the generic path: its sizes, its phases, and where its operands are. They stay pinned until it ends.
/// </summary>
internal readonly unsafe struct GenericCall<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public required ConvTransposeShape Shape { get; init; }

    public required PhaseTable Phases { get; init; }

    public required T* Input { get; init; }

    public required T* Weight { get; init; }

    /// <summary>One per output channel, or null: zeros.</summary>
    public required T* Bias { get; init; }

    /// <summary>A tensor of the output's shape, or null.</summary>
    public required T* Residual { get; init; }

    public required T* Output { get; init; }

    public required Activation Activation { get; init; }

    public required double Alpha { get; init; }

    public required double Beta { get; init; }

    /// <summary>The number of kernel elements.</summary>
    public int KernelElements => Phases.Taps.Length;

    /// <summary>Output blocks in depth: a block is the <c>s</c> outputs from <c>s·u</c> on, one of each phase.</summary>
    public int BlocksZ => Blocks(Shape.OutDepth, Phases.Z.Count);

    /// <summary>Output blocks in height.</summary>
    public int BlocksY => Blocks(Shape.OutHeight, Phases.Y.Count);

    /// <summary>Output blocks in width.</summary>
    public int BlocksX => Blocks(Shape.OutWidth, Phases.X.Count);

    public T BiasOf(int channel) => Bias == null ? T.Zero : Bias[channel];

    /// <summary>
    /// Stores a stretch of an output row, from output block <paramref name="firstBlock"/> on: interleaves the phases of the
    /// width axis, adds the residual and applies the activation. What lies outside the output is left out.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="channel">The output channel.</param>
    /// <param name="z">The output's position in depth; past the end, nothing is stored.</param>
    /// <param name="y">Its position in height; past the end, nothing is stored.</param>
    /// <param name="firstBlock">The first block.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="sums">The sums of the first phase, one per block.</param>
    /// <param name="phasePitch">From one phase's sums to the next phase's.</param>
    public void StoreRow(int image, int channel, int z, int y, int firstBlock, int blocks, T* sums, int phasePitch)
    {
        if (z >= Shape.OutDepth || y >= Shape.OutHeight)
            return;
        int stride = Phases.X.Count;
        int first = firstBlock * stride;
        int length = (int)Math.Min((long)blocks * stride, Shape.OutWidth - first);
        long start = (((long)image * Shape.OutChannels + channel) * Shape.OutDepth + z) * Shape.OutHeight + y;
        start = start * Shape.OutWidth + first;
        var row = new Span<T>(Output + start, length);

        int done = stride == 2 ? InterleavePairs(sums, phasePitch, Output + start, length / 2) : 0;
        OutputRow.Store(sums + done, Output + start + done * stride, stride == 1, phasePitch, stride, length - done * stride);
        if (Residual != null)
            TensorPrimitives.Add(row, new ReadOnlySpan<T>(Residual + start, length), row);
        Activations.Apply(Activation, Alpha, Beta, row);
    }

    /// <summary>Interleaves as much of two phases as fills whole vectors. An element of each, widened and put side by side,
    /// is an element of twice the width, which needs no instruction of one processor only.</summary>
    /// <returns>How many blocks were interleaved.</returns>
    static int InterleavePairs(T* sums, int phasePitch, T* row, int blocks)
    {
        int done = 0;
        if (sizeof(T) != sizeof(uint) || !BitConverter.IsLittleEndian)
            return done;
        for (; done <= blocks - Vector<uint>.Count; done += Vector<uint>.Count)
        {
            var (evenLower, evenUpper) = Widen(sums + done);
            var (oddLower, oddUpper) = Widen(sums + phasePitch + done);
            (evenLower | oddLower << 32).Store((ulong*)(row + 2 * done));
            (evenUpper | oddUpper << 32).Store((ulong*)(row + 2 * done + Vector<uint>.Count));
        }
        return done;

        static (Vector<ulong> Lower, Vector<ulong> Upper) Widen(T* from)
        {
            Vector.Widen(Vector.Load((uint*)from), out var lower, out var upper);
            return (lower, upper);
        }
    }

    static int Blocks(int outputs, int stride) => (int)(((long)outputs + stride - 1) / stride);
}

/// <summary>A way to compute a call, cut into items of equal cost that do not depend on each other.</summary>
internal interface IGenericPath
{
    int Items { get; }

    /// <summary>Computes the items from <paramref name="first"/> up to, but not including, <paramref name="end"/>.</summary>
    void Run(int first, int end);
}
