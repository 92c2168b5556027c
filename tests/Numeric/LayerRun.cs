using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>Runs an implementation on a layer and compares every element, and the memory around the output.</summary>
static class LayerRun
{
    /// <summary>How many elements before and after the output must stay as they were: more than a register tile of any width.</summary>
    const int Margin = 512;

    /// <summary>Runs a call on a layer.</summary>
    /// <returns>What differs from the expected output, or null.</returns>
    public static string? Compare<T>(
        ConvTransposeCall<T> call, Layer layer, ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias,
        ReadOnlySpan<T> expected, double tolerance = 0, int maxDegreeOfParallelism = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T untouched = T.CreateChecked(-12345.75);
        var memory = new T[layer.OutputLength + 2 * Margin];
        memory.AsSpan().Fill(untouched);
        var output = memory.AsSpan(Margin, layer.OutputLength);
        try
        {
            call(input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, maxDegreeOfParallelism);
        }
        catch (Exception exception)
        {
            return $"throws {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        }
        if (memory.AsSpan(0, Margin).ContainsAnyExcept(untouched))
            return "writes before the output";
        if (memory.AsSpan(Margin + layer.OutputLength).ContainsAnyExcept(untouched))
            return "writes after the output";
        return Difference<T>(output, expected, tolerance, layer);
    }

    /// <summary>Describes the first difference; NaN equals NaN.</summary>
    public static string? Difference<T>(ReadOnlySpan<T> actual, ReadOnlySpan<T> expected, double tolerance, Layer layer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (actual.Length != expected.Length)
            return $"{actual.Length} outputs where {expected.Length} were expected";
        int different = 0;
        int first = -1;
        double largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] == expected[i] || (T.IsNaN(actual[i]) && T.IsNaN(expected[i])))
                continue;
            double distance = Math.Abs(double.CreateChecked(actual[i]) - double.CreateChecked(expected[i]));
            if (distance <= tolerance)
                continue;
            different++;
            largest = Math.Max(largest, distance);
            if (first < 0)
                first = i;
        }
        return different == 0
            ? null
            : $"{different} of {actual.Length} outputs differ, the first at {Position(first, layer)}: {actual[first]} where {expected[first]} was expected (largest difference {largest:g3}, tolerance {tolerance:g3})";
    }

    static string Position(int index, Layer layer)
    {
        int[] shape = [layer.Batch, layer.OutChannels, .. layer.OutputSize];
        var position = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
            (index, position[axis]) = Math.DivRem(index, shape[axis]);
        return $"[{string.Join(", ", position)}] of [{string.Join(", ", shape)}]";
    }
}
