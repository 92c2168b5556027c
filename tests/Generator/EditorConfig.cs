using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Tests.Generator;

/// <summary>Applies an <c>.editorconfig</c> to the files of a compilation, read by the compiler's own reader.</summary>
sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
{
    const string Folder = "/consumer/";

    readonly AnalyzerConfigSet files = AnalyzerConfigSet.Create(new List<AnalyzerConfig> { AnalyzerConfig.Parse(text, Folder + ".editorconfig") });

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        files.GetOptionsForSourcePath(Folder + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        files.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
}
