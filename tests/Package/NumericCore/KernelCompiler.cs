namespace Generated.Kernels.Tests;

/// <summary>
/// Stands in for the one that compiles declarations when the suite runs: finds what was compiled in. A declaration that was
/// not gives a kernel without forms, so that the suite checks the generic path alone on it.
/// </summary>
static class KernelCompiler
{
    /// <summary>How many declarations were asked for since the last reset, and how many of them are compiled in.</summary>
    public static (int Asked, int Found) Count { get; private set; }

    public static void ResetCount() => Count = default;

    public static CompiledKernel<T>[] Compile<T>(IReadOnlyList<KernelDeclaration> declarations)
        where T : unmanaged => [.. declarations.Select(Compile<T>)];

    public static CompiledKernel<T> Compile<T>(KernelDeclaration declaration)
        where T : unmanaged
    {
        // All have every form, and a bias parameter, which takes an empty span as well.
        var found = CompiledIn.All.OfType<CompiledKernel<T>>().FirstOrDefault(kernel => kernel.Declaration == declaration with { Bias = true, Forms = KernelForms.Both });
        Count = (Count.Asked + 1, Count.Found + (found is null ? 0 : 1));
        return found ?? new CompiledKernel<T>(declaration, null, null, null, null, "not compiled in");
    }
}
