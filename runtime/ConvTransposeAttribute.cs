namespace Generated.Kernels;

/// <summary>
/// Asks the generator to write the body of a <c>partial</c> method: a transposed convolution with this geometry.
/// </summary>
/// <remarks>
/// <para>Layouts are PyTorch's and ONNX's, row-major: input <c>[batch, inChannels, *in]</c>, weight
/// <c>[inChannels, outChannels/g, *k]</c>, bias <c>[outChannels]</c>, output <c>[batch, outChannels, *out]</c>, and along each
/// axis <c>out = s(in-1) + d(k-1) + 1 + op - pBegin - pEnd</c>.</para>
/// <para>The method's parameters are recognised by name and type, in any order:
/// <c>ReadOnlySpan&lt;float&gt; input, weight</c> and optionally <c>bias</c>, or <c>PackedWeights&lt;float&gt; weights</c> in
/// their place; <c>Span&lt;float&gt; output</c>; and <c>int</c> sizes: <c>batch</c> (absent: 1), <c>inChannels</c>,
/// <c>outChannels</c> (absent where the attribute fixes them or the weights are packed), and <c>length</c>,
/// <c>height, width</c> or <c>depth, height, width</c>. A method that returns <see cref="PackedWeights{T}"/> and takes
/// <c>weight</c>, optionally <c>bias</c>, and the channel counts packs weights for the kernel of the same geometry.</para>
/// <para>Or all operands are tensors, which bring their sizes along: <c>in ReadOnlyTensorSpan&lt;float&gt; input, weight, bias,
/// residual</c> and <c>in TensorSpan&lt;float&gt; output</c>, with one axis less where there is no batch. A method that returns
/// <c>Tensor&lt;float&gt;</c> has no <c>output</c> and allocates it.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ConvTransposeAttribute : Attribute
{
    /// <summary>A geometry with the same values along each spatial axis; <see cref="Rank"/> says how many axes there are.</summary>
    /// <param name="k">Kernel size.</param>
    /// <param name="s">Stride.</param>
    /// <param name="p">Padding: outputs cut off at each end.</param>
    /// <param name="op">Output padding: outputs added at the end; smaller than the larger of <paramref name="s"/> and <paramref name="d"/>.</param>
    /// <param name="d">Dilation.</param>
    /// <param name="g">Groups.</param>
    public ConvTransposeAttribute(int k, int s = 1, int p = 0, int op = 0, int d = 1, int g = 1)
    {
        K = [k];
        S = [s];
        P = [p];
        Op = [op];
        D = [d];
        G = g;
    }

    /// <summary>A geometry with one value per spatial axis, in the order depth, height, width; the length of
    /// <paramref name="k"/> is the rank.</summary>
    /// <param name="k">Kernel sizes.</param>
    /// <param name="s">Strides; absent: 1.</param>
    /// <param name="p">Paddings, one per axis for both ends or two per axis, all begins and then all ends; absent: 0.</param>
    /// <param name="op">Output paddings; absent: 0.</param>
    /// <param name="d">Dilations; absent: 1.</param>
    /// <param name="g">Groups.</param>
    public ConvTransposeAttribute(int[] k, int[]? s = null, int[]? p = null, int[]? op = null, int[]? d = null, int g = 1)
    {
        K = k;
        S = s ?? [];
        P = p ?? [];
        Op = op ?? [];
        D = d ?? [];
        G = g;
        Rank = k.Length;
    }

    /// <summary>Kernel sizes.</summary>
    public IReadOnlyList<int> K { get; }

    /// <summary>Strides.</summary>
    public IReadOnlyList<int> S { get; }

    /// <summary>Paddings.</summary>
    public IReadOnlyList<int> P { get; }

    /// <summary>Output paddings.</summary>
    public IReadOnlyList<int> Op { get; }

    /// <summary>Dilations.</summary>
    public IReadOnlyList<int> D { get; }

    /// <summary>Groups.</summary>
    public int G { get; }

    /// <summary>The number of spatial axes, 1 to 3; 2 unless given, or the length of the kernel sizes.</summary>
    public int Rank { get; set; } = 2;

    /// <summary>ONNX's <c>auto_pad</c>: paddings that make the output <c>s</c> times the input, in place of given ones.</summary>
    public AutoPad AutoPad { get; set; }

    /// <summary>The number of input channels where it is a constant; 0: known at run time.</summary>
    public int InChannels { get; set; }

    /// <summary>The number of output channels where it is a constant; 0: known at run time.</summary>
    public int OutChannels { get; set; }

    /// <summary>The function applied to each output.</summary>
    public Activation Activation { get; set; }

    /// <summary>The slope of <see cref="Activation.LeakyRelu"/>, the lower bound of <see cref="Activation.Clip"/>.
    /// NaN: the activation's default.</summary>
    public double Alpha { get; set; } = double.NaN;

    /// <summary>The upper bound of <see cref="Activation.Clip"/>. NaN: the activation's default.</summary>
    public double Beta { get; set; } = double.NaN;
}
