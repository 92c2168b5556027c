using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Generated.Kernels.CompilerServices;

/// <summary>The reverse of <see cref="Interleave"/>: from <c>a0 b0 a1 b1 …</c> in two vectors it makes <c>a0 a1 …</c>, the even elements, and
/// <c>b0 b1 …</c>, the odd ones.</summary>
static class Deinterleave
{
    /// <summary>Every second element, from the first on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Even(Vector512<float> x, Vector512<float> y) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar16x32x2(x, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), y)
            : Vector512.Create(Even(x.GetLower(), x.GetUpper()), Even(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Even(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Even(Vector512<double> x, Vector512<double> y) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(x, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), y)
            : Vector512.Create(Even(x.GetLower(), x.GetUpper()), Even(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Even(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Even(Vector256<float> x, Vector256<float> y) =>
        Avx2.IsSupported
            ? Avx2.Permute4x64(Avx.Shuffle(x, y, 0x88).AsDouble(), 0xD8).AsSingle()
            : Vector256.Create(Even(x.GetLower(), x.GetUpper()), Even(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Even(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Even(Vector256<double> x, Vector256<double> y) =>
        Avx2.IsSupported
            ? Avx2.Permute4x64(Avx.UnpackLow(x, y), 0xD8)
            : Vector256.Create(Even(x.GetLower(), x.GetUpper()), Even(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Even(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Even(Vector128<float> x, Vector128<float> y)
    {
        if (Sse.IsSupported)
            return Sse.Shuffle(x, y, 0x88);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.UnzipEven(x, y);
        return Vector128.Create(x[0], x[2], y[0], y[2]);
    }

    /// <inheritdoc cref="Even(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Even(Vector128<double> x, Vector128<double> y) => Interleave.Lower(x, y);

    /// <summary>Every second element, from the second on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Odd(Vector512<float> x, Vector512<float> y) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar16x32x2(x, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), y)
            : Vector512.Create(Odd(x.GetLower(), x.GetUpper()), Odd(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Odd(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Odd(Vector512<double> x, Vector512<double> y) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(x, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15), y)
            : Vector512.Create(Odd(x.GetLower(), x.GetUpper()), Odd(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Odd(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Odd(Vector256<float> x, Vector256<float> y) =>
        Avx2.IsSupported
            ? Avx2.Permute4x64(Avx.Shuffle(x, y, 0xDD).AsDouble(), 0xD8).AsSingle()
            : Vector256.Create(Odd(x.GetLower(), x.GetUpper()), Odd(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Odd(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Odd(Vector256<double> x, Vector256<double> y) =>
        Avx2.IsSupported
            ? Avx2.Permute4x64(Avx.UnpackHigh(x, y), 0xD8)
            : Vector256.Create(Odd(x.GetLower(), x.GetUpper()), Odd(y.GetLower(), y.GetUpper()));

    /// <inheritdoc cref="Odd(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Odd(Vector128<float> x, Vector128<float> y)
    {
        if (Sse.IsSupported)
            return Sse.Shuffle(x, y, 0xDD);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.UnzipOdd(x, y);
        return Vector128.Create(x[1], x[3], y[1], y[3]);
    }

    /// <inheritdoc cref="Odd(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Odd(Vector128<double> x, Vector128<double> y) => Interleave.Upper(x, y);
}
