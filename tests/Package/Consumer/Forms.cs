using System.Numerics;
using System.Numerics.Tensors;
using Generated.Kernels;

namespace Consumer;

/// <summary>Calls each kernel and compares with the scatter-add reference. Integers, so that results are equal.</summary>
static class Forms
{
    /// <summary>Runs all forms.</summary>
    /// <returns>The names of those that are wrong.</returns>
    public static IReadOnlyList<string> Wrong()
    {
        var wrong = new List<string>();
        Check("spans", PlainSpans());
        Check("spans with everything", Everything());
        Check("packed", Packed());
        Check("one dimension", OneDimension());
        Check("three dimensions", ThreeDimensions());
        Check("tensors", Tensors());
        Check("tensors, packed", PackedTensors());
        Check("generic path", GenericPath());
        Check("a small image with many channels", SmallImage());
        return wrong;

        void Check(string form, bool right)
        {
            if (!right)
                wrong.Add(form);
        }
    }

    /// <summary>How many forms there are.</summary>
    public const int Count = 9;

    static bool PlainSpans()
    {
        var input = Integers<float>(2 * 7 * 19, 1);
        var weight = Integers<float>(2 * 3 * 9, 2);
        var output = new float[3 * 7 * 19];
        Kernels.Smooth(input, weight, output, 7, 19);

        // The definition of the scatter form, without any library: each input times the kernel, added into its window.
        var expected = new float[output.Length];
        for (int inChannel = 0; inChannel < 2; inChannel++)
        for (int y = 0; y < 7; y++)
        for (int x = 0; x < 19; x++)
        for (int outChannel = 0; outChannel < 3; outChannel++)
        for (int ky = 0; ky < 3; ky++)
        for (int kx = 0; kx < 3; kx++)
        {
            int outY = y + ky - 1;
            int outX = x + kx - 1;
            if (outY is >= 0 and < 7 && outX is >= 0 and < 19)
                expected[(outChannel * 7 + outY) * 19 + outX] += input[(inChannel * 7 + y) * 19 + x] * weight[((inChannel * 3 + outChannel) * 3 + ky) * 3 + kx];
        }
        return output.AsSpan().SequenceEqual(expected);
    }

    static bool Everything()
    {
        var geometry = new ConvTransposeGeometry(3, 2, 1, op: 1, g: 2);
        var input = Integers<double>(3 * 4 * 9 * 14, 1);
        var weight = Integers<double>(4 * 5 * 9, 2);
        var bias = Integers<double>(10, 3);
        var residual = Integers<double>(3 * 10 * 18 * 28, 4);
        var output = new double[residual.Length];
        Kernels.Decode(input, weight, bias, residual, output, 3, 4, 10, 9, 14, 2);

        var expected = Reference(geometry, input, weight, bias, 3, 4, 10, 9, 14);
        for (int i = 0; i < expected.Length; i++)
        {
            double sum = expected[i] + residual[i];
            expected[i] = sum < 0 ? 0.5 * sum : sum;
        }
        return output.AsSpan().SequenceEqual(expected);
    }

    static bool Packed()
    {
        var input = Integers<float>(24 * 17 * 21, 1);
        var weight = Integers<float>(24 * 7 * 4, 2);
        var bias = Integers<float>(7, 3);
        var output = new float[7 * 34 * 42];
        Kernels.Up(input, Kernels.PackUp(weight, bias, 24, 7), output, 17, 21);
        var expected = Reference(new ConvTransposeGeometry(2, 2), input, weight, bias, 1, 24, 7, 17, 21);
        return output.AsSpan().SequenceEqual(Array.ConvertAll(expected, value => Math.Max(value, 0)));
    }

    static bool OneDimension()
    {
        var input = Integers<float>(2 * 5 * 37, 1);
        var weight = Integers<float>(5 * 3 * 16, 2);
        var output = new float[2 * 3 * 8 * 37];
        Kernels.Upsample(input, Kernels.PackUpsample(weight, 5, 3), output, 2, 37);
        return output.AsSpan().SequenceEqual(Reference<float>(new ConvTransposeGeometry(16, 8, 4, rank: 1), input, weight, [], 2, 5, 3, 37));
    }

    static bool ThreeDimensions()
    {
        var geometry = new ConvTransposeGeometry([new(1), new(4, 2, 1, 1), new(3, 2, 0, 1)]);
        var input = Integers<float>(3 * 4 * 5 * 18, 1);
        var weight = Integers<float>(3 * 4 * 12, 2);
        var bias = Integers<float>(4, 3);
        var expected = Reference(geometry, input, weight, bias, 1, 3, 4, 4, 5, 18);
        var output = new float[expected.Length];
        Kernels.Grow(input, weight, bias, output, 3, 4, 4, 5, 18);
        return output.AsSpan().SequenceEqual(Array.ConvertAll(expected, value => Math.Clamp(value, -20, 20)));
    }

    static bool Tensors()
    {
        var (input, weight, bias, expected) = EnlargeCase();
        var output = new float[expected.Length];
        Kernels.Enlarge(
            new ReadOnlyTensorSpan<float>(input, [2, 3, 6, 11]), new ReadOnlyTensorSpan<float>(weight, [3, 4, 4, 4]),
            new ReadOnlyTensorSpan<float>(bias, [4]), new TensorSpan<float>(output, [2, 4, 12, 22]));
        return output.AsSpan().SequenceEqual(expected);
    }

    static bool PackedTensors()
    {
        var (input, weight, bias, expected) = EnlargeCase();
        var output = Kernels.Enlarge(new ReadOnlyTensorSpan<float>(input, [2, 3, 6, 11]), Kernels.PackEnlarge(weight, bias, 3, 4));
        var values = new float[output.FlattenedLength];
        output.FlattenTo(values);
        return output.Lengths.SequenceEqual([2, 4, 12, 22]) && values.AsSpan().SequenceEqual(expected);
    }

    static (float[] Input, float[] Weight, float[] Bias, float[] Expected) EnlargeCase()
    {
        var input = Integers<float>(2 * 3 * 6 * 11, 1);
        var weight = Integers<float>(3 * 4 * 16, 2);
        var bias = Integers<float>(4, 3);
        return (input, weight, bias, Reference(new ConvTransposeGeometry(4, 2, 1), input, weight, bias, 2, 3, 4, 6, 11));
    }

    static bool SmallImage()
    {
        var input = Integers<float>(2 * 64 * 4 * 5, 1);
        var weight = Integers<float>(64 * 48 * 16, 2);
        var bias = Integers<float>(48, 3);
        var output = Kernels.Enlarge(new ReadOnlyTensorSpan<float>(input, [2, 64, 4, 5]), Kernels.PackEnlarge(weight, bias, 64, 48));
        var values = new float[output.FlattenedLength];
        output.FlattenTo(values);
        return values.AsSpan().SequenceEqual(Reference(new ConvTransposeGeometry(4, 2, 1), input, weight, bias, 2, 64, 48, 4, 5));
    }

    static bool GenericPath()
    {
        var input = Integers<float>(2 * 50, 1);
        var weight = Integers<float>(2 * 3 * 9000, 2);
        var expected = Reference<float>(new ConvTransposeGeometry(9000, p: 4499, rank: 1), input, weight, [], 1, 2, 3, 50);
        var output = new float[expected.Length];
        Kernels.Smear(input, weight, output, 2, 3, 50);
        return output.AsSpan().SequenceEqual(expected);
    }

    static T[] Reference<T>(
        ConvTransposeGeometry geometry, T[] input, T[] weight, T[] bias, int batch, int inChannels, int outChannels, params ReadOnlySpan<int> size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int length = batch * outChannels;
        for (int axis = 0; axis < size.Length; axis++)
            length *= geometry.OutputSize(axis, size[axis]);
        var output = new T[length];
        ConvTransposeReference.ScatterAdd<T>(geometry, input, weight, bias, output, batch, inChannels, outChannels, size);
        return output;
    }

    /// <summary>Integers between -6 and 6 in a fixed disorder.</summary>
    static T[] Integers<T>(int length, int salt)
        where T : INumberBase<T>
    {
        var values = new T[length];
        for (int i = 0; i < length; i++)
            values[i] = T.CreateChecked((31 * i + 17 * salt) % 13 - 6);
        return values;
    }
}
