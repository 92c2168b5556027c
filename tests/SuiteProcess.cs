using System.Diagnostics;

namespace Generated.Kernels.Tests;

/// <summary>A child process that runs a command of this assembly (see <see cref="Program"/>): under other settings of the .NET
/// runtime, or because it may end without a word.</summary>
static class SuiteProcess
{
    /// <summary>What a child process has printed.</summary>
    /// <param name="ExitCode">0 if all is well.</param>
    /// <param name="Output">Its standard output.</param>
    /// <param name="Errors">Its standard error.</param>
    public sealed record Result(int ExitCode, string Output, string Errors)
    {
        /// <summary>The end of what it printed, and the call between protected pages that came last, if any.</summary>
        public string Describe() => $"exit code {ExitCode}\n{Tail(Output)}\n{LastCall()}\n{Tail(Errors)}";

        string? LastCall() => Errors.Split('\n').LastOrDefault(line => line.StartsWith(GuardPages.TracePrefix, StringComparison.Ordinal));

        static string Tail(string text) => text.Length <= 6000 ? text : "…" + text[^6000..];
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="environment">Variables for the child, beside those of this process.</param>
    /// <param name="arguments">The command.</param>
    public static Result Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Host(), ["exec", typeof(SuiteProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [CompiledImages.FolderVariable] = CompiledImages.Folder },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return new(child.ExitCode, output, errors.Result);
    }

    /// <summary>The dotnet command that runs this process, which under a test runner's own executable is another one.</summary>
    static string Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path
        : "dotnet";
}
