namespace Generated.Kernels.Benchmarks;

/// <summary>The examples that textbooks compute by hand, each computed by a generated kernel.</summary>
static partial class WorkedExamples
{
    /// <summary>Prints the examples.</summary>
    /// <returns>Whether all results are as expected.</returns>
    public static bool Print()
    {
        float[] zeroToThree = [0, 1, 2, 3];
        var overlapping = new float[3 * 3];
        S1(zeroToThree, zeroToThree, overlapping, 2, 2);
        var apart = new float[4 * 4];
        S2(zeroToThree, zeroToThree, apart, 2, 2);
        var padded = new float[4 * 4];
        P1([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [1, 1, 1, 1, 0, 0, 0, 0, 0], padded, 4, 4);

        Console.WriteLine("## Worked examples");
        return Print("(a) X = K = 0..3 as 2×2, s=1, p=0", 3, overlapping, [0, 0, 1, 0, 4, 6, 4, 12, 9])
            & Print("(b) X = K = 0..3 as 2×2, s=2, p=0", 4, apart, [0, 0, 0, 1, 0, 0, 2, 3, 0, 2, 0, 3, 4, 6, 6, 9])
            & Print("(c) X = 0..15 as 4×4, K = 1 1 1 / 1 0 0 / 0 0 0, s=1, p=1", 4, padded,
                [10, 17, 21, 13, 22, 33, 37, 21, 34, 49, 53, 29, 13, 14, 15, 0])
            & PrintTenToThreeHundredTwenty();
    }

    [ConvTranspose(k: 2, InChannels = 1, OutChannels = 1)]
    private static partial void S1(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int height, int width);

    [ConvTranspose(k: 2, s: 2, InChannels = 1, OutChannels = 1)]
    private static partial void S2(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int height, int width);

    [ConvTranspose(k: 3, p: 1, InChannels = 1, OutChannels = 1)]
    private static partial void P1(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int height, int width);

    [ConvTranspose(k: 64, s: 32, p: 16, InChannels = 1, OutChannels = 1)]
    private static partial void K64S32P16(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, Span<float> output, int height, int width);

    static bool Print(string name, int width, float[] output, float[] expected)
    {
        bool ok = output.AsSpan().SequenceEqual(expected);
        Console.WriteLine();
        Console.WriteLine($"{name}: {(ok ? "ok" : "WRONG")}");
        foreach (float[] row in output.Chunk(width))
            Console.WriteLine("   " + string.Concat(row.Select(value => $"{value,4}")));
        return ok;
    }

    /// <summary>With a kernel of ones, each output is the sum of the inputs whose kernels cover it: two by two, less at the
    /// borders.</summary>
    static bool PrintTenToThreeHundredTwenty()
    {
        const int N = 10, K = 64, S = 32, P = 16;
        int size = new ConvTransposeGeometry(K, S, P).OutputSize(0, N);
        float[] input = [.. Enumerable.Range(0, N * N)];
        float[] ones = [.. Enumerable.Repeat(1f, K * K)];
        var output = new float[size * size];
        K64S32P16(input, ones, output, N, N); // throws unless the output has the size that the kernel computes

        var expected = new float[size * size];
        for (int y = 0; y < size; y++)
        for (int x = 0; x < size; x++)
        for (int inY = 0; inY < N; inY++)
        for (int inX = 0; inX < N; inX++)
        {
            bool covered = y + P - S * inY is >= 0 and < K && x + P - S * inX is >= 0 and < K;
            expected[y * size + x] += covered ? input[inY * N + inX] : 0;
        }
        bool ok = output.AsSpan().SequenceEqual(expected);
        Console.WriteLine();
        Console.WriteLine($"(d) n={N}, k={K}, s={S}, p={P} gives {size}×{size}: {(ok && size == 320 ? "ok" : "WRONG")}");
        return ok && size == 320;
    }
}
