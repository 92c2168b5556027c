using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Generated.Kernels.Tests;

/// <summary>
/// The package, packed from this repository, and projects outside of it that reference nothing else. Made when they are first
/// asked for and shared by all tests of the collection.
/// </summary>
public sealed partial class PackageWorkshop : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("generated-kernels-package-").FullName;
    readonly Lazy<string> packed;
    readonly Lazy<string> projects;

    /// <summary>An empty workshop.</summary>
    public PackageWorkshop()
    {
        packed = new(Pack);
        projects = new(CopyProjects);
    }

    /// <summary>A version that no cache has seen.</summary>
    public string Version { get; } = $"0.0.0-test.{DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The package.</summary>
    public string PackageFile => Path.Combine(packed.Value, $"Generated.Kernels.{Version}.nupkg");

    /// <summary>Its symbols.</summary>
    public string SymbolsFile => Path.Combine(packed.Value, $"Generated.Kernels.{Version}.snupkg");

    /// <summary>The top folder of the repository.</summary>
    internal static string Repository { get; } = Path.GetFullPath("../..", SourceFolder());

    /// <summary>Runs <c>dotnet</c> on a project that references the package.</summary>
    /// <param name="command">For example <c>build</c>.</param>
    /// <param name="project"><c>Consumer</c> or <c>NumericCore</c>.</param>
    /// <param name="arguments">More arguments.</param>
    /// <exception cref="SkipException">A package that it needs is not to be had.</exception>
    internal ChildResult DotNet(string command, string project, params string[] arguments)
    {
        var result = Run([command, Path.Combine(ProjectFolder(project), project + ".csproj"), $"-p:KernelsVersion={Version}", .. arguments]);
        if (result.ExitCode != 0 && MissingPackage().Match(result.Output) is { Success: true } missing)
            throw new SkipException($"'dotnet {command}' of {project} lacks a package. {missing.Value}");
        return result;
    }

    /// <summary>Publishes a project with Native AOT for Linux.</summary>
    /// <returns>What the build printed, and the folder with the program.</returns>
    internal (ChildResult Build, string Folder) PublishNative(string project, string runtimeIdentifier, params string[] arguments)
    {
        string output = Path.Combine(folder, "published", Guid.NewGuid().ToString("n"));
        var build = DotNet("publish", project,
            ["-c", "Release", "-r", runtimeIdentifier, "-o", output, "-p:PublishAot=true", .. NativeTools.Linker(runtimeIdentifier, folder), .. arguments]);
        return (build, output);
    }

    /// <summary>The folder of a project.</summary>
    internal string ProjectFolder(string project) => Path.Combine(projects.Value, "Package", project);

    /// <summary>Removes what was made, also from the user's package cache.</summary>
    public void Dispose()
    {
        if (packed.IsValueCreated)
        {
            string cache = Run(["nuget", "locals", "global-packages", "--list", "--force-english-output"]).Output.Split(": ")[^1].Trim();
            string copy = Path.Combine(cache, "generated.kernels", Version);
            if (Directory.Exists(copy))
                Directory.Delete(copy, recursive: true);
        }
        Directory.Delete(folder, recursive: true);
    }

    string Pack()
    {
        string output = Path.Combine(folder, "packed");
        var result = Run(["pack", Path.Combine(Repository, "runtime", "Generated.Kernels.csproj"), "-c", "Release", "-o", output,
            "--artifacts-path", Path.Combine(folder, "artifacts"), $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true"]);
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.DoesNotContain("warning", result.Output, StringComparison.Ordinal);
        return output;
    }

    /// <summary>Copies what the projects are made of, as it stands to each other in the repository.</summary>
    string CopyProjects()
    {
        string copies = Path.Combine(folder, "projects");
        foreach (string name in (string[])["Cases", "Data", "Numeric", "Package/Consumer", "Package/NumericCore"])
        {
            string source = Path.Combine(Repository, "tests", name);
            foreach (string file in Directory.EnumerateFiles(source))
            {
                string copy = Path.Combine(copies, name, Path.GetFileName(file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
        File.WriteAllText(Path.Combine(copies, "Package", "NumericCore", "CompiledIn.cs"), CompiledIn.Source());
        File.WriteAllText(Path.Combine(copies, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{packed.Value}" />
              </packageSources>
            </configuration>
            """);
        return copies;
    }

    /// <summary>What NuGet says of a package, other than the one tested, that no source has, or of a source that does not answer.</summary>
    [GeneratedRegex(@"NU1301: .*|NU110[12]: (?!.* Generated\.Kernels ).*")]
    private static partial Regex MissingPackage();

    /// <summary>Runs dotnet without servers that would outlive it and hold its output open, and without asking for advisories,
    /// by which the same sources could fail on another day.</summary>
    static ChildResult Run(IEnumerable<string> arguments) => ChildProcess.Run(
        ChildProcess.DotNet, arguments, ("NuGetAudit", "false"), ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_UI_LANGUAGE", "en"),
        ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"));

    static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

/// <summary>The tests that share a workshop.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageWorkshop>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "package";
}
