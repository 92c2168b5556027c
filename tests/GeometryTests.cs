namespace Generated.Kernels.Tests;

/// <summary>The arithmetic of sizes.</summary>
public sealed class GeometryTests
{
    [Theory]
    [InlineData(10, 64, 32, 16, 0, 1, 320)]
    [InlineData(160, 2, 2, 0, 0, 1, 320)]
    [InlineData(8, 4, 2, 1, 0, 1, 16)]
    [InlineData(64, 3, 2, 1, 1, 1, 128)]
    [InlineData(56, 3, 1, 1, 0, 1, 56)]
    [InlineData(40, 9, 3, 4, 2, 1, 120)]
    [InlineData(5, 3, 2, 2, 1, 2, 10)]
    [InlineData(1, 1, 1, 0, 0, 1, 1)]
    [InlineData(1, 1, 7, 0, 6, 1, 7)]
    [InlineData(3, 2, 5, 0, 0, 1, 12)]
    public void OutputSizeFollowsTheFormula(int n, int k, int s, int p, int op, int d, int expected)
    {
        var geometry = new ConvTransposeGeometry(k, s, p, op, d);
        Assert.Equal(expected, geometry.OutputSize(0, n));
        Assert.Equal(expected, geometry.OutputSize(1, n));
    }

    [Fact]
    public void OutputIsAnExactMultipleWhenKernelIsTwicePaddingPlusStride()
    {
        for (int s = 1; s <= 9; s++)
        {
            for (int p = 0; p <= 5; p++)
            {
                var geometry = new ConvTransposeGeometry(2 * p + s, s, p);
                for (int n = 1; n < 50; n++)
                    Assert.Equal(s * n, geometry.OutputSize(1, n));
            }
        }
    }

    [Fact]
    public void AsymmetricPaddingCountsBothEnds()
    {
        var geometry = new ConvTransposeGeometry([new(3, 2, PBegin: 1, PEnd: 0), new(5, 1, PBegin: 0, PEnd: 4)]);
        Assert.Equal(2 * 6 + 3 - 1, geometry.OutputSize(0, 7));
        Assert.Equal(7, geometry.OutputSize(1, 7));
    }

    [Fact]
    public void SizesThatOverflowAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new ConvTransposeGeometry(2, 2).OutputSize(0, int.MaxValue));
        Assert.Throws<ArgumentException>(() => new ConvTransposeGeometry(int.MaxValue, 1, d: int.MaxValue, rank: 1).OutputSize(0, 1));
        Assert.Equal(int.MaxValue, new ConvTransposeGeometry(1).OutputSize(0, int.MaxValue));
    }

    [Fact]
    public void SizesWithoutOutputsAreRefused()
    {
        var geometry = new ConvTransposeGeometry(3, 2, 3);
        Assert.Throws<ArgumentException>(() => geometry.OutputSize(0, 2));
        Assert.Equal(1, geometry.OutputSize(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => geometry.OutputSize(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => geometry.OutputSize(2, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => geometry.OutputSize(-1, 5));
    }

    [Fact]
    public void WrongValuesAreNamed()
    {
        Named("k", () => new ConvTransposeGeometry(0));
        Named("s", () => new ConvTransposeGeometry(1, s: 0));
        Named("p", () => new ConvTransposeGeometry(1, p: -1));
        Named("op", () => new ConvTransposeGeometry(1, op: -1));
        Named("d", () => new ConvTransposeGeometry(1, d: 0));
        Named("g", () => new ConvTransposeGeometry(1, g: 0));
        Named("rank", () => new ConvTransposeGeometry(1, rank: 4));
        Named("rank", () => new ConvTransposeGeometry(1, rank: int.MaxValue));

        static void Named(string parameter, Action create) => Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(create).ParamName);
    }

    [Fact]
    public void ImpossibleGeometriesAreRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(0));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(2, s: 0));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(2, p: -1));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(2, op: -1));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(2, d: 0));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(2, g: 0));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(2, rank: 0));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry(2, rank: 4));
        Assert.ThrowsAny<ArgumentException>(() => new ConvTransposeGeometry([]));
    }

    [Fact]
    public void GeometriesAreValues()
    {
        var square = new ConvTransposeGeometry(4, 2, 1);
        var same = new ConvTransposeGeometry([new(4, 2, 1, 1), new(4, 2, 1, 1)]);
        Assert.Equal(square, same);
        Assert.Equal(square.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(square, new ConvTransposeGeometry(4, 2, 1, g: 2));
        Assert.NotEqual(square, new ConvTransposeGeometry(4, 2, 1, rank: 1));
        Assert.NotEqual(square, new ConvTransposeGeometry([new(4, 2, 1, 1), new(4, 2, 1, 0)]));
        Assert.Equal(16, square.KernelElements);
        Assert.Equal(2, square.Rank);
    }
}
