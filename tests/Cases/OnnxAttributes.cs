using System.Text.Json;

namespace Generated.Kernels.Tests;

/// <summary>The attributes of an ONNX ConvTranspose node, as its author wrote them.</summary>
sealed record OnnxAttributes
{
    public string AutoPad { get; init; } = "NOTSET";

    public int[]? KernelShape { get; init; }

    public int[]? Strides { get; init; }

    public int[]? Pads { get; init; }

    public int[]? OutputPadding { get; init; }

    public int[]? OutputShape { get; init; }

    public int[]? Dilations { get; init; }

    public int Group { get; init; } = 1;

    public static OnnxAttributes Read(JsonElement attributes)
    {
        return new OnnxAttributes
        {
            AutoPad = attributes.TryGetProperty("auto_pad", out var autoPad) ? autoPad.GetString()! : "NOTSET",
            KernelShape = Optional("kernel_shape"),
            Strides = Optional("strides"),
            Pads = Optional("pads"),
            OutputPadding = Optional("output_padding"),
            OutputShape = Optional("output_shape"),
            Dilations = Optional("dilations"),
            Group = attributes.TryGetProperty("group", out var group) ? group.GetInt32() : 1,
        };

        int[]? Optional(string name) => attributes.TryGetProperty(name, out _) ? CaseFiles.Ints(attributes, name) : null;
    }

    /// <summary>Resolves the ways of giving sizes to explicit paddings.</summary>
    /// <param name="inputSize">The input's spatial size.</param>
    /// <param name="weightSize">The kernel's size as the weight tensor has it.</param>
    public ConvTransposeGeometry Resolve(int[] inputSize, int[] weightSize)
    {
        int rank = inputSize.Length;
        var axes = new ConvTransposeAxis[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            axes[axis] = new ConvTransposeAxis(KernelShape?[axis] ?? weightSize[axis], Strides?[axis] ?? 1,
                Pads?[axis] ?? 0, Pads?[rank + axis] ?? 0, OutputPadding?[axis] ?? 0, Dilations?[axis] ?? 1);
        }
        var geometry = new ConvTransposeGeometry(axes, Group);
        var mode = Enum.Parse<Kernels.AutoPad>(AutoPad.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        return OutputShape is null ? geometry.WithAutoPad(mode) : geometry.WithOutputShape(OutputShape, inputSize, mode);
    }
}
