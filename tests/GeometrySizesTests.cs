namespace Generated.Kernels.Tests;

/// <summary>Sizes as ONNX and PyTorch give them.</summary>
public sealed class GeometrySizesTests
{
    [Theory]
    [InlineData(4, 2, 0, 1, AutoPad.SameUpper, 1, 1, 0)]
    [InlineData(5, 2, 0, 1, AutoPad.SameUpper, 1, 2, 0)]
    [InlineData(5, 2, 0, 1, AutoPad.SameLower, 2, 1, 0)]
    [InlineData(3, 2, 1, 1, AutoPad.SameUpper, 1, 1, 1)]
    [InlineData(3, 2, 0, 2, AutoPad.SameLower, 2, 1, 0)]
    [InlineData(1, 4, 0, 1, AutoPad.SameUpper, 0, 0, 3)]
    [InlineData(2, 4, 1, 1, AutoPad.SameLower, 0, 0, 2)]
    [InlineData(5, 2, 1, 1, AutoPad.Valid, 0, 0, 1)]
    [InlineData(5, 2, 1, 1, AutoPad.NotSet, 3, 3, 1)]
    public void AutoPadGivesPaddings(int k, int s, int op, int d, AutoPad mode, int begin, int end, int newOp)
    {
        var geometry = new ConvTransposeGeometry(k, s, p: 3, op, d, g: 2).WithAutoPad(mode);
        var axis = new ConvTransposeAxis(k, s, begin, end, newOp, d);
        Assert.Equal(new ConvTransposeGeometry([axis, axis], 2), geometry);
        for (int n = 1; n < 9 && mode is AutoPad.SameUpper or AutoPad.SameLower; n++)
            Assert.Equal(s * n, geometry.OutputSize(0, n));
    }

    [Theory]
    [InlineData(10, AutoPad.NotSet, 0, 0, 0)] // s(n-1) + k with n 4, s 2, k 4
    [InlineData(7, AutoPad.NotSet, 2, 1, 0)]
    [InlineData(7, AutoPad.SameLower, 2, 1, 0)]
    [InlineData(7, AutoPad.Valid, 2, 1, 0)]
    [InlineData(7, AutoPad.SameUpper, 1, 2, 0)]
    [InlineData(13, AutoPad.SameUpper, 0, 0, 3)]
    [InlineData(1, AutoPad.NotSet, 5, 4, 0)]
    public void OutputShapeGivesPaddings(int output, AutoPad mode, int begin, int end, int op)
    {
        var geometry = new ConvTransposeGeometry(4, 2, p: 1, rank: 1).WithOutputShape([output], [4], mode);
        Assert.Equal(new ConvTransposeGeometry([new(4, 2, begin, end, op)]), geometry);
        Assert.Equal([output], geometry.OutputShape(4));
    }

    [Fact]
    public void OutputSizeGivesOutputPadding()
    {
        var geometry = new ConvTransposeGeometry([new(3, 2, 1, 1), new(3, 2, 1, 1, D: 3)]);
        Assert.Equal([13, 17], geometry.OutputShape(7, 7));
        for (int more = 0; more < 3; more++)
        {
            var resolved = geometry.WithOutputSize([13 + Math.Min(more, 1), 17 + more], [7, 7]);
            Assert.Equal((Math.Min(more, 1), more), (resolved.Axes[0].Op, resolved.Axes[1].Op));
            Assert.Equal(resolved, resolved.WithOutputSize(resolved.OutputShape(7, 7), [7, 7]));
        }
        Assert.Contains("13 to 14", Assert.Throws<ArgumentException>(() => geometry.WithOutputSize([12, 17], [7, 7])).Message, StringComparison.Ordinal);
        Assert.Contains("17 to 19", Assert.Throws<ArgumentException>(() => geometry.WithOutputSize([13, 20], [7, 7])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        var geometry = new ConvTransposeGeometry(3, 2);
        Refused("mode", () => geometry.WithAutoPad((AutoPad)4));
        Refused("mode", () => new ConvTransposeGeometry(2, op: int.MaxValue).WithAutoPad(AutoPad.SameUpper));
        Refused("outputShape", () => new ConvTransposeGeometry(2, op: int.MaxValue, rank: 1).WithOutputShape([1], [2]));
        Refused("mode", () => geometry.WithOutputShape([4, 4], [2, 2], (AutoPad)(-1)));
        Refused("outputShape", () => geometry.WithOutputShape([4], [2, 2]));
        Refused("outputShape", () => geometry.WithOutputShape([4, 0], [2, 2]));
        Refused("size", () => geometry.WithOutputShape([4, 4], [2, 2, 2]));
        Refused("size", () => geometry.WithOutputSize([4, 4], [2, 0]));
        Refused("outputSize", () => geometry.WithOutputSize([4, 4, 4], [2, 2]));
        Assert.Throws<ArgumentException>(() => new ConvTransposeGeometry(3, int.MaxValue).WithOutputShape([1, 1], [3, 3]));
        Assert.Throws<ArgumentException>(() => new ConvTransposeGeometry(1 << 20, d: 1 << 20).WithAutoPad(AutoPad.SameUpper));
    }

    static void Refused(string parameter, Action call) => Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
}
