using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>Numbers to compute with.</summary>
static class TestData
{
    /// <summary>Integers between -6 and 6: sums of their products are exact, so that results can be compared with <c>==</c>.</summary>
    public static T[] Integers<T>(int length, Random random)
        where T : INumberBase<T>
    {
        var values = new T[length];
        foreach (ref T value in values.AsSpan())
            value = T.CreateChecked(random.Next(-6, 7));
        return values;
    }

    /// <summary>Real numbers between -1 and 1.</summary>
    public static T[] Reals<T>(int length, Random random)
        where T : INumberBase<T>
    {
        var values = new T[length];
        foreach (ref T value in values.AsSpan())
            value = T.CreateChecked(2 * random.NextDouble() - 1);
        return values;
    }

    public static T[] Convert<T>(double[] values)
        where T : INumberBase<T> => Array.ConvertAll(values, T.CreateChecked);

    public static double[] ToDouble<T>(T[] values)
        where T : INumberBase<T> => Array.ConvertAll(values, double.CreateChecked);
}
