using Xunit;

namespace Generated.Kernels.Tests.Generator;

/// <summary>A wrong declaration gets a body that throws, whatever its signature, so that the compiler's CS8795 is not all that a
/// build reports.</summary>
public class InvalidMethodTests
{
    const string Usings = "using System; using System.Collections.Generic; using System.Numerics; using Generated.Kernels; ";

    [Theory]
    [InlineData("public static partial void Up<T, U>(List<T> @in, U? other) where T : class, IComparable<T>, new() where U : unmanaged, INumber<U>;")]
    [InlineData("public static partial void Up(ref readonly int a, out DayOfWeek b, in Span<string?> c, scoped ReadOnlySpan<int> d, params string[] e);")]
    [InlineData("protected internal virtual partial (int Height, List<string?>? Width) Up(dynamic a, nint b, int[][,] c, Func<int, string>? d = null);")]
    [InlineData("public partial ref readonly int Up(int a = 3);")]
    [InlineData("internal static partial Dictionary<string, Kernels<V>.Inner>? Up();")]
    public void AnySignature(string method)
    {
        string source = Usings + "namespace @event { partial class Kernels<V> { public class Inner; [ConvTranspose(2)] " + method + " } }";
        var (complete, result) = GeneratorHarness.Generate(GeneratorHarness.Compile(source));
        Assert.Contains("throw new", Assert.Single(result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
        Assert.Empty(GeneratorHarness.CompilerDiagnostics(complete));
    }

    /// <summary>Pointers are allowed where the type or the method is unsafe; either has to be repeated.</summary>
    [Theory]
    [InlineData("static unsafe partial class Kernels { [ConvTranspose(2)] public static partial void Up(float* input, int height); }")]
    [InlineData("static partial class Kernels { [ConvTranspose(2)] public static unsafe partial void Up(float* input, int height); }")]
    public void UnsafeMethod(string type)
    {
        var compilation = GeneratorHarness.Compile(Usings + type);
        var (complete, _) = GeneratorHarness.Generate(compilation.WithOptions(compilation.Options.WithAllowUnsafe(true)));
        Assert.Empty(GeneratorHarness.CompilerDiagnostics(complete));
    }

    [Fact]
    public void ExtensionMethod()
    {
        string source = Usings + "static partial class Kernels { [ConvTranspose(2)] public static partial void Up(this float[] image); }";
        var (complete, result) = GeneratorHarness.Generate(GeneratorHarness.Compile(source));
        Assert.Single(result.GeneratedSources);
        Assert.Empty(GeneratorHarness.CompilerDiagnostics(complete));
    }

    [Fact]
    public void MethodDeclaredTwiceLeavesTheOthersAlone()
    {
        const string Wrong = "[ConvTranspose(k: 0)] static partial void Up();";
        var (_, result) = GeneratorHarness.Generate(GeneratorHarness.Compile(
            $"{Usings}static partial class Kernels {{ {Wrong} {Wrong} {Wrong.Replace("Up", "UP", StringComparison.Ordinal)} }}"));
        Assert.Equal(2, result.GeneratedSources.Length);
    }

    [Theory]
    [InlineData("[ConvTranspose(k: 0)] public static partial void Up(Missing input);")] // the compiler's to report
    [InlineData("[ConvTranspose(k: 0)] public static partial List<Missing[]> Up();")]
    [InlineData("[ConvTranspose(k: 0)] public static partial void Up(); public static partial void Up() { }")]
    public void NothingWhereTheCompilerKnowsBetter(string method) =>
        Assert.Empty(GeneratorHarness.Generate(GeneratorHarness.Compile($"{Usings}static partial class Kernels {{ {method} }}")).Result.GeneratedSources);
}
