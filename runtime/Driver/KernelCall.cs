namespace Generated.Kernels.CompilerServices;

/// <summary>What is computed in a call: the sizes, and where everything lies.</summary>
unsafe struct KernelCall<T>
    where T : unmanaged
{
    /// <summary>The sizes.</summary>
    public ConvTransposeShape Shape;

    /// <summary>The input.</summary>
    public T* Input;

    /// <summary>The weights, in the order of the plan.</summary>
    public T* Weight;

    /// <summary>The biases, one per output channel, or per lane where the plan has them so; null for none where it allows that.</summary>
    public T* Bias;

    /// <summary>The output.</summary>
    public T* Output;

    /// <summary>The residual, where the kernel has one.</summary>
    public T* Residual;
}
