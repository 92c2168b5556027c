using System.Globalization;
using System.Text;

namespace Generated.Kernels.Tests;

/// <summary>Which methods to declare for a geometry.</summary>
[Flags]
enum KernelForms
{
    Raw = 1,
    Packed = 2,
    Both = Raw | Packed,
    Residual = 4,
    All = Both | Residual,
}

/// <summary>What a user could write: annotated partial methods for one geometry.</summary>
sealed record KernelDeclaration(
    ConvTransposeGeometry Geometry, bool Bias = true, Activation Activation = Activation.None, double Alpha = double.NaN, double Beta = double.NaN)
{
    public KernelForms Forms { get; init; } = KernelForms.Both;

    /// <summary>The declaration of a layer's kernel.</summary>
    public static KernelDeclaration For(Layer layer, bool bias = true) => new(layer.Geometry, bias);

    /// <summary>The annotated methods and, for each, an adapter with the signature of the delegates.</summary>
    public void Write(StringBuilder source, int index, string type)
    {
        string[] names = Geometry.Rank switch { 1 => ["length"], 2 => ["height", "width"], _ => ["depth", "height", "width"] };
        string sizes = string.Join(", ", names.Select(name => $"int {name}"));
        string sizeArguments = string.Join(", ", names.Select((_, axis) => $"size[{axis}]"));
        string biasParameter = Bias ? $"ReadOnlySpan<{type}> bias, " : "";
        string biasArgument = Bias ? "bias, " : "";
        string attribute = AttributeText();
        if (Forms.HasFlag(KernelForms.Raw))
        {
            source.Append($"""
                    {attribute}
                    public static partial void Raw{index}(ReadOnlySpan<{type}> input, ReadOnlySpan<{type}> weight, {biasParameter}Span<{type}> output, int batch, int inChannels, int outChannels, {sizes}, int maxDegreeOfParallelism);
                    public static void CallRaw{index}(ReadOnlySpan<{type}> input, ReadOnlySpan<{type}> weight, ReadOnlySpan<{type}> bias, Span<{type}> output, int batch, int inChannels, int outChannels, ReadOnlySpan<int> size, int maxDegreeOfParallelism) =>
                        Raw{index}(input, weight, {biasArgument}output, batch, inChannels, outChannels, {sizeArguments}, maxDegreeOfParallelism);


                """);
        }
        if (Forms.HasFlag(KernelForms.Packed))
        {
            source.Append($"""
                    {attribute}
                    public static partial PackedWeights<{type}> Pack{index}(ReadOnlySpan<{type}> weight, {biasParameter}int inChannels, int outChannels);
                    public static PackedWeights<{type}> CallPack{index}(ReadOnlySpan<{type}> weight, ReadOnlySpan<{type}> bias, int inChannels, int outChannels) =>
                        Pack{index}(weight, {biasArgument}inChannels, outChannels);

                    {attribute}
                    public static partial void Packed{index}(ReadOnlySpan<{type}> input, PackedWeights<{type}> weights, Span<{type}> output, int batch, {sizes}, int maxDegreeOfParallelism);
                    public static void CallPacked{index}(ReadOnlySpan<{type}> input, PackedWeights<{type}> weights, Span<{type}> output, int batch, ReadOnlySpan<int> size, int maxDegreeOfParallelism) =>
                        Packed{index}(input, weights, output, batch, {sizeArguments}, maxDegreeOfParallelism);


                """);
        }
        if (Forms.HasFlag(KernelForms.Residual))
            WriteResidual(source, index, type, sizes, sizeArguments);
    }

    /// <summary>The kernel with a fused residual.</summary>
    void WriteResidual(StringBuilder source, int index, string type, string sizes, string sizeArguments)
    {
        string biasParameter = Bias ? $"ReadOnlySpan<{type}> bias, " : "";
        source.Append($"""
                {AttributeText()}
                public static partial void Residual{index}(ReadOnlySpan<{type}> input, ReadOnlySpan<{type}> weight, {biasParameter}ReadOnlySpan<{type}> residual, Span<{type}> output, int batch, int inChannels, int outChannels, {sizes}, int maxDegreeOfParallelism);
                public static void CallResidual{index}(ReadOnlySpan<{type}> input, ReadOnlySpan<{type}> weight, ReadOnlySpan<{type}> bias, ReadOnlySpan<{type}> residual, Span<{type}> output, int batch, int inChannels, int outChannels, ReadOnlySpan<int> size, int maxDegreeOfParallelism) =>
                    Residual{index}(input, weight, {(Bias ? "bias, " : "")}residual, output, batch, inChannels, outChannels, {sizeArguments}, maxDegreeOfParallelism);


            """);
    }

    string AttributeText()
    {
        var axes = Geometry.Axes.ToArray();
        string text = $"[ConvTranspose(k: {Each(axes.Select(a => a.K))}, s: {Each(axes.Select(a => a.S))}, " +
            $"p: {Each([.. axes.Select(a => a.PBegin), .. axes.Select(a => a.PEnd)])}, op: {Each(axes.Select(a => a.Op))}, " +
            $"d: {Each(axes.Select(a => a.D))}, g: {Geometry.Groups}";
        if (Activation != Activation.None)
            text += $", Activation = Activation.{Activation}";
        if (!double.IsNaN(Alpha))
            text += $", Alpha = {Alpha.ToString("R", CultureInfo.InvariantCulture)}";
        if (!double.IsNaN(Beta))
            text += $", Beta = {Beta.ToString("R", CultureInfo.InvariantCulture)}";
        return text + ")]";

        static string Each(IEnumerable<int> values) => $"[{string.Join(", ", values)}]";
    }
}
