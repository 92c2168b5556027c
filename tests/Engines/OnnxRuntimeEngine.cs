using Microsoft.ML.OnnxRuntime;

namespace Generated.Kernels.Engines;

/// <summary>
/// ONNX Runtime on the CPU, to compare results and times with. Inputs and outputs are the caller's arrays, bound once:
/// a run neither copies nor allocates them.
/// </summary>
sealed class OnnxRuntimeEngine : IDisposable
{
    readonly RunOptions runOptions = new();
    readonly List<OrtValue> values = [];
    readonly InferenceSession session;
    readonly OrtIoBinding binding;

    /// <summary>Loads a model.</summary>
    /// <param name="model">The model's bytes.</param>
    /// <param name="threads">How many threads compute one operator.</param>
    /// <param name="spin">Whether idle threads wait actively, as they do unless told otherwise: fastest when nothing else
    /// runs on the machine.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses the model.</exception>
    public OnnxRuntimeEngine(byte[] model, int threads = 1, bool spin = false)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", spin ? "1" : "0");
        session = new InferenceSession(model, options);
        binding = session.CreateIoBinding();
    }

    /// <summary>The version of the native library.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>Makes an array the input of the following runs.</summary>
    public OnnxRuntimeEngine BindInput<T>(string name, T[] data, params long[] shape)
        where T : unmanaged
    {
        binding.BindInput(name, Wrap(data, shape));
        return this;
    }

    /// <summary>Makes an array the place where the following runs put an output.</summary>
    public OnnxRuntimeEngine BindOutput<T>(string name, T[] data, params long[] shape)
        where T : unmanaged
    {
        binding.BindOutput(name, Wrap(data, shape));
        return this;
    }

    /// <summary>Runs the model.</summary>
    public void Run() => session.RunWithBinding(runOptions, binding);

    /// <summary>Frees the native memory and releases the bound arrays.</summary>
    public void Dispose()
    {
        binding.Dispose();
        foreach (var value in values)
            value.Dispose();
        session.Dispose();
        runOptions.Dispose();
    }

    OrtValue Wrap<T>(T[] data, long[] shape)
        where T : unmanaged
    {
        var value = OrtValue.CreateTensorValueFromMemory(data, shape);
        values.Add(value);
        return value;
    }
}
