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

    /// <summary>
    /// Resolves the ways of giving sizes to explicit paddings. By the standard, a wanted output size is met by
    /// <c>total = s(n-1) + op + d(k-1) + 1 - out</c> cut off in all; SAME_UPPER puts the odd one at the end, everything else
    /// at the start; SAME wants <c>out = n·s</c>. A negative total adds outputs at the end.
    /// </summary>
    /// <param name="inputSize">The input's spatial size.</param>
    /// <param name="weightSize">The kernel's size as the weight tensor has it.</param>
    public ConvTransposeGeometry Resolve(int[] inputSize, int[] weightSize)
    {
        int rank = inputSize.Length;
        var axes = new ConvTransposeAxis[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int k = KernelShape?[axis] ?? weightSize[axis];
            int s = Strides?[axis] ?? 1;
            int d = Dilations?[axis] ?? 1;
            int op = OutputPadding?[axis] ?? 0;
            int begin = Pads?[axis] ?? 0;
            int end = Pads?[rank + axis] ?? 0;
            int? wanted = OutputShape?[axis] ?? (AutoPad.StartsWith("SAME", StringComparison.Ordinal) ? inputSize[axis] * s : null);
            if (wanted is int size)
            {
                int total = s * (inputSize[axis] - 1) + op + d * (k - 1) + 1 - size;
                if (total < 0)
                {
                    op -= total;
                    total = 0;
                }
                begin = AutoPad == "SAME_UPPER" ? total / 2 : total - total / 2;
                end = total - begin;
            }
            axes[axis] = new ConvTransposeAxis(k, s, begin, end, op, d);
        }
        return new ConvTransposeGeometry(axes, Group);
    }
}
