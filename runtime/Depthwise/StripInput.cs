using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Vectors of a row that begin before it or end behind it, by a vector at most. Nothing outside the row is read: a vector is loaded from the nearest
/// column inside, and each lane that it has is brought to its place; the others are zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StripInput
{
    /// <summary>The column nearest to one from which a whole vector lies inside the row.</summary>
    /// <param name="column">The column, possibly outside.</param>
    /// <param name="lastColumn">The last column from which a vector lies inside the row, at least 0.</param>
    public static nint Inside(nint column, nint lastColumn) => Math.Max(0, Math.Min(column, lastColumn));

    /// <summary>Which lane of a vector loaded inside the row each lane of the vector is.</summary>
    /// <param name="distance">How far behind that the vector begins, in elements; negative: before it.</param>
    public static Vector512<int> Lanes512(int distance) => Vector512<int>.Indices + Vector512.Create(distance);

    /// <inheritdoc cref="Lanes512(int)"/>
    public static Vector512<long> Lanes512(long distance) => Vector512<long>.Indices + Vector512.Create(distance);

    /// <inheritdoc cref="Lanes512(int)"/>
    public static Vector256<int> Lanes256(int distance) => Vector256<int>.Indices + Vector256.Create(distance);

    /// <inheritdoc cref="Lanes512(int)"/>
    public static Vector256<long> Lanes256(long distance) => Vector256<long>.Indices + Vector256.Create(distance);

    /// <inheritdoc cref="Lanes512(int)"/>
    public static Vector128<int> Lanes128(int distance) => Vector128<int>.Indices + Vector128.Create(distance);

    /// <inheritdoc cref="Lanes512(int)"/>
    public static Vector128<long> Lanes128(long distance) => Vector128<long>.Indices + Vector128.Create(distance);

    /// <summary>Loads a vector.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column that it begins at.</param>
    /// <param name="inside">The nearest column inside, from <see cref="Inside"/>.</param>
    /// <param name="lanes">Which lanes of what is loaded there it has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float row, nint column, nint inside, Vector512<int> lanes) =>
        column == inside ? Vector512.LoadUnsafe(ref row, (nuint)column) : Turn(Vector512.LoadUnsafe(ref row, (nuint)inside), lanes);

    /// <inheritdoc cref="Load(ref float, nint, nint, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double row, nint column, nint inside, Vector512<long> lanes) =>
        column == inside ? Vector512.LoadUnsafe(ref row, (nuint)column) : Turn(Vector512.LoadUnsafe(ref row, (nuint)inside), lanes);

    /// <inheritdoc cref="Load(ref float, nint, nint, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float row, nint column, nint inside, Vector256<int> lanes) =>
        column == inside ? Vector256.LoadUnsafe(ref row, (nuint)column) : Turn(Vector256.LoadUnsafe(ref row, (nuint)inside), lanes);

    /// <inheritdoc cref="Load(ref float, nint, nint, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ref double row, nint column, nint inside, Vector256<long> lanes) =>
        column == inside ? Vector256.LoadUnsafe(ref row, (nuint)column) : Turn(Vector256.LoadUnsafe(ref row, (nuint)inside), lanes);

    /// <inheritdoc cref="Load(ref float, nint, nint, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(ref float row, nint column, nint inside, Vector128<int> lanes) =>
        column == inside ? Vector128.LoadUnsafe(ref row, (nuint)column) : Turn(Vector128.LoadUnsafe(ref row, (nuint)inside), lanes);

    /// <inheritdoc cref="Load(ref float, nint, nint, Vector512{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(ref double row, nint column, nint inside, Vector128<long> lanes) =>
        column == inside ? Vector128.LoadUnsafe(ref row, (nuint)column) : Turn(Vector128.LoadUnsafe(ref row, (nuint)inside), lanes);

    /// <summary>Brings lanes to their places; what is no lane is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Turn(Vector512<float> loaded, Vector512<int> lanes) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar16x32x2(loaded, lanes, Vector512<float>.Zero) : Vector512.Shuffle(loaded, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Turn(Vector512<double> loaded, Vector512<long> lanes) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar8x64x2(loaded, lanes, Vector512<double>.Zero) : Vector512.Shuffle(loaded, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Turn(Vector256<float> loaded, Vector256<int> lanes) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.PermuteVar8x32x2(loaded, lanes, Vector256<float>.Zero) : Vector256.Shuffle(loaded, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Turn(Vector256<double> loaded, Vector256<long> lanes) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.PermuteVar4x64x2(loaded, lanes, Vector256<double>.Zero) : Vector256.Shuffle(loaded, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Turn(Vector128<float> loaded, Vector128<int> lanes) =>
        Vector128.Shuffle(loaded, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<double> Turn(Vector128<double> loaded, Vector128<long> lanes) =>
        Vector128.Shuffle(loaded, lanes);
}
