using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>How many vectors of positions a strip of the depthwise plan has side by side; 0 for a geometry that does not have that plan.</summary>
/// <param name="Vectors512">With vectors of 512 bits.</param>
/// <param name="Vectors256">With vectors of 256 bits.</param>
/// <param name="Vectors128">With vectors of 128 bits.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct StripShape(int Vectors512, int Vectors256, int Vectors128)
{
    /// <summary>The widest vectors that rows of so many elements fill, or 0 where they fill none.</summary>
    /// <param name="length">The elements of a row.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    internal static int WidestBits(int length, int elementSize)
    {
        long bits = 8L * length * elementSize;
        return Vector512.IsHardwareAccelerated && bits >= 512 ? 512
            : Vector256.IsHardwareAccelerated && bits >= 256 ? 256
            : Vector128.IsHardwareAccelerated && bits >= 128 ? 128 : 0;
    }

    /// <summary>The vectors of a strip.</summary>
    internal int Vectors(int bits) => bits == 512 ? Vectors512 : bits == 256 ? Vectors256 : Vectors128;
}
