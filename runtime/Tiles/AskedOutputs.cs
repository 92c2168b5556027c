namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The outputs whose memory register tiles ask for while they compute: a store to a line that is in no cache of the processor's own waits for the line.
/// Outputs of fewer bytes are not worth it: the processor has done such stores before it runs out of places to keep them in.
/// </summary>
unsafe struct AskedOutputs<T>
    where T : unmanaged
{
    /// <summary>Outputs of so many bytes, all of a call, are asked for where tiles store to their place, or where they pass through the staging buffer: copies from there
    /// have nothing to do while they wait.</summary>
    const long LeastBytes = 4 * 1024 * 1024, LeastStagedBytes = 2 * 1024 * 1024;

    /// <summary>Fewer terms are added before the lines come.</summary>
    const int LeastInChannels = 8;

    /// <summary>The first; <see langword="null"/>: none is asked for.</summary>
    public T* First;

    /// <summary>From one output channel to the next, and from the outputs of one position to those of the next, on average.</summary>
    public nint ChannelStep, PositionStep;

    /// <summary>Whether the outputs of a call are asked for.</summary>
    public static bool AreWorthIt(in ConvTransposeShape shape, bool staged) =>
        shape.InChannelsPerGroup >= LeastInChannels
        && shape.Batch * (long)shape.OutChannels * shape.OutPlane * sizeof(T) >= (staged ? LeastStagedBytes : LeastBytes);
}
