using System.Runtime.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>
/// Compares emitted code with the file that was accepted for it. Files are named as Verify.SourceGenerators names them and
/// stand beside the test: <c>{Class}.{Test}#{hint}.verified.cs</c> is what was accepted, and where the code differs,
/// <c>….received.cs</c> is what it is now; to accept, rename the latter to the former.
/// </summary>
static class Snapshot
{
    /// <summary>Compares one emitted file.</summary>
    /// <param name="text">The emitted text.</param>
    /// <param name="hintName">The name under which it was added to the compilation, such as <c>Kernels.Up.g.cs</c>.</param>
    /// <param name="testFile">The file of the test, whose name is that of its class.</param>
    /// <param name="testName">The name of the test.</param>
    public static void Match(string text, string hintName, [CallerFilePath] string testFile = "", [CallerMemberName] string testName = "")
    {
        string hint = hintName.EndsWith(".cs", StringComparison.Ordinal) ? hintName[..^3] : hintName;
        string path = Path.Combine(
            Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{testName}#{hint}");
        string verified = path + ".verified.cs";
        string received = path + ".received.cs";
        text = text.ReplaceLineEndings("\n");

        string? accepted = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (accepted == text)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail(accepted is null
            ? $"Nothing has been accepted yet. Read {received} and, if it is right, rename it to {verified}."
            : $"The emitted code differs from what was accepted, first in line {FirstDifference(accepted, text)}. Compare {received} with {verified} and, if it is right, put it in its place.");
    }

    static int FirstDifference(string left, string right) =>
        1 + left.Split('\n').Zip(right.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count();
}
