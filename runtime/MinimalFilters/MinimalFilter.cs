namespace Generated.Kernels.CompilerServices;

/// <summary>Where the input of one product of a minimal filter comes from: one input element, or the sum or difference of two.</summary>
/// <param name="First">The first element, counted from the input of the first output through the first tap.</param>
/// <param name="Second">The second element, where there is one.</param>
/// <param name="Sign">1: the sum; -1: the difference; 0: the first alone.</param>
readonly record struct InputTerm(int First, int Second, int Sign)
{
    /// <summary>The same, counted from elsewhere.</summary>
    public InputTerm Shifted(int by) => new(First + by, Second + by, Sign);
}

/// <summary>
/// Minimal filtering along one axis, F(m, r) in the notation of S. Winograd, <i>Arithmetic Complexity of Computations</i> (1980): m outputs that
/// follow each other, each of r taps, <c>y[j] = Σ g[i]·d[j + i]</c>, take m + r - 1 products instead of m·r. With r = 2 and m = 2:
/// <code>
///   p0 = (d0 - d1)·g0     p1 = d1·(g0 + g1)     p2 = (d1 - d2)·g1
///   y0 = p0 + p1          y1 = p1 - p2
/// </code>
/// Those here have no other factors than ±1 and ½, which keep sums of small integers exact and the rounding error of others about as small as that
/// of plain sums; A. Lavin and S. Gray, <i>Fast Algorithms for Convolutional Neural Networks</i> (2015), has F(2, 3) and the nesting along two axes.
/// </summary>
sealed class MinimalFilter
{
    static readonly InputTerm[] fourInputs = [new(0, 2, -1), new(1, 2, 1), new(2, 1, -1), new(1, 3, -1)];

    static readonly MinimalFilter[] all =
    [
        new(1, 1, [new(0, 0, 0)], [[1]]),
        new(2, 1, [new(0, 0, 0), new(1, 1, 0)], [[1], [1]]),
        new(3, 1, [new(0, 0, 0), new(1, 1, 0), new(2, 2, 0)], [[1], [1], [1]]),
        new(2, 2, [new(0, 1, -1), new(1, 1, 0), new(1, 2, -1)], [[1, 0], [1, 1], [0, 1]]),
        new(3, 2, fourInputs, [[1, 0], [0.5, 0.5], [0.5, -0.5], [0, 1]]),
        new(2, 3, fourInputs, [[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]]),
    ];

    MinimalFilter(int outputs, int taps, InputTerm[] inputs, double[][] weights)
    {
        Outputs = outputs;
        Taps = taps;
        Inputs = inputs;
        Weights = weights;
    }

    /// <summary>The most taps.</summary>
    public const int MostTaps = 3;

    /// <summary>The filter of so many outputs and taps.</summary>
    public static MinimalFilter Of(int outputs, int taps) => all.First(filter => filter.Outputs == outputs && filter.Taps == taps);

    /// <summary>m</summary>
    public int Outputs { get; }

    /// <summary>r</summary>
    public int Taps { get; }

    /// <summary>The input of each product.</summary>
    public InputTerm[] Inputs { get; }

    /// <summary>The factor of each tap in the weight of each product.</summary>
    public double[][] Weights { get; }

    /// <summary>The number of products.</summary>
    public int Products => Inputs.Length;
}
