using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Generated.Kernels.Generator;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Generated.Kernels.Tests.Generator;

/// <summary>The README's section on each rule says what the rule itself says, and its examples are what it claims.</summary>
public partial class RuleDocumentationTests
{
    const string Parameters = "ReadOnlySpan<float> input, PackedWeights<float> weights, Span<float> output, int height, int width";

    public static TheoryData<string> Ids => [.. new ConvTransposeAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void SectionHasTitleSeverityAndReason(string id)
    {
        var rule = new ConvTransposeAnalyzer().SupportedDiagnostics.Single(rule => rule.Id == id);
        string severity = rule.DefaultSeverity == DiagnosticSeverity.Info ? "information" : rule.DefaultSeverity.ToString().ToLowerInvariant();
        string description = rule.Description.ToString();
        string reason = description[..description.IndexOf(" More in the README", StringComparison.Ordinal)];
        string section = Whitespace().Replace(Section(id).Replace("`", "", StringComparison.Ordinal), " ").Trim();
        Assert.StartsWith($"{rule.Title} ({severity}). {reason} * *Reported:*", section, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task ExampleIsReportedAndItsFixIsNot(string id)
    {
        string section = Section(id);
        Assert.Equal([id], await Report(Example().Match(section)));
        Assert.Empty(await Report(Fix().Match(section)));
    }

    [Fact]
    public void SectionsAreTheRules() =>
        Assert.Equal(new ConvTransposeAnalyzer().SupportedDiagnostics.Select(rule => rule.Id), Headings().Matches(Readme()).Select(heading => heading.Groups[1].Value));

    /// <summary>The README quotes emitted code, with … where lines are left out.</summary>
    [Fact]
    public void QuotedCodeIsEmitted()
    {
        string readme = Readme(), quote = readme[readme.IndexOf("```csharp\nfor (nint inChannel", StringComparison.Ordinal)..];
        quote = quote[10..quote.IndexOf("\n```\n", StringComparison.Ordinal)];
        var (_, result) = GeneratorHarness.Generate(GeneratorHarness.Compile(Complete("[ConvTranspose(k: 2, s: 2)]")));
        string emitted = string.Join('\n', Assert.Single(result.GeneratedSources).SourceText.ToString().Split('\n').Select(line => line.Trim()));
        emitted = emitted[emitted.IndexOf("void Tile256", StringComparison.Ordinal)..];
        int at = emitted.IndexOf("for (nint inChannel", StringComparison.Ordinal);
        foreach (string part in quote.Split('…'))
        {
            string text = string.Join('\n', part.Split('\n').Select(line => line.Trim())).Trim();
            at = emitted.IndexOf(text, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"Not emitted, or in another order:\n{text}");
            at += text.Length;
        }
    }

    static async Task<IEnumerable<string>> Report(Match example)
    {
        Assert.True(example.Success);
        var diagnostics = await GeneratorHarness.AnalyzeAsync(GeneratorHarness.Compile(Complete(example.Groups[1].Value)));
        return diagnostics.Select(diagnostic => diagnostic.Id);
    }

    /// <summary>A file around an example, which is an attribute, a method or a whole type.</summary>
    static string Complete(string example)
    {
        string text = example.Replace("…", Parameters, StringComparison.Ordinal);
        if (text.EndsWith(']'))
            text += $" public static partial void Up({Parameters});";
        else if (!text.Contains("class", StringComparison.Ordinal))
            text = "[ConvTranspose(2)] " + text;
        if (!text.Contains("class", StringComparison.Ordinal))
            text = $"static partial class Kernels {{ {text} }}";
        return "using System; using Generated.Kernels; " + text;
    }

    static string Section(string id)
    {
        string readme = Readme();
        int start = readme.IndexOf($"\n### {id}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The README has no section {id}.");
        start = readme.IndexOf('\n', start + 1);
        return readme[start..readme.IndexOf("\n##", start, StringComparison.Ordinal)];
    }

    static string Readme([CallerFilePath] string test = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(test)!, "../../README.md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"^### (GK0\d+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"\* \*Reported:\* `([^`]+)`")]
    private static partial Regex Example();

    /// <summary>The last code of the line.</summary>
    [GeneratedRegex(@"\* \*Fix:\* .*`([^`]+)`")]
    private static partial Regex Fix();
}
