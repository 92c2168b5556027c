using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Generator;

/// <summary>What can be wrong with an annotated method. Each rule has a section of the README behind its help link.</summary>
internal static class Rules
{
    const string Declaration = "Generated.Kernels.Declaration";
    const string Geometry = "Generated.Kernels.Geometry";
    const string ActivationFunction = "Generated.Kernels.Activation";
    const string Performance = "Generated.Kernels.Performance";
    const string Help = "https://github.com/generated-kernels/generated-kernels/blob/main/README.md#";

    public static readonly DiagnosticDescriptor MethodNotPartial = new(
        "GK0001", "A kernel method must be partial",
        "Method '{0}' must be partial and without a body, so that the generator can write it",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0001");

    public static readonly DiagnosticDescriptor MethodHasBody = new(
        "GK0002", "A kernel method must not have a body",
        "Method '{0}' already has a body; remove the body or the attribute",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0002");

    public static readonly DiagnosticDescriptor TypeNotPartial = new(
        "GK0003", "The types around a kernel method must be partial",
        "Type '{0}' must be partial, so that the generator can add method '{1}' to it",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0003");

    public static readonly DiagnosticDescriptor TypeOutOfReach = new(
        "GK0004", "The types around a kernel method must be reachable from another file",
        "Method '{1}' cannot be generated into '{0}', because {2}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0004");

    public static readonly DiagnosticDescriptor MethodIsGeneric = new(
        "GK0005", "A kernel method must not be generic",
        "Method '{0}' is generic; declare one method per element type, float or double",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0005");

    public static readonly DiagnosticDescriptor WrongReturnType = new(
        "GK0006", "Wrong return type",
        "Method '{0}' returns '{1}'; a kernel returns void, or its output as Tensor<T>, and a packing method PackedWeights<T>",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0006");

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "GK0007", "A parameter is not recognised by its name",
        "Parameter '{0}' is not recognised; {1}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0007");

    public static readonly DiagnosticDescriptor WrongParameterType = new(
        "GK0008", "A parameter has the wrong type",
        "Parameter '{0}' has type '{1}'; '{2}' was expected",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0008");

    public static readonly DiagnosticDescriptor MissingParameter = new(
        "GK0009", "A parameter is missing",
        "Method '{0}' lacks {1}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0009");

    public static readonly DiagnosticDescriptor GivenTwice = new(
        "GK0010", "A size or operand is given twice",
        "'{0}' is given twice, by this parameter and by {1}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0010");

    public static readonly DiagnosticDescriptor UnsupportedElement = new(
        "GK0011", "Unsupported element type",
        "Kernels are generated for float and double, not for '{0}'",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0011");

    public static readonly DiagnosticDescriptor WrongRank = new(
        "GK0012", "Wrong number of spatial axes",
        "{0}; a transposed convolution has 1, 2 or 3 spatial axes",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0012");

    public static readonly DiagnosticDescriptor WrongCount = new(
        "GK0013", "Wrong number of values",
        "'{0}' has {1} values; {2} were expected",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0013");

    public static readonly DiagnosticDescriptor NotPositive = new(
        "GK0014", "Kernel, stride, dilation and groups must be positive",
        "'{0}' is {1}; it must be at least 1",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0014");

    public static readonly DiagnosticDescriptor Negative = new(
        "GK0015", "Padding, output padding and channel counts must not be negative",
        "'{0}' is {1}; it must be at least 0",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0015");

    public static readonly DiagnosticDescriptor OutputPaddingTooLarge = new(
        "GK0016", "Output padding should be smaller than the stride or the dilation",
        "'op' is {0}; PyTorch and ONNX Runtime refuse an output padding that is not smaller than max(s, d) = {1}: no tap reaches the outputs past it, they hold the bias",
        Geometry, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "gk0016");

    public static readonly DiagnosticDescriptor EmptyOutput = new(
        "GK0017", "The output is empty for every input",
        "Padding {0} + {1} cuts off all outputs whatever the input's {2}",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0017");

    public static readonly DiagnosticDescriptor KernelTooLarge = new(
        "GK0018", "The kernel is too large",
        "{0} exceeds what a span can hold, {1}",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0018");

    public static readonly DiagnosticDescriptor ChannelsNotDivisible = new(
        "GK0019", "Channel counts must be multiples of the groups",
        "'{0}' is {1}, which is not a multiple of the {2} groups",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0019");

    public static readonly DiagnosticDescriptor UnknownActivation = new(
        "GK0020", "Unknown activation or padding mode",
        "There is no {0} with the value {1}",
        ActivationFunction, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0020");

    public static readonly DiagnosticDescriptor EmptyClip = new(
        "GK0021", "The bounds of Clip are in the wrong order",
        "Clip has the lower bound Alpha = {0} above the upper bound Beta = {1}",
        ActivationFunction, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "gk0021");

    public static readonly DiagnosticDescriptor UnusedActivationParameter = new(
        "GK0022", "The activation has no such parameter",
        "'{0}' has no meaning for activation {1}",
        ActivationFunction, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "gk0022");

    public static readonly DiagnosticDescriptor GenericPath = new(
        "GK0023", "The method uses the generic path",
        "Method '{0}' is not specialised and calls the generic path: {1}",
        Performance, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Help + "gk0023");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        MethodNotPartial, MethodHasBody, TypeNotPartial, TypeOutOfReach, MethodIsGeneric, WrongReturnType,
        UnknownParameter, WrongParameterType, MissingParameter, GivenTwice, UnsupportedElement,
        WrongRank, WrongCount, NotPositive, Negative, OutputPaddingTooLarge, EmptyOutput, KernelTooLarge, ChannelsNotDivisible,
        UnknownActivation, EmptyClip, UnusedActivationParameter,
        GenericPath,
    ];
}
