using System.Diagnostics;
using System.Globalization;

namespace Consumer;

/// <summary>How fast this process computes one layer: k = 2, s = 2, 64 to 64 channels, 64×64 pixels, packed weights, one thread.</summary>
static class Speed
{
    const int Channels = 64, Side = 64;

    /// <summary>The best of many calls within two seconds, in GFLOP/s.</summary>
    public static string Measure()
    {
        var weights = Kernels.PackUp(new float[Channels * Channels * 4], new float[Channels], Channels, Channels);
        var input = new float[Channels * Side * Side];
        var output = new float[Channels * 4 * Side * Side];
        var best = TimeSpan.MaxValue;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(2);)
        {
            long start = Stopwatch.GetTimestamp();
            Kernels.Up(input, weights, output, Side, Side);
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (elapsed < best)
                best = elapsed;
        }
        double operations = 2.0 * Channels * Channels * 4 * Side * Side;
        return (operations / best.TotalSeconds / 1e9).ToString("f1", CultureInfo.InvariantCulture);
    }
}
