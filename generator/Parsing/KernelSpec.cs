namespace Generated.Kernels.Generator;

/// <summary>
/// One valid annotated method: all that the schedule and the emitter need to know, and nothing of the compiler's. Equal
/// declarations give equal specs, which is what lets the pipeline stop after an unrelated edit.
/// </summary>
/// <param name="HintName">The name of the emitted file: namespace, containing types and method, ending in <c>.g.cs</c>; more
/// where <see cref="HintNames"/> has to tell methods apart.</param>
/// <param name="Namespace">The namespace with keywords escaped, or <c>""</c> for the global one.</param>
/// <param name="ContainingTypes">The headers of the partial types around the method, outermost first, such as
/// <c>partial record struct Upsampler&lt;T&gt;</c>.</param>
/// <param name="Signature">The implementing declaration up to the closing parenthesis of its parameter list, with fully
/// qualified types, such as <c>public static partial void Up(global::System.ReadOnlySpan&lt;float&gt; input, …)</c>.</param>
/// <param name="TypeName">The containing type's simple name, for documentation.</param>
/// <param name="MethodName">The method's name, not escaped, for documentation.</param>
/// <param name="IsDocumented">Whether the user's declaration has a documentation comment, so that the emitted one must not.</param>
/// <param name="Form">What the method does.</param>
/// <param name="Element">The type of inputs, weights and outputs.</param>
/// <param name="IsTensor">Whether the operands are tensors, which bring their sizes along, rather than spans. A kernel without
/// an output among its parameters then returns it.</param>
/// <param name="Parameters">The parameters in the order of their declaration.</param>
/// <param name="Axes">The geometry along each spatial axis, outermost first.</param>
/// <param name="Groups">Into how many groups the channels fall.</param>
/// <param name="InChannels">The number of input channels that the attribute fixes, or 0: known at run time.</param>
/// <param name="OutChannels">The number of output channels that the attribute fixes, or 0: known at run time.</param>
/// <param name="Activation">The function applied to each output.</param>
/// <param name="Alpha">The activation's first parameter with its default filled in (0.01 for LeakyRelu, -∞ for Clip); NaN
/// where the activation has none.</param>
/// <param name="Beta">The activation's second parameter with its default filled in (+∞ for Clip); NaN where the activation
/// has none.</param>
internal sealed record KernelSpec(
    string HintName,
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Signature,
    string TypeName,
    string MethodName,
    bool IsDocumented,
    MethodForm Form,
    ElementType Element,
    bool IsTensor,
    EquatableArray<KernelParameter> Parameters,
    EquatableArray<ConvTransposeAxis> Axes,
    int Groups,
    int InChannels,
    int OutChannels,
    Activation Activation,
    double Alpha,
    double Beta);

/// <summary>What an annotated method does.</summary>
internal enum MethodForm
{
    /// <summary>Computes a transposed convolution.</summary>
    Kernel,

    /// <summary>Packs weights for the kernel of the same geometry.</summary>
    Pack,
}

/// <summary>The type of inputs, weights and outputs.</summary>
internal enum ElementType
{
    /// <summary><see cref="float"/></summary>
    Float,

    /// <summary><see cref="double"/></summary>
    Double,
}

/// <summary>The runtime's <c>Activation</c>, value for value.</summary>
internal enum Activation
{
    None,
    Relu,
    LeakyRelu,
    Clip,
    Sigmoid,
    Tanh,
    Silu,
    HardSwish,
    Gelu,
    GeluTanh,
}

/// <summary>A parameter of an annotated method.</summary>
/// <param name="Role">What it stands for.</param>
/// <param name="Name">Its name as the emitted code writes it, with <c>@</c> before a keyword.</param>
internal readonly record struct KernelParameter(ParameterRole Role, string Name);

/// <summary>What a parameter stands for.</summary>
internal enum ParameterRole
{
    Input,
    Weight,

    /// <summary>Packed weights, which hold weight, bias and channel counts.</summary>
    Weights,
    Bias,
    Residual,
    Output,
    Batch,
    InChannels,
    OutChannels,
    Length,
    Depth,
    Height,
    Width,
    MaxDegreeOfParallelism,
}
