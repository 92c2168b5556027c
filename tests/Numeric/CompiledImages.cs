using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Tests;

/// <summary>
/// What was compiled during one test run, kept in a folder of its own so that the child processes need not compile the
/// same kernels again. An entry is found by all of its source text. The folder goes when the process that made it ends.
/// </summary>
static class CompiledImages
{
    /// <summary>Tells a child process where its parent keeps the images.</summary>
    public const string FolderVariable = "GENERATED_KERNELS_IMAGES";

    static readonly Lazy<string> LazyFolder = new(() =>
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } given)
            return given;
        string folder = Directory.CreateTempSubdirectory("generated-kernels-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    public static string Folder => LazyFolder.Value;

    /// <summary>The image of a compilation; whoever asks first compiles, everybody else waits for it.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="compile">Compiles it, and throws where it has faults.</param>
    public static byte[] Get(Compilation compilation, Func<byte[]> compile)
    {
        string image = Path.Combine(Folder, Key(compilation) + ".dll");
        using var ownership = Acquire(image + ".lock");
        if (File.Exists(image))
            return File.ReadAllBytes(image);
        byte[] compiled = compile();
        File.WriteAllBytes(image, compiled);
        return compiled;
    }

    static string Key(Compilation compilation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(ConvTranspose).Module.ModuleVersionId.ToByteArray());
        foreach (var tree in compilation.SyntaxTrees)
            hash.AppendData(Encoding.UTF8.GetBytes(tree.ToString()));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>A file that only one process and thread at a time may have open.</summary>
    static FileStream Acquire(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(50);
            }
        }
    }
}
