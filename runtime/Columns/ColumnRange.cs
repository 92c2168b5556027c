namespace Generated.Kernels.CompilerServices;

/// <summary>Columns of several output channels.</summary>
/// <param name="Channels">The output channels.</param>
/// <param name="OfChannel">The columns of each: whole rows of the kernel.</param>
/// <param name="WeightStep">From the weights of an output channel to those of the next.</param>
readonly record struct ColumnRange(int Channels, int OfChannel, int WeightStep);
