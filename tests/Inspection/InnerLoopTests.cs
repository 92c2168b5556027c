using Generated.Kernels.Benchmarks;

namespace Generated.Kernels.Tests.Inspection;

/// <summary>Finding the inner loop in what the JIT lists.</summary>
public class InnerLoopTests
{
    const string Listing = """
        ; Assembly listing for method First:Tile (FullOpts)

        G_M1_IG02:                ;; offset=0x0000
               vmovups  zmm9, zmmword ptr [rax]
        G_M1_IG03:                ;; offset=0x0010
               vfmadd231ps zmm0, zmm1, zmm2
               jl       SHORT G_M1_IG03
        ; Assembly listing for method Second:Tile (FullOpts)

        G_M2_IG02:                ;; offset=0x0000
               xor      ecx, ecx
        G_M2_IG03:                ;; offset=0x0010
               vfmadd231ps zmm7, zmm1, zmm2
        G_M2_IG04:                ;; offset=0x0020
               vmovups  zmm24, zmmword ptr [r11]
               vbroadcastss zmm26, dword ptr [r8+0x0C]
               vfmadd231ps zmm0, zmm26, zmm24
               vfmadd231ps zmm1, zmm26, dword ptr [r8+0x10] {1to16}

        G_M2_IG05:                ;; offset=0x0030
               vmovups  zmmword ptr [rsp+0x40], zmm3
               lea      r11, bword ptr [r11+4*r14]
               inc      ebx
               cmp      ebx, r15d
               je       SHORT G_M2_IG06
               jmp      G_M2_IG04
        G_M2_IG06:                ;; offset=0x0040
               vmovups  zmmword ptr [rdi], zmm0
               jl       SHORT G_M2_IG03
               ret
        """;

    [Fact]
    public void InnermostLoopWithMostMultiplyAdds()
    {
        var loop = InnerLoop.Find(Listing)!;
        Assert.Equal("Second:Tile (FullOpts)", loop.Method);
        Assert.StartsWith("G_M2_IG04:", loop.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("jmp      G_M2_IG04", loop.Lines[^1], StringComparison.Ordinal);
        Assert.Equal((2, 1, 2, 1, 5), (loop.MultiplyAdds, loop.MultiplyAddsFromMemory, loop.Loads, loop.Stores, loop.Others));
        Assert.True(loop.IsFused);
        Assert.EndsWith("ret", loop.WholeMethod(Listing).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void NoneWhereNothingIsMultiplied() =>
        Assert.Null(InnerLoop.Find(Listing.Replace("vfmadd231ps", "vaddps", StringComparison.Ordinal)));
}
