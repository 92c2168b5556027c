using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Generated.Kernels.Tests.Budgets;

/// <summary>What the generator emits stays within what the JIT compiler optimises and an editor opens at once.</summary>
public sealed partial class EmittedBudgetTests(ITestOutputHelper output)
{
    // DEFAULT_MIN_OPTS_CODE_SIZE, _INSTR_COUNT, _LV_NUM_COUNT and _LV_REF_COUNT of RyuJIT.
    const int MostBytes = 60_000, MostInstructions = 20_000, MostLocals = 2_000, MostReferences = 8_000;

    const int MostText = 80 * 1024;

    static readonly Dictionary<string, Lazy<Emitted>> Corpus = new()
    {
        ["float"] = new(() => new("float", BudgetCorpus.Declarations)),
        ["double"] = new(() => new("double", BudgetCorpus.Fewer)),
    };

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void MethodsAreOptimised(string type)
    {
        var (emitted, methods) = (Corpus[type].Value, Corpus[type].Value.Methods);
        Assert.True(methods.Count(method => method.Name.Contains("Kernel.Tile", StringComparison.Ordinal)) >= emitted.Declarations.Length, "The kernels' methods were not found.");
        output.WriteLine($"{emitted.Declarations.Length} declarations, {methods.Count} methods");
        Expect(emitted, "bytes of IL", methods, method => method.Bytes, method => method.Name, MostBytes);
        Expect(emitted, "instructions", methods, method => method.Instructions, method => method.Name, MostInstructions);
        Expect(emitted, "locals", methods, method => method.Locals, method => method.Name, MostLocals);
        Expect(emitted, "references to locals", methods, method => method.References, method => method.Name, MostReferences);
    }

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void TextIsShort(string type)
    {
        var emitted = Corpus[type].Value;
        Assert.True(emitted.Texts.Count >= emitted.Declarations.Length, $"{emitted.Texts.Count} files for {emitted.Declarations.Length} declarations");
        Expect(emitted, "bytes of text", emitted.Texts, text => text.Bytes, text => text.Name, MostText);
    }

    void Expect<TItem>(Emitted emitted, string what, IReadOnlyList<TItem> items, Func<TItem, int> measure, Func<TItem, string> name, int limit)
    {
        var over = items.Where(item => measure(item) >= limit).OrderByDescending(measure).Select(item => $"\n  {measure(item):n0}: {Describe(item)}").ToList();
        var largest = items.MaxBy(measure)!;
        string text = $"at most {measure(largest):n0} {what} (limit {limit:n0}): {Describe(largest)}";
        output.WriteLine(text);
        Assert.True(over.Count == 0, $"{text}\n{over.Count} of {items.Count} exceed the limit:{string.Concat(over)}");

        string Describe(TItem item) => Index().Match(name(item)) is { Success: true } index
            ? $"{name(item)}, {emitted.Declarations[int.Parse(index.Groups[1].ValueSpan, CultureInfo.InvariantCulture)].Geometry}"
            : name(item);
    }

    /// <summary>The number of the declaration that a file or type is named for.</summary>
    [GeneratedRegex(@"(?:Raw|Residual)(\d+)")]
    private static partial Regex Index();

    /// <summary>What the generator and the compiler make of a corpus.</summary>
    sealed class Emitted
    {
        public Emitted(string type, KernelDeclaration[] declarations)
        {
            Declarations = declarations;
            var (generated, image) = KernelCompiler.Emit(declarations, Enumerable.Range(0, declarations.Length), type);
            Texts = [.. generated.Results.SelectMany(result => result.GeneratedSources)
                .Select(source => (source.HintName, Encoding.UTF8.GetByteCount(source.SourceText.ToString())))];
            Methods = MethodBody.ReadAll(image);
        }

        public KernelDeclaration[] Declarations { get; }

        public IReadOnlyList<(string Name, int Bytes)> Texts { get; }

        public IReadOnlyList<MethodBody> Methods { get; }
    }
}
