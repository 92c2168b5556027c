using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>A vector of some width, so that <see cref="LaneTile"/> and the sums of the columns plan are written once for all widths.</summary>
unsafe interface ILaneVector<TSelf, T>
    where TSelf : struct, ILaneVector<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The vector at an address.</summary>
    static abstract TSelf Load(T* from);

    /// <summary>The element at an address, in every lane.</summary>
    static abstract TSelf Broadcast(T* from);

    /// <summary>The vector at an address, zero in the lanes where the mask is.</summary>
    static abstract TSelf LoadWhere(T* from, T* mask);

    /// <summary>x + y.</summary>
    static abstract TSelf Add(TSelf x, TSelf y);

    /// <summary>x - y.</summary>
    static abstract TSelf Subtract(TSelf x, TSelf y);

    /// <summary>Every second element of two vectors, from the first on.</summary>
    static abstract TSelf Even(TSelf x, TSelf y);

    /// <summary>Every second element of two vectors, from the second on.</summary>
    static abstract TSelf Odd(TSelf x, TSelf y);

    /// <summary>The elements of two vectors in turns, those of the lower halves.</summary>
    static abstract TSelf Lower(TSelf x, TSelf y);

    /// <summary>The elements of two vectors in turns, those of the upper halves.</summary>
    static abstract TSelf Upper(TSelf x, TSelf y);

    /// <summary>The lanes of x where the mask's bits are set, the others of y.</summary>
    static abstract TSelf Select(TSelf mask, TSelf x, TSelf y);

    /// <summary>The elements of the lanes whose numbers the bits of <paramref name="lanes"/> are.</summary>
    static abstract TSelf Permute(TSelf x, TSelf lanes);

    /// <summary>x·y + sum.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf sum);

    /// <summary>The element at an address times y, + sum. Written out rather than by <see cref="Broadcast"/>: the compiler makes the load
    /// an operand of the multiply-add only where it finds both in one expression.</summary>
    static abstract TSelf MultiplyAdd(T* x, TSelf y, TSelf sum);

    /// <summary>The vector with an activation applied.</summary>
    TSelf Activate<TActivation>(TActivation activation)
        where TActivation : struct, IVectorActivation<T>;

    /// <summary>Stores the vector at an address.</summary>
    void Store(T* to);
}

/// <summary>512 bits.</summary>
readonly unsafe struct Lanes512<T>(Vector512<T> value) : ILaneVector<Lanes512<T>, T>
    where T : unmanaged
{
    readonly Vector512<T> value = value;

    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(T* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Broadcast(T* from) => new(Vector512.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadWhere(T* from, T* mask) => new(Vector512.Load(from) & Vector512.Load(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Add(Lanes512<T> x, Lanes512<T> y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Subtract(Lanes512<T> x, Lanes512<T> y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Even(Lanes512<T> x, Lanes512<T> y) =>
        new(typeof(T) == typeof(float) ? Deinterleave.Even(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Deinterleave.Even(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Odd(Lanes512<T> x, Lanes512<T> y) =>
        new(typeof(T) == typeof(float) ? Deinterleave.Odd(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Deinterleave.Odd(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Lower(Lanes512<T> x, Lanes512<T> y) =>
        new(typeof(T) == typeof(float) ? Interleave.Lower(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Interleave.Lower(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Upper(Lanes512<T> x, Lanes512<T> y) =>
        new(typeof(T) == typeof(float) ? Interleave.Upper(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Interleave.Upper(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> x, Lanes512<T> y) => new(Vector512.ConditionalSelect(mask.value, x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Permute(Lanes512<T> x, Lanes512<T> lanes) =>
        new(typeof(T) == typeof(float) ? Vector512.ShuffleNative(x.value.AsSingle(), lanes.value.AsInt32()).As<float, T>() : Vector512.ShuffleNative(x.value.AsDouble(), lanes.value.AsInt64()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> sum)
    {
        if (typeof(T) == typeof(float))
            return new(Vector512.MultiplyAddEstimate(x.value.AsSingle(), y.value.AsSingle(), sum.value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector512.MultiplyAddEstimate(x.value.AsDouble(), y.value.AsDouble(), sum.value.AsDouble()).As<double, T>());
        return new(x.value * y.value + sum.value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(T* x, Lanes512<T> y, Lanes512<T> sum) =>
        typeof(T) == typeof(float) ? new(Vector512.MultiplyAddEstimate(y.value.AsSingle(), Vector512.Create(*(float*)x), sum.value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector512.MultiplyAddEstimate(y.value.AsDouble(), Vector512.Create(*(double*)x), sum.value.AsDouble()).As<double, T>())
        : new(Vector512.Create(*x) * y.value + sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes512<T> Activate<TActivation>(TActivation activation)
        where TActivation : struct, IVectorActivation<T> => new(activation.Apply(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);
}

/// <summary>256 bits.</summary>
readonly unsafe struct Lanes256<T>(Vector256<T> value) : ILaneVector<Lanes256<T>, T>
    where T : unmanaged
{
    readonly Vector256<T> value = value;

    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(T* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Broadcast(T* from) => new(Vector256.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadWhere(T* from, T* mask) => new(Vector256.Load(from) & Vector256.Load(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Add(Lanes256<T> x, Lanes256<T> y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Subtract(Lanes256<T> x, Lanes256<T> y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Even(Lanes256<T> x, Lanes256<T> y) =>
        new(typeof(T) == typeof(float) ? Deinterleave.Even(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Deinterleave.Even(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Odd(Lanes256<T> x, Lanes256<T> y) =>
        new(typeof(T) == typeof(float) ? Deinterleave.Odd(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Deinterleave.Odd(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Lower(Lanes256<T> x, Lanes256<T> y) =>
        new(typeof(T) == typeof(float) ? Interleave.Lower(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Interleave.Lower(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Upper(Lanes256<T> x, Lanes256<T> y) =>
        new(typeof(T) == typeof(float) ? Interleave.Upper(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Interleave.Upper(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> x, Lanes256<T> y) => new(Vector256.ConditionalSelect(mask.value, x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Permute(Lanes256<T> x, Lanes256<T> lanes) =>
        new(typeof(T) == typeof(float) ? Vector256.ShuffleNative(x.value.AsSingle(), lanes.value.AsInt32()).As<float, T>() : Vector256.ShuffleNative(x.value.AsDouble(), lanes.value.AsInt64()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> sum)
    {
        if (typeof(T) == typeof(float))
            return new(Vector256.MultiplyAddEstimate(x.value.AsSingle(), y.value.AsSingle(), sum.value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector256.MultiplyAddEstimate(x.value.AsDouble(), y.value.AsDouble(), sum.value.AsDouble()).As<double, T>());
        return new(x.value * y.value + sum.value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(T* x, Lanes256<T> y, Lanes256<T> sum) =>
        typeof(T) == typeof(float) ? new(Vector256.MultiplyAddEstimate(y.value.AsSingle(), Vector256.Create(*(float*)x), sum.value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector256.MultiplyAddEstimate(y.value.AsDouble(), Vector256.Create(*(double*)x), sum.value.AsDouble()).As<double, T>())
        : new(Vector256.Create(*x) * y.value + sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes256<T> Activate<TActivation>(TActivation activation)
        where TActivation : struct, IVectorActivation<T> => new(activation.Apply(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);
}

/// <summary>128 bits.</summary>
readonly unsafe struct Lanes128<T>(Vector128<T> value) : ILaneVector<Lanes128<T>, T>
    where T : unmanaged
{
    readonly Vector128<T> value = value;

    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(T* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Broadcast(T* from) => new(Vector128.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadWhere(T* from, T* mask) => new(Vector128.Load(from) & Vector128.Load(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Add(Lanes128<T> x, Lanes128<T> y) => new(x.value + y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Subtract(Lanes128<T> x, Lanes128<T> y) => new(x.value - y.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Even(Lanes128<T> x, Lanes128<T> y) =>
        new(typeof(T) == typeof(float) ? Deinterleave.Even(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Deinterleave.Even(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Odd(Lanes128<T> x, Lanes128<T> y) =>
        new(typeof(T) == typeof(float) ? Deinterleave.Odd(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Deinterleave.Odd(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Lower(Lanes128<T> x, Lanes128<T> y) =>
        new(typeof(T) == typeof(float) ? Interleave.Lower(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Interleave.Lower(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Upper(Lanes128<T> x, Lanes128<T> y) =>
        new(typeof(T) == typeof(float) ? Interleave.Upper(x.value.AsSingle(), y.value.AsSingle()).As<float, T>() : Interleave.Upper(x.value.AsDouble(), y.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> x, Lanes128<T> y) => new(Vector128.ConditionalSelect(mask.value, x.value, y.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Permute(Lanes128<T> x, Lanes128<T> lanes) =>
        new(typeof(T) == typeof(float) ? Vector128.ShuffleNative(x.value.AsSingle(), lanes.value.AsInt32()).As<float, T>() : Vector128.ShuffleNative(x.value.AsDouble(), lanes.value.AsInt64()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> sum)
    {
        if (typeof(T) == typeof(float))
            return new(Vector128.MultiplyAddEstimate(x.value.AsSingle(), y.value.AsSingle(), sum.value.AsSingle()).As<float, T>());
        if (typeof(T) == typeof(double))
            return new(Vector128.MultiplyAddEstimate(x.value.AsDouble(), y.value.AsDouble(), sum.value.AsDouble()).As<double, T>());
        return new(x.value * y.value + sum.value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(T* x, Lanes128<T> y, Lanes128<T> sum) =>
        typeof(T) == typeof(float) ? new(Vector128.MultiplyAddEstimate(y.value.AsSingle(), Vector128.Create(*(float*)x), sum.value.AsSingle()).As<float, T>())
        : typeof(T) == typeof(double) ? new(Vector128.MultiplyAddEstimate(y.value.AsDouble(), Vector128.Create(*(double*)x), sum.value.AsDouble()).As<double, T>())
        : new(Vector128.Create(*x) * y.value + sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes128<T> Activate<TActivation>(TActivation activation)
        where TActivation : struct, IVectorActivation<T> => new(activation.Apply(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);
}
