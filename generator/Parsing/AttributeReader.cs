using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Generator;

/// <summary>What the attribute says, checked.</summary>
/// <param name="Axes">The geometry along each spatial axis; their number is the rank.</param>
/// <param name="Groups">Into how many groups the channels fall.</param>
/// <param name="InChannels">The fixed number of input channels, or 0.</param>
/// <param name="OutChannels">The fixed number of output channels, or 0.</param>
/// <param name="Activation">The function applied to each output.</param>
/// <param name="Alpha">The activation's first parameter, or NaN.</param>
/// <param name="Beta">The activation's second parameter, or NaN.</param>
internal sealed record AttributeValues(
    EquatableArray<ConvTransposeAxis> Axes, int Groups, int InChannels, int OutChannels, Activation Activation, double Alpha, double Beta);

/// <summary>Reads a <c>ConvTransposeAttribute</c> in either of its forms.</summary>
internal sealed class AttributeReader
{
    readonly List<Problem> problems;
    readonly Dictionary<string, TypedConstant> arguments = [];

    AttributeReader(AttributeData attribute, List<Problem> problems)
    {
        this.problems = problems;
        if (attribute.AttributeConstructor is { } constructor)
        {
            foreach (var (parameter, value) in constructor.Parameters.Zip(attribute.ConstructorArguments, (p, a) => (p, a)))
                arguments[parameter.Name] = value;
        }
        foreach (var named in attribute.NamedArguments)
            arguments[named.Key] = named.Value;
    }

    /// <summary>Reads the attribute's values.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="problems">Where violated rules are added.</param>
    /// <param name="rank">The number of spatial axes, or 0 where it cannot be told.</param>
    /// <returns>The values, or null where they are invalid.</returns>
    public static AttributeValues? Read(AttributeData attribute, List<Problem> problems, out int rank)
    {
        var reader = new AttributeReader(attribute, problems);
        rank = 0;
        // Arguments that are no constants are the compiler's to report.
        if (!reader.arguments.ContainsKey("k") || reader.arguments.Values.Any(HasError))
            return null;
        rank = reader.Rank();
        var axes = reader.Axes(rank);
        int groups = reader.Integer("g", 1);
        if (groups < 1)
            problems.Add(new(Rules.NotPositive, Place.Value("g"), "g", groups));
        int inChannels = reader.Channels("InChannels", groups);
        int outChannels = reader.Channels("OutChannels", groups);
        var (activation, alpha, beta) = reader.ActivationFunction();
        return axes is null ? null : new(axes.Value, groups, inChannels, outChannels, activation, alpha, beta);
    }

    static bool HasError(TypedConstant value) => value.Kind == TypedConstantKind.Error
        || (value.Kind == TypedConstantKind.Array && !value.IsNull && value.Values.Any(HasError));

    bool IsScalar => arguments["k"].Kind != TypedConstantKind.Array;

    int Integer(string name, int absent) =>
        arguments.TryGetValue(name, out var constant) && constant.Value is int value ? value : absent;

    int[] Integers(string name)
    {
        if (!arguments.TryGetValue(name, out var constant) || constant.IsNull)
            return [];
        return constant.Kind == TypedConstantKind.Array
            ? constant.Values.Select(element => element.Value is int value ? value : 0).ToArray()
            : constant.Value is int scalar ? [scalar] : [];
    }

    int Rank()
    {
        int named = Integer("Rank", 2);
        if (IsScalar)
        {
            if (named is >= 1 and <= 3)
                return named;
            problems.Add(new(Rules.WrongRank, Place.Value("Rank"), $"Rank is {named}"));
            return 0;
        }
        int count = Integers("k").Length;
        if (count is < 1 or > 3)
        {
            problems.Add(new(Rules.WrongRank, Place.Value("k"), $"'k' has {count} values"));
            return 0;
        }
        if (arguments.ContainsKey("Rank") && named != count)
            problems.Add(new(Rules.WrongRank, Place.Value("Rank"), $"Rank is {named} where 'k' has {count} values"));
        return count;
    }

    EquatableArray<ConvTransposeAxis>? Axes(int rank)
    {
        int before = problems.Count;
        var k = Each("k", rank, 1, Rules.NotPositive);
        var s = Each("s", rank, 1, Rules.NotPositive);
        var p = Each("p", rank, 0, Rules.Negative);
        var op = Each("op", rank, 0, Rules.Negative);
        var d = Each("d", rank, 1, Rules.NotPositive);
        if (rank == 0 || problems.Count > before)
            return null;

        var axes = new ConvTransposeAxis[rank];
        for (int axis = 0; axis < rank; axis++)
            axes[axis] = new(k[axis], s[axis], p[axis], p[p.Length - rank + axis], op[axis], d[axis]);
        int different = IsScalar ? 1 : rank; // the scalar form's axes are equal: say things once
        for (int axis = 0; axis < different; axis++)
            Check(axes[axis], axis, rank, endPadding: p.Length == rank ? axis : rank + axis);
        ResolveAutoPad(axes);
        long elements = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.K, 1L + int.MaxValue));
        if (elements > int.MaxValue && problems.Count == before)
            problems.Add(new(Rules.KernelTooLarge, Place.Value("k"), "The number of kernel elements", $"a span can hold, {int.MaxValue}"));
        long phases = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.S, 1L + int.MaxValue));
        if (phases > AxisPhases.Most && problems.Count == before)
            problems.Add(new(Rules.KernelTooLarge, Place.Value("s"), "The number of output phases, the product of the strides,", $"can be listed, {AxisPhases.Most}"));
        return problems.Skip(before).Any(problem => problem.IsError) ? null : new EquatableArray<ConvTransposeAxis>(axes);
    }

    /// <summary>The values of an argument, one per axis, or two per axis for <c>p</c>.</summary>
    int[] Each(string name, int rank, int absent, DiagnosticDescriptor lowerBound)
    {
        var given = Integers(name);
        for (int index = 0; index < given.Length; index++)
        {
            if (given[index] < (lowerBound == Rules.NotPositive ? 1 : 0))
                problems.Add(new(lowerBound, ElementOf(name, index), name, given[index]));
        }
        if (given.Length == 0)
            return Enumerable.Repeat(absent, rank).ToArray();
        if (IsScalar)
            return Enumerable.Repeat(given[0], rank).ToArray();
        if (rank == 0 || given.Length == rank || (name == "p" && given.Length == 2 * rank))
            return given;
        string expected = name == "p" ? $"{rank} or {2 * rank}" : rank.ToString(CultureInfo.InvariantCulture);
        problems.Add(new(Rules.WrongCount, Place.Value(name), name, given.Length, expected));
        return Enumerable.Repeat(absent, rank).ToArray();
    }

    void Check(ConvTransposeAxis axis, int index, int rank, int endPadding)
    {
        int larger = Math.Max(axis.S, axis.D);
        if (axis.Op >= larger)
            problems.Add(new(Rules.OutputPaddingTooLarge, ElementOf("op", index), axis.Op, larger));
        if (axis.Extent > int.MaxValue)
            problems.Add(new(Rules.KernelTooLarge, ElementOf("k", index), $"The kernel's extent d(k-1) + 1 = {axis.Extent}", $"a span can hold, {int.MaxValue}"));
        // The size grows with the input, so padding empties every output only where it empties that of the longest input.
        else if (axis.OutputSize(int.MaxValue) < 1)
        {
            int place = axis.PBegin >= axis.PEnd ? index : endPadding;
            problems.Add(new(Rules.EmptyOutput, ElementOf("p", place), axis.PBegin, axis.PEnd, ParameterReader.SpatialNames(rank)[index]));
        }
    }

    /// <summary>Puts the paddings that <c>AutoPad</c> asks for in the place of none.</summary>
    void ResolveAutoPad(ConvTransposeAxis[] axes)
    {
        var mode = (AutoPad)Integer("AutoPad", 0);
        if (!Enum.IsDefined(typeof(AutoPad), mode))
            problems.Add(new(Rules.UnknownActivation, Place.Value("AutoPad"), "AutoPad", (int)mode));
        else if (mode != AutoPad.NotSet && Integers("p").Any(padding => padding != 0))
            problems.Add(new(Rules.GivenTwice, Place.WholeArgument("p"), "p", "the attribute's AutoPad"));
        else if (axes.All(axis => axis.Extent <= int.MaxValue)) // where not, Check has said so
            for (int axis = 0; axis < axes.Length; axis++)
                axes[axis] = AutoPadding.Resolve(axes[axis], mode);
    }

    Place ElementOf(string name, int index) => Place.Value(name, IsScalar ? -1 : index);

    int Channels(string name, int groups)
    {
        int channels = Integer(name, 0);
        if (channels < 0)
            problems.Add(new(Rules.Negative, Place.Value(name), name, channels));
        else if (groups > 0 && channels % groups != 0)
            problems.Add(new(Rules.ChannelsNotDivisible, Place.Value(name), name, channels, groups));
        return channels;
    }

    (Activation Activation, double Alpha, double Beta) ActivationFunction()
    {
        var activation = (Activation)Integer("Activation", 0);
        if (!Enum.IsDefined(typeof(Activation), activation))
        {
            problems.Add(new(Rules.UnknownActivation, Place.Value("Activation"), "activation", (int)activation));
            return default;
        }
        double alpha = ActivationParameter("Alpha", activation, activation switch
        {
            Activation.LeakyRelu => 0.01,
            Activation.Clip => double.NegativeInfinity,
            _ => double.NaN,
        });
        double beta = ActivationParameter("Beta", activation, activation == Activation.Clip ? double.PositiveInfinity : double.NaN);
        if (alpha > beta) // false where either is NaN
        {
            problems.Add(new(Rules.EmptyClip, Place.WholeArgument(arguments.ContainsKey("Alpha") ? "Alpha" : "Beta"),
                alpha.ToString(CultureInfo.InvariantCulture), beta.ToString(CultureInfo.InvariantCulture)));
        }
        return (activation, alpha, beta);
    }

    /// <summary>A parameter of the activation; <paramref name="absent"/> is NaN where the activation has none.</summary>
    double ActivationParameter(string name, Activation activation, double absent)
    {
        if (!arguments.TryGetValue(name, out var constant) || constant.Value is not double value || double.IsNaN(value))
            return absent;
        if (!double.IsNaN(absent))
            return value;
        problems.Add(new(Rules.UnusedActivationParameter, Place.WholeArgument(name), name, activation));
        return absent;
    }
}
