namespace Generated.Kernels.Benchmarks;

/// <summary>Numbers to compute a layer with: reals between -1 and 1, the same in every run.</summary>
sealed class Workload
{
    public Workload(Shape shape)
    {
        Shape = shape;
        var random = new Random(1);
        Input = Reals(shape.InputLength, random);
        Weight = Reals(shape.WeightLength, random);
        Bias = Reals(shape.OutChannels, random);
    }

    public Shape Shape { get; }

    public float[] Input { get; }

    public float[] Weight { get; }

    public float[] Bias { get; }

    /// <summary>How far two correct results may differ: each side rounds every addition of a product below 1.</summary>
    public double Tolerance => 1.2e-7 * (Shape.Terms + 4);

    static float[] Reals(int length, Random random)
    {
        var values = new float[length];
        foreach (ref float value in values.AsSpan())
            value = 2 * random.NextSingle() - 1;
        return values;
    }
}
