using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The Winograd plan: where it is chosen, and wherever it could be, with each width of vectors.</summary>
static class WinogradSuite
{
    /// <summary>The scratch memory that a thread may use.</summary>
    const int MostScratch = 1024 * 1024;

    public static Report Run()
    {
        var report = new Report();
        Layer[] layers = [.. WinogradCases.InParts, .. WinogradCases.Chosen, .. WinogradCases.Served];
        int chosen = WinogradCases.InParts.Length + WinogradCases.Chosen.Length;
        var checks = new FusedChecks(layers.Select(layer => layer.Geometry));
        int[] widths = Vector512.IsHardwareAccelerated ? [512, 256] : Vector256.IsHardwareAccelerated ? [256] : [128];
        int served = 0, inThrees = 0, beforePadding = 0, inParts = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            var layer = layers[i];
            if (i < chosen && Vector128.IsHardwareAccelerated)
                report.Add($"{layer} follows the plan", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).Winograd is null ? "another" : null);
            if (i < WinogradCases.InParts.Length && Vector256.IsHardwareAccelerated && !Processor.DoesTwoWide)
                report.Add($"{layer} is computed in parts of its channels", DriverChoice.Of(checks.Plain(layer), layer, hasResidual: false).Winograd?.Plan is { ChannelParts: > 1 } ? null : "all at once");
            if (i < chosen && layer.Batch > 1)
                CheckOneImageThatIsNotFinite(checks.Plain(layer), layer, report);
            if (i == WinogradCases.InParts.Length && Vector128.IsHardwareAccelerated)
                CheckWeightsOfBothPlans(checks.Plain(layer), layer, widths[0], report);
            var plans = DriverChoice.Plan(checks.Plain(layer)).Winograd;
            inThrees += plans.Any(plan => plan.Columns == 3) ? 1 : 0;
            beforePadding += plans.Any(plan => plan.Height.FirstOutput < 0 && plan.Width.FirstOutput < 0) ? 1 : 0;
            foreach (var (bits, plan, joins, parts) in Forced(widths, plans, i, layer.InChannels / layer.Geometry.Groups))
            {
                string name = $"{layer}, {bits} bits, plan {plan}{(joins ? ", rows joined" : "")}{(parts > 1 ? $", channels in {parts} parts" : "")}";
                long[] scratch = [.. from kernel in checks.Kernels(layer) from hasResidual in (bool[])[false, true] select DriverChoice.ForceWinograd(kernel, layer, hasResidual, bits, plan, joins, parts)];
                bool serves = scratch.All(bytes => bytes > 0);
                served += serves && plan == 0 && !joins && parts == 1 && i >= WinogradCases.InParts.Length ? 1 : 0;
                inParts += serves && parts > 1 ? 1 : 0;
                report.Add($"{name}, scratch memory", scratch.Max() > MostScratch ? $"{scratch.Max()} bytes" : null);
                if (serves)
                    checks.Run(layer with { Name = name }, new Random(i), report);
            }
        }
        int inOnePart = (layers.Length - WinogradCases.InParts.Length) * widths.Length;
        report.Note($"{served} of {inOnePart} layers and widths are served with all channels at once, {inThrees} layers also by tiles of three columns, {beforePadding} by tiles that padding cuts, {inParts} in parts of the channels");
        if (Vector128.IsHardwareAccelerated)
        {
            report.Add("most layers are served with all channels at once", served >= inOnePart - widths.Length ? null : $"{served} of {inOnePart}");
            report.Add("most layers are served in parts of the channels", inParts >= layers.Length - 1 ? null : $"{inParts} of {layers.Length}");
        }
        return report;
    }

    /// <summary>The first plan with each width and order of places; of the others, every second, rows joined or not by turns; and one of them with two or four
    /// parts of the input channels.</summary>
    static IEnumerable<(int Bits, int Plan, bool Joins, int ChannelParts)> Forced(int[] widths, WinogradPlan[] plans, int layer, int inChannels)
    {
        if (plans.Length > 0)
            yield return (widths[layer % widths.Length], layer % plans.Length, layer / 2 % 2 == 0, inChannels >= 4 && layer % 3 == 0 ? 4 : 2);
        foreach (var plan in plans)
        {
            if (plan.Index > 0 && (plan.Index + layer) % 2 == 0)
                yield return (widths[0], plan.Index, (plan.Index / 2 + layer / 2) % 2 == 0, 1);
            else if (plan.Index == 0)
            {
                foreach (int bits in widths)
                {
                    yield return (bits, 0, false, 1);
                    yield return (bits, 0, true, 1);
                }
            }
        }
    }

    /// <summary>The same packed weights serve calls that follow plans with other columns.</summary>
    static void CheckWeightsOfBothPlans(CompiledKernel<float> kernel, Layer layer, int bits, Report report)
    {
        var random = new Random(5);
        var input = TestData.Integers<float>(layer.InputLength, random);
        var weight = TestData.Integers<float>(layer.WeightLength, random);
        var bias = TestData.Integers<float>(layer.OutChannels, random);
        var expected = PeerComparison.Compute(layer, input, weight, bias, out string? refusal);
        report.Add($"{layer}, ONNX Runtime", refusal);
        var weights = kernel.Pack!(weight, bias, layer.InChannels, layer.OutChannels);
        foreach (var (plan, parts) in ((int, int)[])[(0, 1), (2, 1), (0, 2), (1, 1), (0, 4), (0, 1)])
        {
            var output = new float[layer.OutputLength];
            bool serves = DriverChoice.ForceWinograd(kernel, layer, hasResidual: false, bits, plan, channelParts: parts) > 0;
            kernel.Packed!(input, weights, output, layer.Batch, layer.Size, 1);
            report.Add($"{layer}, plan {plan}, channels in {parts} parts, with weights of before", serves ? LayerRun.Difference<float>(output, expected, 0, layer) : "not served");
        }
    }

    /// <summary>The plan does not serve an image with an infinite element; the other images of the batch follow it as they do alone.</summary>
    static void CheckOneImageThatIsNotFinite(CompiledKernel<float> kernel, Layer layer, Report report)
    {
        var random = new Random(3);
        var input = TestData.Reals<float>(layer.InputLength, random);
        var weight = TestData.Reals<float>(layer.WeightLength, random);
        var bias = TestData.Reals<float>(layer.OutChannels, random);
        var single = layer with { Batch = 1 };
        input[single.InputLength / 2] = float.PositiveInfinity;
        foreach (var (name, call) in Ways.Generated(kernel))
        {
            float[] output = new float[layer.OutputLength], alone = new float[single.OutputLength];
            call(input, weight, bias, output, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size, 1);
            for (int image = 0; image < layer.Batch; image++)
            {
                call(input.AsSpan(image * single.InputLength, single.InputLength), weight, bias, alone, 1, layer.InChannels, layer.OutChannels, layer.Size, 1);
                bool same = MemoryMarshal.AsBytes<float>(alone).SequenceEqual(MemoryMarshal.AsBytes(output.AsSpan(image * alone.Length, alone.Length)));
                report.Add($"{layer}, {name}, the first image not finite, image {image}", same ? null : "differs from the image alone");
            }
            report.Add($"{layer}, {name}, the last image finite", alone.All(float.IsFinite) ? null : "is not");
        }
    }
}
