namespace Generated.Kernels;

/// <summary>The geometry of a transposed convolution along one spatial axis.</summary>
/// <param name="K">Kernel size, at least 1.</param>
/// <param name="S">Stride, at least 1.</param>
/// <param name="PBegin">Padding before the first output: that many outputs are cut off at the start.</param>
/// <param name="PEnd">Padding after the last output: that many outputs are cut off at the end.</param>
/// <param name="Op">Output padding: that many outputs are added at the end.</param>
/// <param name="D">Dilation: the distance between neighbouring kernel elements, at least 1.</param>
#if GENERATOR
internal
#else
public
#endif
readonly record struct ConvTransposeAxis(int K, int S = 1, int PBegin = 0, int PEnd = 0, int Op = 0, int D = 1)
{
    /// <summary>The extent of the dilated kernel: <c>d(k-1) + 1</c>.</summary>
    public long Extent => (long)D * (K - 1) + 1;

    /// <summary>The number of outputs for <paramref name="n"/> inputs: <c>s(n-1) + d(k-1) + 1 + op - pBegin - pEnd</c>,
    /// which is not positive when the padding cuts everything off.</summary>
    /// <param name="n">The number of inputs along this axis.</param>
    /// <returns>The number of outputs, computed without overflow.</returns>
    public long OutputSize(long n) => S * (n - 1) + Extent + Op - PBegin - PEnd;

    /// <summary>The axis in the project's short form, such as <c>k:4 s:2 p:1 op:0 d:1</c>.</summary>
    public override string ToString() => $"k:{K} s:{S} p:{(PBegin == PEnd ? $"{PBegin}" : $"{PBegin},{PEnd}")} op:{Op} d:{D}";
}
