using System.Reflection;

namespace Generated.Kernels.Tests;

/// <summary>Packed weights whose arrays, whichever there are, end at protected pages. They are put back when it is disposed of, so
/// that nothing refers to pages that are gone.</summary>
sealed class GuardedWeights<T> : IDisposable
    where T : unmanaged
{
    static readonly FieldInfo[] Arrays =
        [.. typeof(PackedWeights<T>).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Where(field => field.FieldType == typeof(T[]))];

    readonly List<(FieldInfo Field, T[] Original, GuardedArray<T> Guarded)> moved = [];

    public GuardedWeights(PackedWeights<T> weights)
    {
        Weights = weights;
        foreach (var field in Arrays)
        {
            if (field.GetValue(weights) is not T[] original)
                continue;
            var guarded = new GuardedArray<T>(original);
            field.SetValue(weights, guarded.Array);
            moved.Add((field, original, guarded));
        }
        if (moved.Count < 2)
            throw new InvalidOperationException("Packed weights should hold an array of weights and one of biases.");
    }

    public PackedWeights<T> Weights { get; }

    public void Dispose()
    {
        foreach (var (field, original, guarded) in moved)
        {
            field.SetValue(Weights, original);
            guarded.Dispose();
        }
    }
}
