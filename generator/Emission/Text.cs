using System.Globalization;
using System.Linq;

namespace Generated.Kernels.Generator;

/// <summary>Pieces of C# that several emitters write.</summary>
internal static class Text
{
    public static string Element(KernelSpec spec) => spec.Element == ElementType.Float ? "float" : "double";

    public static int ElementSize(KernelSpec spec) => spec.Element == ElementType.Float ? 4 : 8;

    public static string KernelName(KernelSpec spec) => spec.MethodName + "Kernel";

    public static bool HasResidual(KernelSpec spec) => spec.Parameters.Any(parameter => parameter.Role == ParameterRole.Residual);

    /// <summary>A geometry as an expression.</summary>
    public static string Geometry(KernelSpec spec, string qualifier = "")
    {
        string axes = string.Join(", ", spec.Axes.Select(axis => Axis(axis, qualifier)));
        return $"new {qualifier}ConvTransposeGeometry([{axes}], groups: {spec.Groups})";
    }

    /// <summary>A plan as an expression.</summary>
    public static string Plan(KernelSpec spec, Schedule schedule, string qualifier = "", string services = "") =>
        $"new {services}TilePlan(\n    {Geometry(spec, qualifier)},\n"
        + $"    phasesPerTile: {schedule.PhasesPerTile},\n"
        + $"    tile512: {Shape(schedule.Tile512)},\n    tile256: {Shape(schedule.Tile256)},\n    tile128: {Shape(schedule.Tile128)}){Strips(spec, schedule)}";

    static string Strips(KernelSpec spec, Schedule schedule) =>
        schedule.StripsOf(spec) is { } strips ? $"\n{{\n    Strips = new(Vectors512: {strips.Wide}, Vectors256: {strips.Narrow}, Vectors128: {strips.Narrow}),\n}}" : "";

    static string Shape(TileShape tile) => $"new(Channels: {tile.Channels}, Vectors: {tile.Vectors}, FewChannels: {tile.FewChannels}, FewVectors: {tile.FewVectors})";

    /// <summary>A constant as C# writes it, infinities and NaN included.</summary>
    public static string Double(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "d";

    /// <summary>A constant of the kernel's element type.</summary>
    public static string Constant(KernelSpec spec, double value)
    {
        if (spec.Element == ElementType.Double)
            return Double(value);
        float single = (float)value; // possibly infinite
        return float.IsNaN(single) || float.IsInfinity(single) ? Double(single).Replace("double", "float") : single.ToString("R", CultureInfo.InvariantCulture) + "f";
    }

    /// <summary>An offset such as <c>+ 1</c> behind a variable, or nothing for 0.</summary>
    public static string Offset(int offset) => offset == 0 ? "" : offset > 0 ? $" + {offset}" : $" - {-offset}";

    static string Axis(ConvTransposeAxis axis, string qualifier)
    {
        string text = $"new {qualifier}ConvTransposeAxis(K: {axis.K}, S: {axis.S}";
        if (axis.PBegin != 0)
            text += $", PBegin: {axis.PBegin}";
        if (axis.PEnd != 0)
            text += $", PEnd: {axis.PEnd}";
        if (axis.Op != 0)
            text += $", Op: {axis.Op}";
        if (axis.D != 1)
            text += $", D: {axis.D}";
        return text + ")";
    }
}
