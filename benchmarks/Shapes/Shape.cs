namespace Generated.Kernels.Benchmarks;

/// <summary>A layer to measure: a generated kernel and the sizes of a call.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="InChannels">The number of input channels.</param>
/// <param name="OutChannels">The number of output channels.</param>
/// <param name="Size">The input's spatial size, one value per axis.</param>
/// <param name="Batch">The number of images.</param>
sealed record Shape(Kernel Kernel, int InChannels, int OutChannels, int[] Size, int Batch = 1)
{
    public ConvTransposeGeometry Geometry => Kernel.Geometry;

    /// <summary>The published network that has this layer, where there is one.</summary>
    public string Network { get; init; } = "";

    /// <summary>Such as <c>k4s2p1 128→64 @32×32</c>.</summary>
    public string Name => $"{Short(Geometry)} {InChannels}→{OutChannels} @{string.Join("×", Size)}{(Batch == 1 ? "" : $" N={Batch}")}";

    /// <summary>The output's spatial size, one value per axis.</summary>
    public int[] OutputSize => [.. Size.Select((n, axis) => Geometry.OutputSize(axis, n))];

    public int InputLength => Batch * InChannels * Product(Size);

    public int WeightLength => InChannels * (OutChannels / Geometry.Groups) * Geometry.KernelElements;

    public int OutputLength => Batch * OutChannels * Product(OutputSize);

    /// <summary>Input, weights and output, each once.</summary>
    public long Bytes => sizeof(float) * ((long)InputLength + WeightLength + OutputLength);

    /// <summary>The multiply-adds of the scatter form: every input pixel times every kernel element, those that the padding
    /// cuts off included. It is the usual count for this operator.</summary>
    public long MultiplyAdds => (long)Batch * Product(Size) * WeightLength;

    /// <summary>Two per multiply-add, in thousands of millions.</summary>
    public double Gflop => 2.0 * MultiplyAdds / 1e9;

    /// <summary>The part of the multiply-adds that reaches an output: the padding cuts off the others.</summary>
    public double ReachingPart
    {
        get
        {
            double part = 1;
            for (int axis = 0; axis < Size.Length; axis++)
                part *= ReachingPartOf(axis);
            return part;
        }
    }

    /// <summary>The largest number of products that one output adds up, or a little more.</summary>
    public int Terms
    {
        get
        {
            int terms = InChannels / Geometry.Groups;
            foreach (var axis in Geometry.Axes)
                terms *= axis.D == 1 ? (axis.K + axis.S - 1) / axis.S : axis.K;
            return terms;
        }
    }

    public override string ToString() => Name;

    double ReachingPartOf(int axis)
    {
        var (k, s, pBegin, _, _, d) = Geometry.Axes[axis];
        int outputs = OutputSize[axis], reaching = 0;
        for (int n = 0; n < Size[axis]; n++)
        for (int tap = 0; tap < k; tap++)
            reaching += s * n + d * tap - pBegin is var output && output >= 0 && output < outputs ? 1 : 0;
        return (double)reaching / (Size[axis] * k);
    }

    /// <summary>A geometry in short, such as <c>k3s2p1op1</c>: what has its default value is left out.</summary>
    static string Short(ConvTransposeGeometry geometry)
    {
        return Part("k", axis => $"{axis.K}", "")
            + Part("s", axis => $"{axis.S}", "")
            + Part("p", axis => axis.PBegin == axis.PEnd ? $"{axis.PBegin}" : $"{axis.PBegin},{axis.PEnd}", "0")
            + Part("op", axis => $"{axis.Op}", "0")
            + Part("d", axis => $"{axis.D}", "1")
            + (geometry.Groups == 1 ? "" : $"g{geometry.Groups}");

        string Part(string name, Func<ConvTransposeAxis, string> value, string absent)
        {
            var values = geometry.Axes.ToArray().Select(value).ToArray();
            string text = values.Distinct().Count() == 1 ? values[0] : string.Join("×", values);
            return text == absent ? "" : name + text;
        }
    }

    static int Product(int[] sizes) => sizes.Aggregate(1, (product, size) => checked(product * size));
}
