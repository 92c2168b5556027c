using System.Text;

namespace Generated.Kernels.Tests;

/// <summary>Writes down, for the numeric suite as a program of its own, the kernels that are compiled into it.</summary>
static class CompiledIn
{
    /// <summary>Of the geometries that only the protected pages have, one in so many is compiled in: Native AOT's compiler takes seconds for each.</summary>
    const int EveryGeometry = 3;

    /// <summary>The geometries whose vectors meet every tail and every border; others run on the generic path there.</summary>
    static readonly ConvTransposeGeometry[] Float =
        [.. WidthSweep.Geometries.Concat(GuardPages.Geometries(EveryGeometry)).Concat(WorkedExamples.Examples.Select(example => example.Layer.Geometry)).Distinct()];

    static readonly ConvTransposeGeometry[] Double = [.. WidthSweep.InDouble.Concat(GuardPages.InDouble(EveryGeometry)).Distinct()];

    /// <summary>A file with the annotated methods and a table of them.</summary>
    public static string Source()
    {
        var methods = new StringBuilder();
        var table = new StringBuilder();
        int index = 0;
        foreach (var geometry in Float)
            Write("float", geometry);
        foreach (var geometry in Double)
            Write("double", geometry);
        return $$"""
            namespace Generated.Kernels.Tests;

            static partial class CompiledIn
            {
                public const int EveryGeometry = {{EveryGeometry}};

                public static readonly object[] All =
                [
            {{table}}    ];

            {{methods}}}
            """;

        void Write(string type, ConvTransposeGeometry geometry)
        {
            new KernelDeclaration(geometry) { Forms = KernelForms.All }.Write(methods, index, type);
            var axes = geometry.Axes.ToArray().Select(a => $"new({a.K}, {a.S}, {a.PBegin}, {a.PEnd}, {a.Op}, {a.D})");
            table.Append($"        new CompiledKernel<{type}>(new(new ConvTransposeGeometry([{string.Join(", ", axes)}], {geometry.Groups})), CallRaw{index}, CallPack{index}, CallPacked{index}, CallResidual{index}, null),\n");
            index++;
        }
    }
}
