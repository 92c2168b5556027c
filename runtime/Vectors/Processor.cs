using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>What is known of the processor beyond its instruction sets.</summary>
static class Processor
{
    /// <summary>Whether it is one of Intel's.</summary>
    public static readonly bool IsIntel = X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == 0x756E6547; // "Genu", of "GenuineIntel"

    /// <summary>Whether it computes vectors of 512 bits in two halves, so that those of 256 bits are as fast: Zen 4.</summary>
    public static readonly bool HalvesWideVectors = X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == 0x68747541 && Family == 0x19; // "Auth", of "AuthenticAMD"

    /// <summary>Whether it does two multiply-adds of 512 bits in a cycle, as all that have such vectors and do not halve them are taken to do: what is
    /// no faster for that costs twice as many multiply-adds.</summary>
    public static bool DoesTwoWide => Vector512.IsHardwareAccelerated && !HalvesWideVectors;

    static int Family
    {
        get
        {
            int signature = X86Base.CpuId(1, 0).Eax;
            return (signature >> 8 & 15) + (signature >> 20 & 255);
        }
    }
}
