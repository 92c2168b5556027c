namespace Generated.Kernels;

/// <summary>The function that a kernel applies to each output as it stores it. Names and defaults are PyTorch's and ONNX's.</summary>
public enum Activation
{
    /// <summary>No activation.</summary>
    None,

    /// <summary><c>max(x, 0)</c></summary>
    Relu,

    /// <summary><c>x</c> where <c>x ≥ 0</c>, otherwise <c>alpha·x</c>; alpha is 0.01 unless given.</summary>
    LeakyRelu,

    /// <summary><c>min(max(x, alpha), beta)</c>; alpha is -∞ and beta +∞ unless given.</summary>
    Clip,

    /// <summary><c>1 / (1 + exp(-x))</c></summary>
    Sigmoid,

    /// <summary><c>tanh(x)</c></summary>
    Tanh,

    /// <summary><c>x / (1 + exp(-x))</c></summary>
    Silu,

    /// <summary><c>x · min(max(x/6 + 1/2, 0), 1)</c></summary>
    HardSwish,

    /// <summary><c>x · (1 + erf(x/√2)) / 2</c>; in single precision to within 1e-6 where |x| ≤ 6.</summary>
    Gelu,

    /// <summary><c>x · (1 + tanh(√(2/π)(x + 0.044715·x³))) / 2</c>, PyTorch's <c>gelu(approximate='tanh')</c>.</summary>
    GeluTanh,
}
