using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>The largest tile of the lanes plan.</summary>
/// <param name="Positions">Its positions.</param>
/// <param name="Vectors">Its vectors of outputs.</param>
readonly record struct LaneForm(int Positions, int Vectors)
{
    /// <summary>Loads fewest inputs: for rows that fill it.</summary>
    public static LaneForm Wide => new(Vector512.IsHardwareAccelerated ? 8 : 4, Vector256.IsHardwareAccelerated ? 3 : 2);

    /// <summary>Loads fewest weights: a small image reads each once or twice, from where they lie outside the level-2 cache.</summary>
    public static LaneForm Tall => new(Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 12 : 8, 1);
}
