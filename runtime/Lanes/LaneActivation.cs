using System.Numerics;

namespace Generated.Kernels.CompilerServices;

/// <summary>What the tile of the lanes plan can apply to its sums.</summary>
enum LaneActivationKind
{
    None,

    /// <summary>min(max(x, lower), upper), of which max(x, 0) is a case.</summary>
    Clip,

    /// <summary>x where x ≥ 0, otherwise slope·x.</summary>
    LeakyRelu,
}

/// <summary>An activation of a few instructions.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="First">The lower bound, or the slope.</param>
/// <param name="Second">The upper bound.</param>
readonly record struct LaneActivation<T>(LaneActivationKind Kind, T First, T Second)
    where T : unmanaged
{
    public bool IsSome => Kind != LaneActivationKind.None;
}

/// <summary>Brings activations to that form.</summary>
static class LaneActivation
{
    /// <summary>The activation, or none where it is not among those.</summary>
    /// <param name="activation">Which one.</param>
    /// <param name="alpha">The slope of LeakyRelu, the lower bound of Clip; NaN: the default.</param>
    /// <param name="beta">The upper bound of Clip; NaN: the default.</param>
    public static LaneActivation<T> Of<T>(Activation activation, double alpha, double beta)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return activation switch
        {
            Activation.Relu => new(LaneActivationKind.Clip, T.Zero, T.PositiveInfinity),
            Activation.Clip => new(LaneActivationKind.Clip, Value(alpha, double.NegativeInfinity), Value(beta, double.PositiveInfinity)),
            Activation.LeakyRelu => new(LaneActivationKind.LeakyRelu, Value(alpha, 0.01), default),
            _ => default,
        };

        static T Value(double given, double byDefault) => T.CreateSaturating(double.IsNaN(given) ? byDefault : given);
    }
}
