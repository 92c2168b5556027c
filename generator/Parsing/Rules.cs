using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Generated.Kernels.Generator;

/// <summary>What can be wrong with an annotated method. Each rule has a section of the README, which the package contains, with the
/// title and the description given here, an example and its remedy.</summary>
internal static class Rules
{
    const string Declaration = "Generated.Kernels.Declaration";
    const string Geometry = "Generated.Kernels.Geometry";
    const string ActivationFunction = "Generated.Kernels.Activation";
    const string Performance = "Generated.Kernels.Performance";

    /// <summary>What descriptions end with. There is no address to link to before the project has a public home.</summary>
    const string More = " More in the README of Generated.Kernels, under the rule's id.";

    public static readonly DiagnosticDescriptor MethodNotPartial = new(
        "GK0001", "A kernel method must be partial",
        "{0} must be {1}, so that the generator can write it",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "The generator can only add the body of a partial method." + More);

    public static readonly DiagnosticDescriptor MethodHasBody = new(
        "GK0002", "A kernel method must not have a body",
        "Method '{0}' already has a body; remove the body or the attribute",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "A method has one body, and this one has it already." + More);

    public static readonly DiagnosticDescriptor TypeNotPartial = new(
        "GK0003", "The types around a kernel method must be partial",
        "Type '{0}' must be partial, so that the generator can add method '{1}' to it",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "The generated body stands in another part of the same type, which only a partial type has." + More);

    public static readonly DiagnosticDescriptor TypeOutOfReach = new(
        "GK0004", "The types around a kernel method must be reachable from another file",
        "Method '{1}' cannot be generated into '{0}', because {2}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "A file-local type or an extension block cannot be continued in another file, where the generated body stands." + More);

    public static readonly DiagnosticDescriptor MethodIsGeneric = new(
        "GK0005", "A kernel method must not be generic",
        "Method '{0}' is generic; declare one method per element type, float or double",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "A kernel is written for one element type, since its vectors and constants depend on it." + More);

    public static readonly DiagnosticDescriptor WrongReturnType = new(
        "GK0006", "Wrong return type",
        "Method '{0}' returns '{1}'; a kernel returns void, or its output as Tensor<T>, and a packing method PackedWeights<T>",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "A kernel returns void or, in the tensor form, Tensor<T>; a packing method returns PackedWeights<T>." + More);

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "GK0007", "A parameter is not recognised by its name",
        "Parameter '{0}' is not recognised; {1}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Parameters are recognised by their names, in any order; the message says which names are known here." + More);

    public static readonly DiagnosticDescriptor WrongParameterType = new(
        "GK0008", "A parameter has the wrong type",
        "Parameter '{0}' has type '{1}'; '{2}' was expected",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "The name is known, but another type was expected, or the operands differ in their element types." + More);

    public static readonly DiagnosticDescriptor MissingParameter = new(
        "GK0009", "A parameter is missing",
        "Method '{0}' lacks {1}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "An operand or a size is missing; the message lists all that are." + More);

    public static readonly DiagnosticDescriptor GivenTwice = new(
        "GK0010", "A size or operand is given twice",
        "'{0}' is given twice, by this parameter and by {1}",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Two sources for one size or operand could contradict each other." + More);

    public static readonly DiagnosticDescriptor UnsupportedElement = new(
        "GK0011", "Unsupported element type",
        "Kernels are generated for float and double, not for '{0}'",
        Declaration, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Kernels are written for float and double; the generic path takes other element types." + More);

    public static readonly DiagnosticDescriptor WrongRank = new(
        "GK0012", "Wrong number of spatial axes",
        "{0}; a transposed convolution has 1, 2 or 3 spatial axes",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "There are 1, 2 or 3 spatial axes, and Rank must agree with the number of values of k." + More);

    public static readonly DiagnosticDescriptor WrongCount = new(
        "GK0013", "Wrong number of values",
        "'{0}' has {1} values; {2} were expected",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "An array has one value per axis; p may have two per axis, all begins and then all ends." + More);

    public static readonly DiagnosticDescriptor NotPositive = new(
        "GK0014", "Kernel, stride, dilation and groups must be positive",
        "'{0}' is {1}; it must be at least 1",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Kernel sizes, strides, dilations and groups are at least 1." + More);

    public static readonly DiagnosticDescriptor Negative = new(
        "GK0015", "Padding, output padding and channel counts must not be negative",
        "'{0}' is {1}; it must be at least 0",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Paddings, output paddings and channel counts are at least 0." + More);

    public static readonly DiagnosticDescriptor OutputPaddingTooLarge = new(
        "GK0016", "Output padding should be smaller than the stride or the dilation",
        "'op' is {0}; PyTorch and ONNX Runtime refuse an output padding that is not smaller than max(s, d) = {1}: no tap reaches the outputs past it, they hold the bias",
        Geometry, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "PyTorch and ONNX Runtime refuse such an output padding. Here it works: no tap reaches the outputs past it, which hold the bias." + More);

    public static readonly DiagnosticDescriptor EmptyOutput = new(
        "GK0017", "The output is empty for every input",
        "Padding {0} + {1} cuts off all outputs whatever the input's {2}",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "The padding cuts off every output, however large the input is." + More);

    public static readonly DiagnosticDescriptor KernelTooLarge = new(
        "GK0018", "The kernel or the stride is too large",
        "{0} exceeds what {1}",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "The kernel has more elements, or a larger extent, than a span can hold, or there are more output phases than the generic path lists." + More);

    public static readonly DiagnosticDescriptor ChannelsNotDivisible = new(
        "GK0019", "Channel counts must be multiples of the groups",
        "'{0}' is {1}, which is not a multiple of the {2} groups",
        Geometry, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Each group has the same number of channels." + More);

    public static readonly DiagnosticDescriptor UnknownActivation = new(
        "GK0020", "Unknown activation or padding mode",
        "There is no {0} with the value {1}",
        ActivationFunction, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "The value is no member of the enumeration Activation or AutoPad." + More);

    public static readonly DiagnosticDescriptor EmptyClip = new(
        "GK0021", "The bounds of Clip are in the wrong order",
        "Clip has the lower bound Alpha = {0} above the upper bound Beta = {1}",
        ActivationFunction, DiagnosticSeverity.Error, isEnabledByDefault: true,
        description: "Clip needs a lower bound, Alpha, that is not above its upper bound, Beta." + More);

    public static readonly DiagnosticDescriptor UnusedActivationParameter = new(
        "GK0022", "The activation has no such parameter",
        "'{0}' has no meaning for activation {1}",
        ActivationFunction, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "Only LeakyRelu (Alpha) and Clip (Alpha, Beta) have parameters; for other activations they have no effect." + More);

    public static readonly DiagnosticDescriptor GenericPath = new(
        "GK0023", "The method uses the generic path",
        "Method '{0}' is not specialised and calls the generic path: {1}",
        Performance, DiagnosticSeverity.Info, isEnabledByDefault: true,
        description: "The geometry has more kernel elements (8192) or phases (4096) along an axis than the generator lists. The method works, at the speed of the generic path." + More);

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        MethodNotPartial, MethodHasBody, TypeNotPartial, TypeOutOfReach, MethodIsGeneric, WrongReturnType,
        UnknownParameter, WrongParameterType, MissingParameter, GivenTwice, UnsupportedElement,
        WrongRank, WrongCount, NotPositive, Negative, OutputPaddingTooLarge, EmptyOutput, KernelTooLarge, ChannelsNotDivisible,
        UnknownActivation, EmptyClip, UnusedActivationParameter,
        GenericPath,
    ];
}
