namespace Generated.Kernels;

/// <summary>
/// The sizes of one call, checked: whoever holds one may compute addresses from it. The spatial axes are brought to
/// three, with leading axes of size 1, so that the code behind it is one for all ranks.
/// </summary>
internal readonly record struct ConvTransposeShape
{
    public readonly int Batch, InChannels, OutChannels, Groups, Rank;
    public readonly int InDepth, InHeight, InWidth;
    public readonly int OutDepth, OutHeight, OutWidth;

    /// <summary>Checks the sizes of a call.</summary>
    /// <param name="geometry">The geometry.</param>
    /// <param name="batch">The number of images, at least 0.</param>
    /// <param name="inChannels">The number of input channels, a positive multiple of the groups.</param>
    /// <param name="outChannels">The number of output channels, a positive multiple of the groups.</param>
    /// <param name="size">The input's spatial size, one positive value per axis.</param>
    /// <exception cref="ArgumentException">A size is out of range, or the output would be empty or too large.</exception>
    public ConvTransposeShape(ConvTransposeGeometry geometry, int batch, int inChannels, int outChannels, ReadOnlySpan<int> size)
    {
        if (size.Length != geometry.Rank)
            throw new ArgumentException($"{size.Length} spatial sizes were given; the geometry ({geometry}) has {geometry.Rank}.", nameof(size));
        if (batch < 0)
            throw new ArgumentException($"batch is {batch}; at least 0 was expected.", nameof(batch));
        CheckChannels(inChannels, geometry.Groups, nameof(inChannels));
        CheckChannels(outChannels, geometry.Groups, nameof(outChannels));

        Batch = batch;
        InChannels = inChannels;
        OutChannels = outChannels;
        Groups = geometry.Groups;
        Rank = geometry.Rank;
        (InChannelsPerGroup, OutChannelsPerGroup) = (inChannels / Groups, outChannels / Groups);
        ReadOnlySpan<string> names = geometry.Rank == 1 ? ["length"] : geometry.Rank == 2 ? ["height", "width"] : ["depth", "height", "width"];
        Span<int> input = [1, 1, 1];
        Span<int> output = [1, 1, 1];
        for (int axis = 0; axis < size.Length; axis++)
        {
            int n = size[axis];
            if (n < 1)
                throw new ArgumentException($"{names[axis]} is {n}; at least 1 was expected.", names[axis]);
            long outputs = geometry.Axes[axis].OutputSize(n);
            if (outputs is < 1 or > int.MaxValue)
            {
                throw new ArgumentException(
                    $"{names[axis]} is {n}, which gives {outputs} outputs with {geometry.Axes[axis]}; at least 1 and at most {int.MaxValue} are possible.",
                    names[axis]);
            }
            input[3 - size.Length + axis] = n;
            output[3 - size.Length + axis] = (int)outputs;
        }
        (InDepth, InHeight, InWidth) = (input[0], input[1], input[2]);
        (OutDepth, OutHeight, OutWidth) = (output[0], output[1], output[2]);
    }

    /// <summary>Checks that the number of channels is a positive multiple of the groups.</summary>
    public static void CheckChannels(int channels, int groups, string name)
    {
        if (channels < 1 || channels % groups != 0)
            throw new ArgumentException($"{name} is {channels}; {(groups == 1 ? "at least 1" : $"a positive multiple of the {groups} groups")} was expected.", name);
    }

    /// <summary>Input elements of one channel.</summary>
    public long InPlane => (long)InDepth * InHeight * InWidth;

    /// <summary>Output elements of one channel.</summary>
    public long OutPlane => (long)OutDepth * OutHeight * OutWidth;

    /// <summary>The bytes of an image's input and output.</summary>
    public long BytesOfImage(int elementSize) => (InChannels * InPlane + OutChannels * OutPlane) * elementSize;

    public int InChannelsPerGroup { get; }

    public int OutChannelsPerGroup { get; }

    /// <summary>Checks the length of the input.</summary>
    public void CheckInput(int length, string name = "input")
    {
        long expected = Product(Batch, InChannels, InDepth, InHeight, InWidth);
        if (length != expected)
            throw Mismatch(name, length, expected, $"[batch {Batch}, inChannels {InChannels}, {Spatial(InDepth, InHeight, InWidth)}]");
    }

    /// <summary>Checks the length of the output, or of a tensor of its shape.</summary>
    public void CheckOutput(int length, string name = "output")
    {
        long expected = Product(Batch, OutChannels, OutDepth, OutHeight, OutWidth);
        if (length != expected)
            throw Mismatch(name, length, expected, $"[batch {Batch}, outChannels {OutChannels}, {Spatial(OutDepth, OutHeight, OutWidth)}]");
    }

    /// <summary>Checks the length of the weights in their original order.</summary>
    public static void CheckWeight(ConvTransposeGeometry geometry, int inChannels, int outChannels, int length, string name = "weight")
    {
        long expected = Product(inChannels, outChannels / geometry.Groups, geometry.KernelElements);
        if (length != expected)
            throw Mismatch(name, length, expected, $"[inChannels {inChannels}, outChannels/g {outChannels / geometry.Groups}, kernel {geometry.KernelElements}]");
    }

    /// <summary>Checks the length of the bias; an empty one stands for zeros.</summary>
    public static void CheckBias(int outChannels, int length, string name = "bias")
    {
        if (length != 0 && length != outChannels)
            throw new ArgumentException($"{name} has {length} elements; [outChannels {outChannels}], or none, was expected.", name);
    }

    /// <summary>Checks that an output does not share memory with what is read while it is written.</summary>
    public static void CheckOverlap<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> other, string otherName)
    {
        if (output.Overlaps(other))
            throw new ArgumentException($"output overlaps {otherName}; a memory of its own was expected.", nameof(output));
    }

    /// <summary>Checks that a residual has the output's shape and is either the output itself or apart from it.</summary>
    public void CheckResidual<T>(ReadOnlySpan<T> residual, ReadOnlySpan<T> output)
    {
        CheckOutput(residual.Length, nameof(residual));
        if (output.Overlaps(residual, out int offset) && offset != 0)
            throw new ArgumentException($"residual overlaps output at an offset of {offset}; the same memory or a memory of its own was expected.", nameof(residual));
    }

    /// <summary>The product of sizes, or <see cref="long.MaxValue"/> where it exceeds what a span can hold.</summary>
    static long Product(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Contains(0))
            return 0;
        long product = 1;
        foreach (int size in sizes)
        {
            product *= size;
            if (product > int.MaxValue)
                return long.MaxValue;
        }
        return product;
    }

    /// <summary>Spatial sizes with the names that parameters have.</summary>
    string Spatial(int depth, int height, int width) => Rank switch
    {
        1 => $"length {width}",
        2 => $"height {height}, width {width}",
        _ => $"depth {depth}, height {height}, width {width}",
    };

    static ArgumentException Mismatch(string name, int length, long expected, string shape) =>
        new($"{name} has {length} elements; {shape} = {(expected == long.MaxValue ? "more than a span can hold" : expected)} was expected.", name);
}
