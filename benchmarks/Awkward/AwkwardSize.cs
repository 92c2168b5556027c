using System.Text.Json.Serialization;

namespace Generated.Kernels.Benchmarks;

/// <summary>A layer of an awkward size beside the same layer of a friendly size.</summary>
/// <param name="Shape">The awkward one.</param>
/// <param name="Friendly">The friendly one.</param>
/// <param name="Threads">How many threads each had.</param>
/// <param name="Times">The awkward one's times.</param>
/// <param name="FriendlyTimes">The friendly one's times.</param>
/// <param name="Limit">How large <see cref="Cost"/> may be.</param>
sealed record AwkwardSize([property: JsonIgnore] Shape Shape, [property: JsonIgnore] Shape Friendly, int Threads, CallTimes Times, CallTimes FriendlyTimes, double Limit)
{
    public string Layer => Shape.Name;

    public string FriendlyLayer => Friendly.Name;

    public double Rate => 1000 * Shape.Gflop / Times.Minimum;

    public double FriendlyRate => 1000 * Friendly.Gflop / FriendlyTimes.Minimum;

    /// <summary>How many times the friendly size's time a multiply-add takes.</summary>
    public double Cost => FriendlyRate / Rate;

    public bool Passes => Cost <= Limit;
}
