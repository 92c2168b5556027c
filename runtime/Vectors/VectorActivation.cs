using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>An activation of a few instructions, the same as in emitted code.</summary>
interface IVectorActivation<T>
    where T : unmanaged
{
    Vector512<T> Apply(Vector512<T> x);

    Vector256<T> Apply(Vector256<T> x);

    Vector128<T> Apply(Vector128<T> x);

    T Apply(T x);
}

/// <summary>x</summary>
readonly struct NoActivation<T> : IVectorActivation<T>
    where T : unmanaged
{
    public Vector512<T> Apply(Vector512<T> x) => x;

    public Vector256<T> Apply(Vector256<T> x) => x;

    public Vector128<T> Apply(Vector128<T> x) => x;

    public T Apply(T x) => x;
}

/// <summary>max(x, 0)</summary>
readonly struct Relu<T> : IVectorActivation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // These instructions return their second operand where one is NaN.
    public Vector512<T> Apply(Vector512<T> x) => Vector512.MaxNative(Vector512<T>.Zero, x);

    public Vector256<T> Apply(Vector256<T> x) => Vector256.MaxNative(Vector256<T>.Zero, x);

    public Vector128<T> Apply(Vector128<T> x) => Vector128.MaxNative(Vector128<T>.Zero, x);

    public T Apply(T x) => x < T.Zero ? T.Zero : x;
}

/// <summary>x where x ≥ 0, otherwise slope·x</summary>
readonly struct LeakyRelu<T>(T slope) : IVectorActivation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public Vector512<T> Apply(Vector512<T> x) => Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), x * slope, x);

    public Vector256<T> Apply(Vector256<T> x) => Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<T>.Zero), x * slope, x);

    public Vector128<T> Apply(Vector128<T> x) => Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<T>.Zero), x * slope, x);

    public T Apply(T x) => x < T.Zero ? x * slope : x;
}

/// <summary>min(max(x, lower), upper), also where the lower bound lies above the upper one</summary>
readonly struct Clip<T>(T lower, T upper) : IVectorActivation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public Vector512<T> Apply(Vector512<T> x) => Vector512.MinNative(Vector512.Create(upper), Vector512.MaxNative(Vector512.Create(lower), x));

    public Vector256<T> Apply(Vector256<T> x) => Vector256.MinNative(Vector256.Create(upper), Vector256.MaxNative(Vector256.Create(lower), x));

    public Vector128<T> Apply(Vector128<T> x) => Vector128.MinNative(Vector128.Create(upper), Vector128.MaxNative(Vector128.Create(lower), x));

    public T Apply(T x)
    {
        var raised = x < lower ? lower : x;
        return raised > upper ? upper : raised;
    }
}

/// <summary>Applies such an activation to outputs in memory, in one pass.</summary>
static unsafe class VectorActivation
{
    public static void Apply<T, TActivation>(TActivation activation, Span<T> values)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
    {
        fixed (T* x = values)
        {
            nint i = 0, count = values.Length;
            if (Vector512.IsHardwareAccelerated && Vector512<T>.IsSupported)
            {
                for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
                    activation.Apply(Vector512.Load(x + i)).Store(x + i);
            }
            if (Vector256.IsHardwareAccelerated && Vector256<T>.IsSupported)
            {
                for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
                    activation.Apply(Vector256.Load(x + i)).Store(x + i);
            }
            if (Vector128.IsHardwareAccelerated && Vector128<T>.IsSupported)
            {
                for (; i <= count - Vector128<T>.Count; i += Vector128<T>.Count)
                    activation.Apply(Vector128.Load(x + i)).Store(x + i);
            }
            for (; i < count; i++)
                x[i] = activation.Apply(x[i]);
        }
    }
}
