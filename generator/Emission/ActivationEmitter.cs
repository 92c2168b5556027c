using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>
/// Writes the activation where a few instructions can do it, to the vector about to be stored. Exponentials are done by the runtime to the
/// stored outputs while they are in the cache, with System.Numerics.Tensors.
/// </summary>
internal static class ActivationEmitter
{
    /// <summary>Whether the register tile applies the activation as it stores.</summary>
    public static bool IsInRegisters(KernelSpec spec) => spec.Activation is Activation.Relu or Activation.LeakyRelu or Activation.Clip or Activation.HardSwish;

    /// <summary>What the activation is given besides: parameters that come with the tile.</summary>
    public static string[] Parameters(KernelSpec spec) => spec.Activation is Activation.Clip or Activation.HardSwish ? new[] { "alpha", "beta" } : new[] { "alpha" };

    public static void Emit(SourceWriter w, KernelSpec spec)
    {
        if (!IsInRegisters(spec))
            return;
        foreach (int bits in new[] { 512, 256, 128 })
        {
            w.Line();
            EmitStore(w, spec, bits);
        }
    }

    static void EmitStore(SourceWriter w, KernelSpec spec, int bits)
    {
        string vector = $"Vector{bits}", element = Text.Element(spec), type = $"{vector}<{element}>";
        string parameters = string.Concat(Parameters(spec).Select(name => $", {type} {name}"));
        w.Line($"/// <summary>Stores {Summary(spec)} The driver also asks for sums that are not outputs yet, with parameters that change nothing.</summary>");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        if (!Text.HasResidual(spec))
        {
            w.Line($"static void Store({type} x, ref {element} to, nuint offset{parameters}) =>");
            w.Line($"    ({Expression(spec, vector, type)}).StoreUnsafe(ref to, offset);");
            return;
        }
        using (w.Braces($"static void Store({type} sum, ref {element} added, ref {element} to, nuint offset{parameters})"))
        {
            w.Line($"{type} x = sum + {vector}.LoadUnsafe(ref added, offset);");
            w.Line($"({Expression(spec, vector, type)}).StoreUnsafe(ref to, offset);");
        }
    }

    /// <summary>Whether LeakyRelu is the larger of x and slope·x, which takes less time than a comparison and a selection. With a slope of 0 it is
    /// not: 0·-∞ is NaN.</summary>
    static bool IsSmallSlope(KernelSpec spec) => (spec.Element == ElementType.Float ? (float)spec.Alpha : spec.Alpha) is > 0 and <= 1;

    static string Summary(KernelSpec spec)
    {
        string alpha = Text.Constant(spec, spec.Alpha), beta = Text.Constant(spec, spec.Beta);
        return spec.Activation switch
        {
            Activation.Relu => "max(x, 0); NaN stays NaN, since these instructions return their second operand then.",
            Activation.HardSwish => "x · min(max(x/6 + 1/2, 0), 1); NaN stays NaN.",
            Activation.LeakyRelu when IsSmallSlope(spec) => $"x where x ≥ 0, otherwise {alpha}·x: the larger of both; NaN stays NaN.",
            Activation.LeakyRelu => $"x where x ≥ 0, otherwise {alpha}·x.",
            _ => $"min(max(x, {alpha}), {beta}); NaN stays NaN, since these instructions return their second operand then.",
        };
    }

    static string Expression(KernelSpec spec, string vector, string type) => spec.Activation switch
    {
        Activation.Relu => $"{vector}.MaxNative(alpha, x)",
        Activation.HardSwish => $"x * {vector}.MinNative({type}.One, {vector}.MaxNative({type}.Zero, x / alpha + beta))",
        Activation.LeakyRelu when IsSmallSlope(spec) => $"{vector}.MaxNative(x * alpha, x)",
        Activation.LeakyRelu => $"{vector}.ConditionalSelect({vector}.LessThan(x, {type}.Zero), x * alpha, x)",
        _ => $"{vector}.MinNative(beta, {vector}.MaxNative(alpha, x))",
    };
}
