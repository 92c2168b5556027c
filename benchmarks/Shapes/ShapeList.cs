namespace Generated.Kernels.Benchmarks;

/// <summary>The layers that are measured, with the published networks that they come from.</summary>
static class ShapeList
{
    static readonly Shape textDetection = new(PlaneKernels.K2S2, 24, 24, [160, 160]) { Network = "DBNet of PP-OCR mobile, head" };
    static readonly Shape textProbability = new(PlaneKernels.K2S2, 24, 1, [320, 320]) { Network = "DBNet of PP-OCR mobile, probability map" };
    static readonly Shape generator = new(PlaneKernels.K4S2P1, 128, 64, [32, 32]) { Network = "DCGAN at 128 pixels, fourth doubling" };
    static readonly Shape styleTransfer = new(PlaneKernels.K3S2P1Op1, 128, 64, [64, 64]) { Network = "fast neural style, first doubling" };
    static readonly Shape sameSize = new(PlaneKernels.K3S1P1, 64, 64, [56, 56]) { Network = "ResNet-18, gradient of conv2_x by its input" };
    static readonly Shape superResolution = new(PlaneKernels.K9S3P4Op2, 56, 1, [120, 160]) { Network = "FSRCNN, three times as large" };
    static readonly Shape segmentation = new(PlaneKernels.K16S8P4, 21, 21, [36, 44]) { Network = "FCN-8s, eight times as large" };

    /// <summary>All of them.</summary>
    public static readonly Shape[] Suite =
    [
        textDetection,
        textProbability,
        new(PlaneKernels.K2S2, 64, 64, [160, 160]) { Network = "DBNet with ResNet-18, head" },
        new(PlaneKernels.K2S2, 1024, 512, [16, 16]) { Network = "U-Net at 256 pixels, first doubling" },
        new(PlaneKernels.K2S2, 128, 64, [128, 128]) { Network = "U-Net at 256 pixels, last doubling" },
        new(PlaneKernels.K2S2, 256, 256, [14, 14], Batch: 8) { Network = "Mask R-CNN, mask head for eight boxes" },
        new(PlaneKernels.K2S2, 256, 64, [64, 64]) { Network = "Segment Anything, mask decoder" },
        new(VolumeKernels.K2S2, 64, 32, [32, 32, 32]) { Network = "nnU-Net in three dimensions, last doubling" },
        new(PlaneKernels.K4S2P1, 512, 256, [4, 4]) { Network = "DCGAN at 64 pixels, first doubling" },
        new(PlaneKernels.K4S2P1, 256, 128, [8, 8]) { Network = "DCGAN at 64 pixels, second doubling" },
        new(PlaneKernels.K4S2P1, 512, 256, [8, 8]) { Network = "DCGAN at 128 pixels, second doubling" },
        generator,
        new(PlaneKernels.K4S2P1, 64, 3, [64, 64]) { Network = "DCGAN at 128 pixels, image" },
        new(PlaneKernels.K4S2P1, 256, 256, [32, 24]) { Network = "Simple Baselines for pose, third doubling" },
        new(PlaneKernels.K4S2P1G21, 21, 21, [64, 64]) { Network = "FCN, bilinear doubling of each class's scores" },
        styleTransfer,
        sameSize,
        new(PlaneKernels.K3S1P1, 1, 1, [256, 256]) { Network = "one-channel image filter" },
        new(PlaneKernels.K9S2P4Op1, 56, 1, [120, 160]) { Network = "FSRCNN, twice as large" },
        superResolution,
        new(PlaneKernels.K9S4P4Op3, 56, 1, [120, 160]) { Network = "FSRCNN, four times as large" },
        new(PlaneKernels.K64S32P16, 21, 21, [9, 11]) { Network = "FCN-32s, 32 times as large" },
        segmentation,
        new(RowKernels.K16S8P4, 512, 256, [128]) { Network = "HiFi-GAN, first up-sampling" },
        new(RowKernels.K4S2P1, 128, 64, [6400]) { Network = "HiFi-GAN, third up-sampling" },
        new(RowKernels.K4S2, 64, 32, [12000]) { Network = "EnCodec, last up-sampling" },
    ];

    /// <summary>A handful of them, one or two of each kind.</summary>
    public static readonly Shape[] Handful =
        [textDetection, textProbability, generator, styleTransfer, sameSize, superResolution, segmentation];
}
