using System.Numerics;

namespace Generated.Kernels.Tests;

/// <summary>One layer between protected pages, and the calls that compute it there.</summary>
sealed class GuardedRun<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Layer layer;
    readonly bool atEnd;
    readonly GuardedBuffer<T> input, weight, bias, residual, output;
    readonly T[] expected, expectedWithResidual;

    public GuardedRun(GuardedLayer<T> data, bool atEnd)
    {
        layer = data.Layer;
        this.atEnd = atEnd;
        input = GuardedBuffer<T>.Of(data.Input, atEnd);
        weight = GuardedBuffer<T>.Of(data.Weight, atEnd);
        bias = GuardedBuffer<T>.Of(data.Bias, atEnd);
        residual = GuardedBuffer<T>.Of(data.Residual, atEnd);
        output = new GuardedBuffer<T>(layer.OutputLength, atEnd);
        expected = data.Expected;
        expectedWithResidual = data.ExpectedWithResidual;
    }

    delegate void Call(ReadOnlySpan<T> input, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, ReadOnlySpan<T> residual, Span<T> output);

    /// <summary>The generic path and every form of a generated kernel, with and without a residual.</summary>
    public void CheckAll(CompiledKernel<T> kernel, int maxDegreeOfParallelism, Report report)
    {
        var (_, geometry, batch, inChannels, outChannels, size) = layer;
        int degree = maxDegreeOfParallelism;
        Check("generic path", expected, report, (input, weight, bias, _, output) =>
            ConvTranspose.Invoke(geometry, input, weight, bias, output, batch, inChannels, outChannels, size, maxDegreeOfParallelism: degree));
        Check("generic path with a residual", expectedWithResidual, report, (input, weight, bias, residual, output) =>
            ConvTranspose.Invoke(geometry, input, weight, bias, output, batch, inChannels, outChannels, size, residual: residual, maxDegreeOfParallelism: degree));
        Check("generated", expected, report, (input, weight, bias, _, output) =>
            kernel.Raw!(input, weight, bias, output, batch, inChannels, outChannels, size, degree));
        Check("generated, with a residual", expectedWithResidual, report, (input, weight, bias, residual, output) =>
            kernel.Residual!(input, weight, bias, residual, output, batch, inChannels, outChannels, size, degree));
        using var weights = new GuardedWeights<T>(kernel.Pack!(weight.Span, bias.Span, inChannels, outChannels));
        Check("generated, packed", expected, report, (input, _, _, _, output) =>
            kernel.Packed!(input, weights.Weights, output, batch, size, degree));
    }

    public void Dispose()
    {
        foreach (var buffer in (GuardedBuffer<T>[])[input, weight, bias, residual, output])
            buffer.Dispose();
    }

    void Check(string name, T[] expected, Report report, Call call)
    {
        output.Span.Fill(T.NaN);
        call(input.Span, weight.Span, bias.Span, residual.Span, output.Span);
        report.Add($"{layer}, {typeof(T).Name}, {(atEnd ? "ending" : "beginning")} at a protected page, {name}",
            LayerRun.Difference<T>(output.Span, expected, 0, layer));
    }
}
