using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>The numeric suite with the instruction set of this machine. Classes run in parallel, so the long parts have
/// one each.</summary>
public sealed class NumericTests(ITestOutputHelper output)
{
    [Fact]
    public void WorkedExamplesAreReproduced() => Expect(output, WorkedExamples.Run());

    [Fact]
    public void OnnxNodeTestsAreReproduced() => Expect(output, GoldenForward.OnnxNodes());

    [Fact]
    public void GoldenLayersAreReproduced() => Expect(output, GoldenForward.Golden());

    [Fact]
    public void EveryWidthIsExact() => Expect(output, WidthSweep.Run(new()));

    [Fact]
    public void TransposedConvolutionIsTheAdjointOfConvolution() => Expect(output, Adjointness.Run());

    [Fact]
    public void ActivationsFollowTheirFormulas() => Expect(output, ActivationChecks.Run());

    [Fact]
    public void EveryAlignmentIsExact() => Expect(output, Alignments.Run());

    [Fact]
    public void InfinityAndNaNPassThrough() => Expect(output, SpecialValues.Run());

    [Fact]
    public void ThreadsDoNotChangeTheBits() => Expect(output, Parallelism.Run());

    [Fact]
    public void ColumnsAreExact() => Expect(output, ColumnSuite.Run());

    [Fact]
    public void WinogradAlongPhasesIsExact() => Expect(output, LaneWinogradSuite.Run());

    [Fact]
    public void RowFiltersAreExact() => Expect(output, RowFilterSuite.Run());

    [Fact]
    public void InputOrdersAreExact() => Expect(output, InputOrders.Run());

    [Fact]
    public void InputsReadInPlaceAreExact() => Expect(output, InPlaceSuite.Run());

    [Fact]
    public void KeptInputsAreExact() => Expect(output, KeptInputSuite.Run());

    [Fact]
    public void OverlappingRowsAreExact() => Expect(output, RowSuite.Run());

    [Fact]
    public void DepthwiseIsExact() => Expect(output, DepthwiseSuite.Run());

    internal static void Expect(ITestOutputHelper output, Report report)
    {
        output.WriteLine(report.ToString());
        Assert.True(report.Failures.Count == 0, report.ToString());
        Assert.NotEqual(0, report.Passed);
    }
}

/// <summary>The lanes plan.</summary>
public sealed class LaneTests(ITestOutputHelper output)
{
    [Fact]
    public void LanesAreExact() => NumericTests.Expect(output, LaneSuite.Run());

    [Fact]
    public void ActivationsOfLanesFollowTheirFormulas() => NumericTests.Expect(output, LaneActivations.Run());
}

/// <summary>The Winograd plan with tiles along the lanes.</summary>
public sealed class WinogradTests(ITestOutputHelper output)
{
    [Fact]
    public void WinogradIsExact() => NumericTests.Expect(output, WinogradSuite.Run());
}

/// <summary>Random geometries on random shapes.</summary>
public sealed class RandomGeometryTests(ITestOutputHelper output)
{
    [Fact]
    public void RandomGeometriesAreExact() => NumericTests.Expect(output, RandomGeometries.Run(new()));
}

/// <summary>The layers of other projects' tests and of published networks.</summary>
public sealed class PeerTests(ITestOutputHelper output)
{
    [Fact]
    public void PeersLayersAgreeWithOnnxRuntime() => NumericTests.Expect(output, PeerComparison.Run(new()));
}
