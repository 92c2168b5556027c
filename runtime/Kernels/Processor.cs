using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>What is known of the processor beyond its instruction sets.</summary>
static class Processor
{
    /// <summary>Whether it is one of Intel's.</summary>
    public static readonly bool IsIntel = X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == 0x756E6547; // "Genu", of "GenuineIntel"
}
