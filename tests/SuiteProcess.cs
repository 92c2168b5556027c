namespace Generated.Kernels.Tests;

/// <summary>A child process that runs a command of this assembly (see <see cref="Program"/>): under other settings of the .NET
/// runtime, or because it may end without a word.</summary>
static class SuiteProcess
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="environment">Variables for the child, beside those of this process.</param>
    /// <param name="arguments">The command.</param>
    public static ChildResult Run(IReadOnlyDictionary<string, string> environment, params string[] arguments) => ChildProcess.Run(
        ChildProcess.DotNet, ["exec", typeof(SuiteProcess).Assembly.Location, .. arguments],
        [(CompiledImages.FolderVariable, CompiledImages.Folder), .. environment.Select(variable => (variable.Key, variable.Value))]);

    /// <summary>The end of what a child printed, and the call between protected pages that came last, if any.</summary>
    public static string Describe(this ChildResult child)
    {
        string? lastCall = child.Errors.Split('\n').LastOrDefault(line => line.StartsWith(GuardPages.TracePrefix, StringComparison.Ordinal));
        return $"exit code {child.ExitCode}\n{Tail(child.StandardOutput)}\n{lastCall}\n{Tail(child.Errors)}";
    }

    static string Tail(string text) => text.Length <= 6000 ? text : "…" + text[^6000..];
}
