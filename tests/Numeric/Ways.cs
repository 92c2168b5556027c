using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>All the ways to compute one and the same transposed convolution.</summary>
static class Ways
{
    /// <summary>Every way, by name.</summary>
    /// <param name="geometry">The geometry.</param>
    /// <param name="kernel">The generated kernel, or null where there is none.</param>
    public static IEnumerable<(string Name, ConvTransposeCall<T> Call)> All<T>(ConvTransposeGeometry geometry, CompiledKernel<T>? kernel)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [("scatter-add", ScatterAdd<T>(geometry)), ("as convolution", AsConvolution<T>(geometry)), ("generic path", Generic<T>(geometry)), .. Generated(kernel)];

    /// <summary>The forms of a generated kernel.</summary>
    public static IEnumerable<(string Name, ConvTransposeCall<T> Call)> Generated<T>(CompiledKernel<T>? kernel)
        where T : unmanaged
    {
        if (kernel?.Raw is { } raw)
            yield return ("generated", raw);
        if (kernel?.Packed is not null)
            yield return ("generated, packed", kernel.PackAndRun);
    }

    /// <summary>Every way that adds a residual.</summary>
    public static IEnumerable<(string Name, ConvTransposeCall<T> Call)> WithResidual<T>(ConvTransposeGeometry geometry, CompiledKernel<T> kernel, T[] residual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        yield return ("generic path with a residual", (input, weight, bias, output, batch, inChannels, outChannels, size, degree) =>
            ConvTranspose.Invoke(geometry, input, weight, bias, output, batch, inChannels, outChannels, size, residual: residual, maxDegreeOfParallelism: degree));
        if (kernel.Residual is { } call)
        {
            yield return ("generated with a residual", (input, weight, bias, output, batch, inChannels, outChannels, size, degree) =>
                call(input, weight, bias, residual, output, batch, inChannels, outChannels, size, degree));
        }
    }

    public static ConvTransposeCall<T> ScatterAdd<T>(ConvTransposeGeometry geometry)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (input, weight, bias, output, batch, inChannels, outChannels, size, _) =>
            ConvTransposeReference.ScatterAdd(geometry, input, weight, bias, output, batch, inChannels, outChannels, size);

    public static ConvTransposeCall<T> AsConvolution<T>(ConvTransposeGeometry geometry)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (input, weight, bias, output, batch, inChannels, outChannels, size, _) =>
            ConvTransposeReference.AsConvolution(geometry, input, weight, bias, output, batch, inChannels, outChannels, size);

    public static ConvTransposeCall<T> Generic<T>(
        ConvTransposeGeometry geometry, Activation activation = Activation.None, double alpha = double.NaN, double beta = double.NaN)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (input, weight, bias, output, batch, inChannels, outChannels, size, maxDegreeOfParallelism) =>
            ConvTranspose.Invoke(geometry, input, weight, bias, output, batch, inChannels, outChannels, size,
                activation: activation, alpha: alpha, beta: beta, maxDegreeOfParallelism: maxDegreeOfParallelism);

    /// <summary>The result of the scatter-add reference, in double precision.</summary>
    public static double[] Reference(Layer layer, double[] input, double[] weight, double[] bias)
    {
        var output = new double[layer.OutputLength];
        ConvTransposeReference.ScatterAdd<double>(
            layer.Geometry, input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size);
        return output;
    }
}
