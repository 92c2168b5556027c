using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>The data of a layer that is computed between protected pages, and what is to come out.</summary>
sealed class GuardedLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public GuardedLayer(Layer layer, int seed)
    {
        Layer = layer;
        var random = new Random(seed);
        Input = TestData.Integers<T>(layer.InputLength, random);
        Weight = TestData.Integers<T>(layer.WeightLength, random);
        Bias = TestData.Integers<T>(layer.OutChannels, random);
        Residual = TestData.Integers<T>(layer.OutputLength, random);
        Expected = new T[layer.OutputLength];
        ConvTransposeReference.ScatterAdd<T>(layer.Geometry, Input, Weight, Bias, Expected, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size);
        ExpectedWithResidual = [.. Expected.Zip(Residual, (sum, added) => sum + added)];
    }

    public Layer Layer { get; }

    public T[] Input { get; }

    public T[] Weight { get; }

    public T[] Bias { get; }

    public T[] Residual { get; }

    public T[] Expected { get; }

    public T[] ExpectedWithResidual { get; }
}
