using Xunit.Abstractions;

namespace Generated.Kernels.Tests;

/// <summary>A strict project outside the repository that references only the package.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackageWorkshop workshop, ITestOutputHelper output)
{
    [SkippableFact]
    public void ProjectBuildsWithoutWarningsAndItsKernelsAreRight()
    {
        var build = workshop.DotNet("build", "Consumer", "-c", "Release");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains("0 Warning(s)", build.Output, StringComparison.Ordinal);

        var run = ChildProcess.Run(ChildProcess.DotNet, [Path.Combine(workshop.ProjectFolder("Consumer"), "bin", "Release", "net10.0", "Consumer.dll")]);
        output.WriteLine(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("all 9 forms are right", run.Output, StringComparison.Ordinal);
    }
}
