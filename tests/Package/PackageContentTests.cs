using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;

namespace Generated.Kernels.Tests;

/// <summary>What is in the package.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackageWorkshop workshop)
{
    [Fact]
    public void FilesAreThoseThatUsersNeed()
    {
        using var package = ZipFile.OpenRead(workshop.PackageFile);
        string[] expected =
        [
            "CHANGELOG.md", "LICENSE", "README.md",
            "analyzers/dotnet/cs/Generated.Kernels.CodeFixes.dll", "analyzers/dotnet/cs/Generated.Kernels.Generator.dll",
            "build/Generated.Kernels.targets", "buildTransitive/Generated.Kernels.targets",
            "icon.png",
            "lib/net10.0/Generated.Kernels.dll", "lib/net10.0/Generated.Kernels.xml",
        ];
        // The others are the container's own.
        var files = package.Entries.Select(entry => entry.FullName).Where(name =>
            !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal)
            && name is not "[Content_Types].xml" and not "Generated.Kernels.nuspec");
        Assert.Equal(expected, files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ManifestNamesLicenceIconReadmeAndOneDependency()
    {
        using var package = ZipFile.OpenRead(workshop.PackageFile);
        using var stream = package.GetEntry("Generated.Kernels.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        Assert.Equal("Generated.Kernels", Value("id"));
        Assert.Equal(workshop.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("README.md", Value("readme"));
        var group = Assert.Single(metadata.Descendants(), element => element.Name.LocalName == "group");
        Assert.Equal("net10.0", group.Attribute("targetFramework")!.Value);
        Assert.Equal("System.Numerics.Tensors", Assert.Single(group.Elements()).Attribute("id")!.Value);

        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    [Fact]
    public void SymbolsHaveNoPathsOfTheMachine()
    {
        using var package = ZipFile.OpenRead(workshop.SymbolsFile);
        using var stream = new MemoryStream();
        using (var entry = package.GetEntry("lib/net10.0/Generated.Kernels.pdb")!.Open())
            entry.CopyTo(stream);
        stream.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var reader = provider.GetMetadataReader();
        var documents = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToList();
        Assert.Contains("/_/runtime/ConvTranspose.cs", documents);
        Assert.DoesNotContain(documents, document => document.StartsWith(PackageWorkshop.Repository, StringComparison.Ordinal));
    }
}
