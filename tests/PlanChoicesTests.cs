using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The choices that a plan keeps.</summary>
public sealed class PlanChoicesTests
{
    /// <summary>Its phases run along the lanes, but not where a residual is added.</summary>
    static readonly ConvTransposeGeometry Geometry = new(32, 16, 8);

    /// <summary>Also for more sizes than it keeps, and whichever came first.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void AKeptChoiceIsThatOfTheCall(int sizes)
    {
        var plan = Plan();
        var described = new HashSet<string>();
        for (int pass = 0; pass < 2; pass++)
        {
            for (int n = 1; n <= sizes; n++)
            foreach (int elementSize in (int[])[sizeof(float), sizeof(double)])
            foreach (bool hasResidual in (bool[])[false, true])
            {
                var shape = new ConvTransposeShape(Geometry, 1, 16 + n, 8 + n % 40, [n, 201 - n]);
                var (kept, fresh) = (plan.Choices.For(shape, elementSize, hasResidual), new PlanChoice(plan, shape, elementSize, hasResidual));
                Assert.Equal(Describe(fresh), Describe(kept));
                described.Add(Describe(fresh));
            }
        }
        Assert.True(described.Count >= 3 * sizes, "The choices that are to be told apart are alike.");
    }

    [Fact]
    public void KeptChoicesAllocateNothing()
    {
        var plan = Plan();
        var shape = new ConvTransposeShape(Geometry, 1, 16, 8, [20, 30]);
        plan.Choices.For(shape, sizeof(float), hasResidual: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            plan.Choices.For(shape, sizeof(float), hasResidual: false);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static TilePlan Plan() => new(Geometry, phasesPerTile: 2, new(6, 2, 3, 4), new(3, 2, 1, 4), new(3, 2, 1, 4));

    static string Describe(PlanChoice choice) =>
        $"{choice.Layout.Order} {choice.Layout.TileHeight}×{choice.Layout.TileWidth} {choice.Layout.BlocksHeight}×{choice.Layout.BlocksWidth} {choice.Layout.ChannelStep} {choice.Layout.Cost} {choice.Lanes?.Lanes} {choice.Lanes?.AlongPhases} {choice.Columns?.Scratch} {choice.Winograd?.Scratch} {choice.PacksProducts}";
}
