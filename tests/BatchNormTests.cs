namespace Generated.Kernels.Tests;

/// <summary>A folded batch norm against a transposed convolution that one follows.</summary>
public sealed class BatchNormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FoldedLayerEqualsLayerAndBatchNorm(int groups)
    {
        const double Epsilon = 1e-5;
        var geometry = new ConvTransposeGeometry(3, 2, 1, op: 1, g: groups);
        int inChannels = 2 * groups, outChannels = 4 * groups;
        var random = new Random(groups);
        var input = TestData.Reals<double>(inChannels * 5 * 7, random);
        var weight = TestData.Reals<double>(inChannels * 4 * 9, random);
        var bias = TestData.Reals<double>(outChannels, random);
        var scale = TestData.Reals<double>(outChannels, random);
        var shift = TestData.Reals<double>(outChannels, random);
        var mean = TestData.Reals<double>(outChannels, random);
        double[] variance = [.. TestData.Reals<double>(outChannels, random).Select(value => value * value + 0.1)];

        var expected = new double[outChannels * 10 * 14];
        ConvTransposeReference.ScatterAdd<double>(geometry, input, weight, bias, expected, 1, inChannels, outChannels, [5, 7]);
        for (int i = 0; i < expected.Length; i++)
        {
            int channel = i / 140;
            expected[i] = (expected[i] - mean[channel]) / Math.Sqrt(variance[channel] + Epsilon) * scale[channel] + shift[channel];
        }

        BatchNorm.Fold<double>(scale, shift, mean, variance, Epsilon, weight, bias, inChannels, outChannels, groups);
        var actual = new double[expected.Length];
        ConvTranspose.Invoke<double>(geometry, input, weight, bias, actual, 1, inChannels, outChannels, [5, 7]);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12 * (1 + Math.Abs(expected[i])));
    }
}
