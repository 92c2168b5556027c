namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The choices of a kernel by the sizes of its calls. To choose takes longer than a small layer; a network calls a kernel with the same few
/// sizes again and again, so that those which come first are kept. Threads may share it: what is kept never changes.
/// </summary>
sealed class PlanChoices(TilePlan plan)
{
    /// <summary>The sizes that are kept at most, and the places that each may have among them.</summary>
    const int Most = 256, Places = 8;

    readonly Entry?[] entries = new Entry?[Most];

    sealed record Entry(ConvTransposeShape Shape, int ElementSize, bool HasResidual, PlanChoice Choice);

    /// <summary>Keeps a choice, also in place of what a call would follow: tests have calls follow any plan.</summary>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="hasResidual">Whether a residual is added.</param>
    /// <param name="choice">The choice.</param>
    public void Keep(in ConvTransposeShape shape, int elementSize, bool hasResidual, PlanChoice choice) =>
        Volatile.Write(ref entries[(uint)shape.GetHashCode() % Most], new Entry(shape, elementSize, hasResidual, choice));

    /// <summary>What a call follows.</summary>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="hasResidual">Whether a residual is added.</param>
    public PlanChoice For(in ConvTransposeShape shape, int elementSize, bool hasResidual)
    {
        int first = (int)((uint)shape.GetHashCode() % Most);
        for (int place = 0; place < Places; place++)
        {
            ref var entry = ref entries[(first + place) % Most];
            if (Volatile.Read(ref entry) is not { } kept)
            {
                var choice = new PlanChoice(plan, shape, elementSize, hasResidual);
                Volatile.Write(ref entry, new Entry(shape, elementSize, hasResidual, choice));
                return choice;
            }
            if (kept.Shape == shape && kept.ElementSize == elementSize && kept.HasResidual == hasResidual)
                return kept.Choice;
        }
        return new PlanChoice(plan, shape, elementSize, hasResidual);
    }
}
