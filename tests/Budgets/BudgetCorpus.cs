namespace Generated.Kernels.Tests.Budgets;

/// <summary>Geometries of all ranks with kernels of up to 64 elements along an axis, and of 1024 in one dimension, with the
/// epilogues that take most code.</summary>
static class BudgetCorpus
{
    static readonly Activation[] Epilogues = [Activation.HardSwish, Activation.Clip, Activation.LeakyRelu, Activation.Gelu, Activation.Relu];

    /// <summary>The declarations, each of one method.</summary>
    public static KernelDeclaration[] Declarations { get; } = [.. Geometries().Distinct().Select(Declare)];

    /// <summary>Fewer of them, for the second element type.</summary>
    public static KernelDeclaration[] Fewer { get; } = [.. Declarations.Where((_, index) => index % 4 == 0)];

    static KernelDeclaration Declare(ConvTransposeGeometry geometry, int index) =>
        new(geometry, true, Epilogues[index % Epilogues.Length], Epilogues[index % Epilogues.Length] is Activation.Clip ? 0 : double.NaN)
        {
            Forms = index % 8 == 7 ? KernelForms.Raw : KernelForms.Residual,
        };

    static IEnumerable<ConvTransposeGeometry> Geometries()
    {
        // What is unrolled depends on the innermost axis alone: most variety is in one dimension.
        foreach (int k in (int[])[1, 2, 3, 4, 5, 7, 9, 11, 16, 24, 33, 48, 64, 1024])
        {
            foreach (int s in (int[])[1, 2, 3, 4, 5, 8, 16, 32, 64, 256])
            {
                if (s <= k && (s <= 32 || k == 1024))
                    yield return new([new(k, s, (k - s + 1) / 2, (k - s) / 2)]);
            }
        }
        foreach (var (k, s, d) in ((int, int, int)[])[(3, 1, 2), (3, 2, 3), (5, 3, 2), (7, 4, 3), (16, 5, 4), (64, 8, 7), (2, 5, 1), (1, 8, 1)])
            yield return new(k, s, d: d, rank: 1);
        foreach (var (k, s) in ((int, int)[])[(1, 1), (2, 2), (3, 1), (3, 2), (4, 2), (5, 4), (9, 2), (9, 3), (9, 4), (16, 8), (64, 32), (64, 5)])
            yield return new(k, s, (k - 1) / 2);
        foreach (var (k, s) in ((int, int)[])[(2, 2), (3, 1), (3, 2), (4, 2), (5, 3), (16, 4), (64, 16)])
            yield return new(k, s, (k - 1) / 2, rank: 3);
    }
}
