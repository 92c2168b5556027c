using System.Runtime.Intrinsics;

namespace Generated.Kernels.Tests;

/// <summary>Activations with the lanes plan, whose tile applies some of them, against their formulas.</summary>
static class LaneActivations
{
    /// <summary>Layers of one input channel, whose outputs are copies of it where the weights are 1.</summary>
    static readonly (string Lanes, ConvTransposeGeometry Geometry, int OutChannels)[] layers =
    [
        ("phases", new(16, 16, rank: 1), 2),
        ("phases of several channels", new(8, 8, rank: 1), 4),
        ("channels", new(4, 4, rank: 1), 32),
    ];

    public static Report Run()
    {
        var report = new Report();
        float[] arguments = ActivationChecks.Arguments<float>();
        var formulas = ActivationChecks.Formulas.Where(f => f.Activation is Activation.None or Activation.Relu or Activation.LeakyRelu or Activation.Clip or Activation.Tanh).ToArray();
        var kernels = KernelCompiler.Compile<float>(
            [.. layers.SelectMany(_ => formulas, (layer, f) => new KernelDeclaration(layer.Geometry, true, f.Activation, f.Alpha, f.Beta) { Forms = KernelForms.Raw })]);
        for (int at = 0; at < layers.Length; at++)
        {
            var (lanes, geometry, channels) = layers[at];
            float[] weight = new float[channels * geometry.KernelElements];
            Array.Fill(weight, 1);
            // For channels single pixels, for phases a row.
            bool isRow = lanes != "channels";
            var layer = new Layer(lanes, geometry, isRow ? 1 : arguments.Length, 1, channels, [isRow ? arguments.Length : 1]);
            int length = layer.OutputLength / layer.Batch / channels;
            if (Vector256.IsHardwareAccelerated)
                report.Add($"{layer} follows the plan", DriverChoice.Of(kernels[at * formulas.Length], layer, hasResidual: false).Lanes is null ? "another one" : null);
            for (int i = 0; i < formulas.Length; i++)
            {
                var kernel = kernels[at * formulas.Length + i];
                ActivationChecks.Check($"{layer}", formulas[i], arguments, layer.OutputLength,
                    output => kernel.Raw!(arguments, weight, new float[channels], output, layer.Batch, 1, channels, layer.Size, 1),
                    o => isRow ? o % length / geometry.Axes[0].S : o / length / channels, relative: 2e-6, absolute: 1.2e-7, report);
            }
        }
        return report;
    }
}
