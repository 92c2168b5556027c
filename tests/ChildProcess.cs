using System.Diagnostics;

namespace Generated.Kernels.Tests;

/// <summary>What a child process printed and how it ended.</summary>
/// <param name="ExitCode">0 if all is well.</param>
/// <param name="StandardOutput">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
sealed record ChildResult(int ExitCode, string StandardOutput, string Errors)
{
    /// <summary>All that it printed, errors last.</summary>
    public string Output => StandardOutput + Errors;
}

/// <summary>Other processes that tests start.</summary>
static class ChildProcess
{
    /// <summary>The dotnet command that runs this process, which under a test runner's own executable is another one.</summary>
    public static string DotNet { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path
        : "dotnet";

    /// <summary>Runs a command to its end.</summary>
    /// <param name="file">The executable.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it has beside those of this process.</param>
    public static ChildResult Run(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The build that started the tests has told them about itself.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return new ChildResult(child.ExitCode, output, errors.Result);
    }

    /// <summary>Whether a command is on the path.</summary>
    public static bool Exists(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, command)));
}
