using System.Text.Json.Serialization;

namespace Generated.Kernels.Benchmarks;

/// <summary>A layer's times, in milliseconds, and what they are compared with.</summary>
/// <param name="Shape">The layer.</param>
/// <param name="Threads">How many threads each contestant had.</param>
/// <param name="Generic">The generic path.</param>
/// <param name="OnnxRuntime">ONNX Runtime.</param>
/// <param name="LibTorch">libtorch, where it is there.</param>
/// <param name="Generated">The generated kernel.</param>
/// <param name="GeneratedOneThread">The generated kernel with one thread, where <paramref name="Threads"/> is more.</param>
/// <param name="StreamingMs">How long memory needs for input, weights and output; see <see cref="Streaming"/>.</param>
/// <param name="Difference">The largest difference between ONNX Runtime's output and the others'.</param>
/// <param name="Agrees">Whether that is within rounding.</param>
/// <param name="Allocated">The managed memory that a call of the generated kernel allocates, in bytes.</param>
sealed record Measured(
    [property: JsonIgnore] Shape Shape, int Threads, CallTimes Generic, CallTimes OnnxRuntime, CallTimes? LibTorch, CallTimes Generated,
    CallTimes? GeneratedOneThread, double StreamingMs, double Difference, bool Agrees, long Allocated)
{
    /// <summary>The least work for which a second thread is expected to be worth its while, in GFLOP.</summary>
    const double LeastForTwoThreads = 0.2;

    public string Layer => Shape.Name;

    public string Network => Shape.Network;

    public double Gflop => Shape.Gflop;

    /// <summary>The part of <see cref="Gflop"/> that reaches an output: the padding cuts off the rest.</summary>
    public double ReachingPart => Shape.ReachingPart;

    public long Bytes => Shape.Bytes;

    /// <summary>The measured peak of multiply-adds, in GFLOP/s.</summary>
    public double Peak { get; init; }

    public double OnnxRuntimeOverGenerated => OnnxRuntime.Minimum / Generated.Minimum;

    public double GenericOverGenerated => Generic.Minimum / Generated.Minimum;

    public double OnnxRuntimeOverGeneric => OnnxRuntime.Minimum / Generic.Minimum;

    public double? LibTorchOverGenerated => LibTorch?.Minimum / Generated.Minimum;

    /// <summary>How much faster all threads are than one; null where the layer is too small to ask.</summary>
    public double? SpeedUp => Gflop >= LeastForTwoThreads ? GeneratedOneThread?.Minimum / Generated.Minimum : null;

    /// <summary>The generated kernel's GFLOP/s.</summary>
    public double Rate => 1000 * Gflop / Generated.Minimum;

    public double ShareOfPeak => Rate / Peak;

    /// <summary>No faster than the multiply-adds at the measured peak, no faster than the data at the measured bandwidth.</summary>
    public double RooflineMs => Math.Max(1000 * Gflop / Peak, StreamingMs);

    public double ShareOfRoofline => RooflineMs / Generated.Minimum;
}
