using StbImageSharp;
using StbImageWriteSharp;

namespace Generated.Kernels.Benchmarks;

/// <summary>Draws what the detector found over the page.</summary>
static class Heatmap
{
    /// <summary>Pixels of the drawing per pixel of the page.</summary>
    const int Scale = 3;

    const double LineWidth = 2.5;
    const double Opacity = 0.45;

    static readonly double[] heat = [255, 96, 0];
    static readonly double[] outline = [0, 100, 220];

    /// <summary>Writes a PNG file: the page in grey, the probability as a colour over it, an outline around each line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="page">The page; beyond its size it continues in white.</param>
    /// <param name="probability"><c>[height, width]</c></param>
    /// <param name="width">The width of the map.</param>
    /// <param name="lines">The lines.</param>
    public static void Write(string path, ImageResult page, float[] probability, int width, List<TextLine> lines)
    {
        int height = probability.Length / width;
        int drawnWidth = Scale * width, drawnHeight = Scale * height;
        var fromOutline = DistancesFromOutlines(lines, drawnWidth, drawnHeight);
        var pixels = new byte[3 * drawnWidth * drawnHeight];
        for (int y = 0; y < drawnHeight; y++)
        for (int x = 0; x < drawnWidth; x++)
        {
            double grey = Between(PagePixel, OnPage(x), OnPage(y), width, height);
            double text = Between((column, row) => probability[row * width + column], OnPage(x), OnPage(y), width, height);
            double ink = Math.Clamp(LineWidth / 2 - fromOutline[y * drawnWidth + x] + 0.5, 0, 1); // how much of the pixel the outline covers
            for (int channel = 0; channel < 3; channel++)
            {
                // The colour darkens with the page, so that letters stay readable.
                double colour = double.Lerp(grey, heat[channel] * (255 + grey) / 510, Opacity * text);
                pixels[(y * drawnWidth + x) * 3 + channel] = (byte)Math.Round(double.Lerp(colour, outline[channel], ink));
            }
        }

        using var file = File.Create(path);
        new ImageWriter().WritePng(pixels, drawnWidth, drawnHeight, StbImageWriteSharp.ColorComponents.RedGreenBlue, file);

        double PagePixel(int column, int row) => row < page.Height && column < page.Width ? page.Data[row * page.Width + column] : 255;
    }

    /// <summary>A coordinate of the drawing as one of the page; pixels' middles are the whole numbers of both.</summary>
    static double OnPage(int drawn) => (drawn + 0.5) / Scale - 0.5;

    /// <summary>How far each pixel of the drawing is from the nearest outline, where that is near.</summary>
    static double[] DistancesFromOutlines(List<TextLine> lines, int drawnWidth, int drawnHeight)
    {
        var nearest = new double[drawnWidth * drawnHeight];
        Array.Fill(nearest, double.PositiveInfinity);
        foreach (var line in lines)
        {
            var fromCore = new Dictionary<int, double>();
            int reach = (int)Math.Ceiling(line.Margin + LineWidth) * Scale;
            foreach (var (coreX, coreY) in line.Core)
            for (int y = Math.Max(coreY * Scale - reach, 0); y < Math.Min((coreY + 1) * Scale + reach, drawnHeight); y++)
            for (int x = Math.Max(coreX * Scale - reach, 0); x < Math.Min((coreX + 1) * Scale + reach, drawnWidth); x++)
            {
                double distance = double.Hypot(Math.Max(Math.Abs(OnPage(x) - coreX) - 0.5, 0), Math.Max(Math.Abs(OnPage(y) - coreY) - 0.5, 0));
                int pixel = y * drawnWidth + x;
                fromCore[pixel] = Math.Min(distance, fromCore.GetValueOrDefault(pixel, double.PositiveInfinity));
            }
            foreach (var (pixel, distance) in fromCore)
                nearest[pixel] = Math.Min(nearest[pixel], Scale * Math.Abs(distance - line.Margin));
        }
        return nearest;
    }

    /// <summary>An image's value between four of its pixels, in proportion.</summary>
    static double Between(Func<int, int, double> image, double x, double y, int width, int height)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        return double.Lerp(
            double.Lerp(At(left, top), At(left + 1, top), x - left),
            double.Lerp(At(left, top + 1), At(left + 1, top + 1), x - left),
            y - top);

        double At(int column, int row) => image(Math.Clamp(column, 0, width - 1), Math.Clamp(row, 0, height - 1));
    }
}
