namespace Generated.Kernels.CompilerServices;

/// <summary>The order of a tile's input in scratch memory.</summary>
enum InputOrder
{
    /// <summary>The rows of each channel together: register tiles may run on across the ends of rows.</summary>
    Planes,

    /// <summary>The same for each shift along the width, moved by it: such rows have no zeros between them, which are a large part of
    /// the rows of a narrow image.</summary>
    ShiftedPlanes,

    /// <summary>The channels of each row together: a register tile reads its input from a few pages, in steps that the processor's
    /// prefetcher follows, which stops at steps of half a page.</summary>
    Rows,
}
