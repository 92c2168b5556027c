namespace Generated.Kernels.Tests;

/// <summary>When the package's build targets say that Native AOT compiles for old processors.</summary>
[Collection(PackageCollection.Name)]
public sealed class InstructionSetHintTests(PackageWorkshop workshop)
{
    [SkippableFact]
    public void HintAppearsOnlyWhereItHelps()
    {
        var restore = workshop.DotNet("restore", "Consumer");
        Assert.True(restore.ExitCode == 0, restore.Output);

        Assert.True(Hints("-p:PublishAot=true"));
        Assert.True(Hints("-p:PublishAot=true", "-p:RuntimeIdentifier=win-x64"));
        Assert.True(Hints("-p:PublishAot=true", "-warnaserror"));
        Assert.False(Hints());
        Assert.False(Hints("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-arm64"));
        Assert.False(Hints("-p:PublishAot=true", "-p:IlcInstructionSet=x86-64-v3"));
        Assert.False(Hints("-p:PublishAot=true", "-p:GeneratedKernelsCheckInstructionSet=false"));
        Assert.False(Hints("-p:PublishAot=true", "-p:MSBuildWarningsAsMessages=GK1001"));
    }

    bool Hints(params string[] arguments)
    {
        var result = workshop.DotNet("msbuild", "Consumer", ["-t:GeneratedKernelsCheckInstructionSet", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Output);
        return result.Output.Contains("warning GK1001", StringComparison.Ordinal);
    }
}
