namespace Generated.Kernels.Benchmarks;

/// <summary>The layers that are measured.</summary>
static class ShapeList
{
    /// <summary>A handful, one or two of each kind.</summary>
    public static readonly Shape[] Handful =
    [
        new(Kernels.K2S2, 24, 24, [160, 160]), // the two of a text detector's head
        new(Kernels.K2S2, 24, 1, [320, 320]),
        new(Kernels.K4S2P1, 128, 64, [32, 32]), // a generative network's doubling
        new(Kernels.K3S2P1Op1, 128, 64, [64, 64]), // style transfer
        new(Kernels.K3S1P1, 64, 64, [56, 56]), // a decoder that keeps the size
        new(Kernels.K9S3P4Op2, 56, 1, [120, 160]), // super-resolution, three times as large
        new(Kernels.K16S8P4, 21, 21, [36, 44]), // semantic segmentation, eight times as large
    ];
}
