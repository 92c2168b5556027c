using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Brings the outputs of two phases into memory order: from <c>a0 a1 …</c> and <c>b0 b1 …</c> it makes
/// <c>a0 b0 a1 b1 …</c>, the lower and the upper half in a vector each. Four phases are three such steps.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Interleave
{
    /// <summary>The lower half of <paramref name="a"/> and <paramref name="b"/> interleaved.</summary>
    /// <param name="a">The outputs of the first phase.</param>
    /// <param name="b">The outputs of the second phase.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Lower(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar16x32x2(a, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), b)
            : Vector512.Create(Lower(a.GetLower(), b.GetLower()), Upper(a.GetLower(), b.GetLower()));

    /// <summary>The upper half of <paramref name="a"/> and <paramref name="b"/> interleaved.</summary>
    /// <inheritdoc cref="Lower(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Upper(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar16x32x2(a, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), b)
            : Vector512.Create(Lower(a.GetUpper(), b.GetUpper()), Upper(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Lower(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lower(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(a, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), b)
            : Vector512.Create(Lower(a.GetLower(), b.GetLower()), Upper(a.GetLower(), b.GetLower()));

    /// <inheritdoc cref="Upper(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Upper(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(a, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), b)
            : Vector512.Create(Lower(a.GetUpper(), b.GetUpper()), Upper(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Lower(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Lower(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported
            ? Avx.Permute2x128(Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), 0x20)
            : Vector256.Create(Lower(a.GetLower(), b.GetLower()), Upper(a.GetLower(), b.GetLower()));

    /// <inheritdoc cref="Upper(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Upper(Vector256<float> a, Vector256<float> b) =>
        Avx.IsSupported
            ? Avx.Permute2x128(Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), 0x31)
            : Vector256.Create(Lower(a.GetUpper(), b.GetUpper()), Upper(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Lower(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Lower(Vector256<double> a, Vector256<double> b) =>
        Avx.IsSupported
            ? Avx.Permute2x128(Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), 0x20)
            : Vector256.Create(Lower(a.GetLower(), b.GetLower()), Upper(a.GetLower(), b.GetLower()));

    /// <inheritdoc cref="Upper(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Upper(Vector256<double> a, Vector256<double> b) =>
        Avx.IsSupported
            ? Avx.Permute2x128(Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), 0x31)
            : Vector256.Create(Lower(a.GetUpper(), b.GetUpper()), Upper(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Lower(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Lower(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    /// <inheritdoc cref="Upper(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Upper(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[2], b[2], a[3], b[3]);
    }

    /// <inheritdoc cref="Lower(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Lower(Vector128<double> a, Vector128<double> b) =>
        Vector128.Create(a.GetLower(), b.GetLower());

    /// <inheritdoc cref="Upper(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Upper(Vector128<double> a, Vector128<double> b) =>
        Vector128.Create(a.GetUpper(), b.GetUpper());
}
