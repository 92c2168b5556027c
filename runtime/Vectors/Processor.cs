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

    /// <summary>Whether it does one multiply-add of 512 bits in a cycle, which leaves time to load from the level-2 cache, or two of 256.</summary>
    public static bool DoesOneWide => Vector512.IsHardwareAccelerated && HalvesWideVectors;

    /// <summary>Whether it does two multiply-adds of 512 bits in a cycle, as all that have such vectors and do not halve them are taken to do: what is
    /// no faster for that costs twice as many multiply-adds.</summary>
    public static bool DoesTwoWide => Vector512.IsHardwareAccelerated && !HalvesWideVectors;

    /// <summary>The bytes of a core's level-2 cache; 1 MiB where the processor does not say.</summary>
    public static readonly int Level2Bytes = SizeOfLevel2();

    static int SizeOfLevel2()
    {
        // AMD's leaf of level-2 caches, which Intel has as well.
        const int LargestLeaf = unchecked((int)0x80000000), Leaf = LargestLeaf + 6;
        int kibibytes = X86Base.IsSupported && X86Base.CpuId(LargestLeaf, 0).Eax is < 0 and >= Leaf ? X86Base.CpuId(Leaf, 0).Ecx >>> 16 : 0;
        return kibibytes == 0 ? 1024 * 1024 : kibibytes * 1024;
    }

    static int Family
    {
        get
        {
            int signature = X86Base.CpuId(1, 0).Eax;
            return (signature >> 8 & 15) + (signature >> 20 & 255);
        }
    }
}
