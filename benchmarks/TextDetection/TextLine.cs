namespace Generated.Kernels.Benchmarks;

/// <summary>A line of text: the pixels of its core, and how far the line reaches beyond them.</summary>
readonly record struct TextLine(List<(int X, int Y)> Core, double Margin)
{
    /// <summary>
    /// Finds lines of text. Source: Liao et al., "Real-time Scene Text Detection with Differentiable Binarization" (2020): what
    /// is connected and above a threshold is one line's core; as the detector was trained on cores shrunk towards their middle,
    /// each is expanded again, by its area over its perimeter times a factor ("unclip").
    /// </summary>
    /// <param name="probability"><c>[height, width]</c></param>
    /// <param name="width">The width of the map.</param>
    /// <param name="threshold">Pixels above it belong to text.</param>
    /// <param name="expansion">The factor of the expansion.</param>
    public static List<TextLine> Find(ReadOnlySpan<float> probability, int width, float threshold = 0.3f, double expansion = 1.5)
    {
        var lines = new List<TextLine>();
        var seen = new bool[probability.Length];
        for (int start = 0; start < probability.Length; start++)
        {
            if (probability[start] > threshold && !seen[start])
            {
                var core = Connected(probability, width, threshold, seen, start);
                lines.Add(new TextLine(core, expansion * core.Count / Perimeter(core)));
            }
        }
        return lines;
    }

    /// <summary>The pixels above the threshold that are connected with a first one, diagonally too.</summary>
    static List<(int X, int Y)> Connected(ReadOnlySpan<float> probability, int width, float threshold, bool[] seen, int start)
    {
        int height = probability.Length / width;
        List<(int X, int Y)> core = [(start % width, start / width)];
        seen[start] = true;
        for (int next = 0; next < core.Count; next++)
        {
            var (middleX, middleY) = core[next];
            for (int y = Math.Max(middleY - 1, 0); y <= Math.Min(middleY + 1, height - 1); y++)
            for (int x = Math.Max(middleX - 1, 0); x <= Math.Min(middleX + 1, width - 1); x++)
            {
                int neighbour = y * width + x;
                if (probability[neighbour] > threshold && !seen[neighbour])
                {
                    seen[neighbour] = true;
                    core.Add((x, y));
                }
            }
        }
        return core;
    }

    /// <summary>The number of pixel sides with the core on one side only.</summary>
    static int Perimeter(List<(int X, int Y)> core)
    {
        var inside = core.ToHashSet();
        return core.Sum(pixel => Outside(pixel.X - 1, pixel.Y) + Outside(pixel.X + 1, pixel.Y) + Outside(pixel.X, pixel.Y - 1) + Outside(pixel.X, pixel.Y + 1));

        int Outside(int x, int y) => inside.Contains((x, y)) ? 0 : 1;
    }
}
