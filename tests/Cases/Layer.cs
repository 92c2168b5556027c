namespace Generated.Kernels.Tests;

/// <summary>One transposed convolution to compute: a geometry and the sizes of a call.</summary>
/// <param name="Name">What to call it when a test fails.</param>
/// <param name="Geometry">The geometry.</param>
/// <param name="Batch">The number of images.</param>
/// <param name="InChannels">The number of input channels.</param>
/// <param name="OutChannels">The number of output channels.</param>
/// <param name="Size">The input's spatial size, one value per axis.</param>
sealed record Layer(string Name, ConvTransposeGeometry Geometry, int Batch, int InChannels, int OutChannels, int[] Size)
{
    /// <summary>The output's spatial size, one value per axis.</summary>
    public int[] OutputSize => [.. Size.Select((n, axis) => Geometry.OutputSize(axis, n))];

    public int[] Kernel => [.. Geometry.Axes.ToArray().Select(axis => axis.K)];

    public int InputLength => Batch * InChannels * Product(Size);

    public int WeightLength => InChannels * (OutChannels / Geometry.Groups) * Geometry.KernelElements;

    public int OutputLength => Batch * OutChannels * Product(OutputSize);

    /// <summary>The multiply-adds of the scatter form.</summary>
    public long MultiplyAdds => (long)Batch * Product(Size) * WeightLength;

    /// <summary>The largest number of products that one output adds up.</summary>
    public int Terms
    {
        get
        {
            int terms = InChannels / Geometry.Groups;
            foreach (var axis in Geometry.Axes)
                terms *= (axis.K + axis.S - 1) / axis.S * (axis.D == 1 ? 1 : Math.Min(axis.S, axis.D));
            return terms;
        }
    }

    public override string ToString() =>
        $"{Name} [{Geometry}] batch {Batch}, channels {InChannels}→{OutChannels}, input {string.Join("x", Size)}";

    static int Product(int[] sizes) => sizes.Aggregate(1, (product, size) => checked(product * size));
}
