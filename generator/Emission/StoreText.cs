using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>What brings sums to the output, as text.</summary>
internal static class StoreText
{
    /// <summary>Vectors in memory order. Four phases are interleaved in two steps: 0 with 2 and 1 with 3, then the results.</summary>
    public static string[] Interleaved(string[] phases)
    {
        if (phases.Length == 1)
            return phases;
        int half = phases.Length / 2;
        var even = Interleaved(phases.Where((_, p) => p % 2 == 0).ToArray());
        var odd = Interleaved(phases.Where((_, p) => p % 2 == 1).ToArray());
        return Enumerable.Range(0, half).SelectMany(i => new[] { $"Interleave.Lower({even[i]}, {odd[i]})", $"Interleave.Upper({even[i]}, {odd[i]})" }).ToArray();
    }

    /// <summary>A store, with the residual and the activation of the kernel.</summary>
    /// <param name="spec">The kernel.</param>
    /// <param name="vector">The vector type, without its element type.</param>
    /// <param name="value">What is stored.</param>
    /// <param name="residual">What names the first of the residual.</param>
    /// <param name="to">What names the first of the output.</param>
    /// <param name="offset">How far from these.</param>
    public static string Store(KernelSpec spec, string vector, string value, string residual, string to, int offset)
    {
        bool hasResidual = Text.HasResidual(spec);
        if (ActivationEmitter.IsInRegisters(spec))
            return $"Store({value}, {(hasResidual ? $"ref {residual}, " : "")}ref {to}, {offset}, {string.Join(", ", ActivationEmitter.Parameters(spec))});";
        return hasResidual
            ? $"({value} + {vector}.LoadUnsafe(ref {residual}, {offset})).StoreUnsafe(ref {to}, {offset});"
            : $"{value}.StoreUnsafe(ref {to}, {offset});";
    }
}
