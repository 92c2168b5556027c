namespace Generated.Kernels.Benchmarks;

/// <summary>What a run of the suite measured.</summary>
/// <param name="Machine">Machine and versions.</param>
/// <param name="Threads">How many threads each contestant had.</param>
/// <param name="LibTorch">Whether libtorch took part, or why not.</param>
/// <param name="Peak">The measured peak of multiply-adds, in GFLOP/s.</param>
/// <param name="Layers">The layers.</param>
sealed record SuiteResult(string Machine, int Threads, string LibTorch, double Peak, Measured[] Layers)
{
    /// <summary>The layer where ONNX Runtime comes closest.</summary>
    public string LowestOnnxRuntimeOverGeneratedAt => Layers.MinBy(layer => layer.OnnxRuntimeOverGenerated)!.Layer;

    public double LowestOnnxRuntimeOverGenerated => Layers.Min(layer => layer.OnnxRuntimeOverGenerated);

    public double MeanOnnxRuntimeOverGenerated => Layers.Select(layer => layer.OnnxRuntimeOverGenerated).GeometricMean();

    public double MeanGenericOverGenerated => Layers.Select(layer => layer.GenericOverGenerated).GeometricMean();

    public double MeanOnnxRuntimeOverGeneric => Layers.Select(layer => layer.OnnxRuntimeOverGeneric).GeometricMean();

    /// <summary>The layer farthest from the roofline.</summary>
    public string LowestShareOfRooflineAt => Layers.MinBy(layer => layer.ShareOfRoofline)!.Layer;

    public double LowestShareOfRoofline => Layers.Min(layer => layer.ShareOfRoofline);

    /// <summary>The smallest gain from more threads, where there are any and a layer is large enough to ask.</summary>
    public double? LowestSpeedUp => Layers.Min(layer => layer.SpeedUp);
}
