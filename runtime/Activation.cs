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
}
