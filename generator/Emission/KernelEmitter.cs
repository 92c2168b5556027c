namespace Generated.Kernels.Generator;

/// <summary>
/// Writes the kernel type. It stands in a namespace of the project's own, so that no type of the user's can come between the
/// emitted names and what they mean.
/// </summary>
internal static class KernelEmitter
{
    public static void Emit(SourceWriter w, KernelSpec spec, Schedule schedule)
    {
        using (w.Braces("namespace Generated.Kernels.Emitted"))
        {
            w.Line("using System;");
            w.Line("using System.Runtime.CompilerServices;");
            w.Line("using System.Runtime.Intrinsics;");
            foreach (int bits in new[] { 128, 256, 512 })
                w.Line($"using static System.Runtime.Intrinsics.Vector{bits};");
            w.Line("using Generated.Kernels.CompilerServices;");
            w.Line();
            Documentation.Kernel(w, spec, schedule);
            using (w.Braces($"file readonly struct {Text.KernelName(spec)} : ITileKernel<{Text.Element(spec)}>"))
            {
                w.Line($"static readonly TilePlan plan = {Text.Plan(spec, schedule)};");
                w.Line();
                w.Line("public TilePlan Plan => plan;");
                w.Line();
                w.Line($"public global::Generated.Kernels.Activation Activation => global::Generated.Kernels.Activation.{spec.Activation};");
                w.Line();
                w.Line($"public double Alpha => {Text.Double(spec.Alpha)};");
                w.Line();
                w.Line($"public double Beta => {Text.Double(spec.Beta)};");
                w.Line();
                w.Line($"public bool ActivatesInRegisters => {(ActivationEmitter.IsInRegisters(spec) ? "true" : "false")};");
                w.Line();
                w.Line($"public bool HasResidual => {(Text.HasResidual(spec) ? "true" : "false")};");
                foreach (var tile in new[] { (512, schedule.Tile512), (256, schedule.Tile256), (128, schedule.Tile128) })
                {
                    w.Line();
                    new TileEmitter(w, spec, schedule, tile.Item1, tile.Item2).Emit();
                }
                if (schedule.StripsOf(spec) is { } strips)
                {
                    foreach (var (bits, vectors) in new[] { (512, strips.Wide), (256, strips.Narrow), (128, strips.Narrow) })
                    {
                        w.Line();
                        new StripEmitter(w, spec, schedule.Groups[0], bits, vectors).Emit();
                    }
                }
                ActivationEmitter.Emit(w, spec);
            }
        }
    }
}
