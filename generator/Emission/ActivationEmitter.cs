namespace Generated.Kernels.Generator;

/// <summary>
/// Writes the activation where a few instructions can do it, to the vector about to be stored. Exponentials are done by the runtime to the
/// stored outputs while they are in the cache, with System.Numerics.Tensors.
/// </summary>
internal static class ActivationEmitter
{
    /// <summary>Whether the register tile applies the activation as it stores.</summary>
    public static bool IsInRegisters(KernelSpec spec) => spec.Activation is Activation.Relu or Activation.LeakyRelu or Activation.Clip or Activation.HardSwish;

    public static void Emit(SourceWriter w, KernelSpec spec)
    {
        if (!IsInRegisters(spec))
            return;
        foreach (int bits in new[] { 512, 256, 128 })
        {
            w.Line();
            EmitActivate(w, spec, bits);
        }
    }

    static void EmitActivate(SourceWriter w, KernelSpec spec, int bits)
    {
        string vector = $"Vector{bits}";
        string type = $"{vector}<{Text.Element(spec)}>";
        w.Line($"/// <summary>{Summary(spec)}</summary>");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        w.Line($"static {type} Activate({type} x) =>");
        w.Line("    " + Expression(spec, vector, type) + ";");
    }

    /// <summary>Whether LeakyRelu is the larger of x and slope·x, which takes less time than a comparison and a selection. With a slope of 0 it is
    /// not: 0·-∞ is NaN.</summary>
    static bool IsSmallSlope(KernelSpec spec) => (spec.Element == ElementType.Float ? (float)spec.Alpha : spec.Alpha) is > 0 and <= 1;

    static string Summary(KernelSpec spec) => spec.Activation switch
    {
        Activation.Relu => "max(x, 0); NaN stays NaN, since these instructions return their second operand then.",
        Activation.HardSwish => "x · min(max(x/6 + 1/2, 0), 1); NaN stays NaN.",
        Activation.LeakyRelu when IsSmallSlope(spec) => $"x where x ≥ 0, otherwise {Text.Constant(spec, spec.Alpha)}·x: the larger of both; NaN stays NaN.",
        Activation.LeakyRelu => $"x where x ≥ 0, otherwise {Text.Constant(spec, spec.Alpha)}·x.",
        _ => $"min(max(x, {Text.Constant(spec, spec.Alpha)}), {Text.Constant(spec, spec.Beta)}); NaN stays NaN, since these instructions return their second operand then.",
    };

    static string Expression(KernelSpec spec, string vector, string type)
    {
        string alpha = $"{vector}.Create({Text.Constant(spec, spec.Alpha)})";
        string beta = $"{vector}.Create({Text.Constant(spec, spec.Beta)})";
        return spec.Activation switch
        {
            Activation.Relu => $"{vector}.MaxNative({type}.Zero, x)",
            Activation.HardSwish => $"x * {vector}.MinNative({type}.One, {vector}.MaxNative({type}.Zero, x / {vector}.Create({Text.Constant(spec, 6)}) + {vector}.Create({Text.Constant(spec, 0.5)})))",
            Activation.LeakyRelu when IsSmallSlope(spec) => $"{vector}.MaxNative(x * {alpha}, x)",
            Activation.LeakyRelu => $"{vector}.ConditionalSelect({vector}.LessThan(x, {type}.Zero), x * {alpha}, x)",
            _ => $"{vector}.MinNative({beta}, {vector}.MaxNative({alpha}, x))",
        };
    }
}
