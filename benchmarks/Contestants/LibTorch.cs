using TorchSharp;

namespace Generated.Kernels.Benchmarks;

/// <summary>libtorch's transposed convolution, without gradients. Each call allocates its output, as libtorch has no other way.</summary>
sealed class LibTorch : Contestant
{
    readonly int threads;
    readonly torch.Tensor input;
    readonly torch.Tensor weight;
    readonly torch.Tensor bias;
    readonly Func<torch.Tensor> call;
    torch.Tensor? output;

    public LibTorch(Workload work, int threads)
        : base(work)
    {
        this.threads = threads;
        var shape = work.Shape;
        var axes = shape.Geometry.Axes.ToArray();
        input = torch.tensor(work.Input, [shape.Batch, shape.InChannels, .. shape.Size.Select(n => (long)n)]);
        weight = torch.tensor(work.Weight, [shape.InChannels, shape.OutChannels / shape.Geometry.Groups, .. axes.Select(axis => (long)axis.K)]);
        bias = torch.tensor(work.Bias);
        long[] strides = [.. axes.Select(axis => (long)axis.S)], paddings = [.. axes.Select(axis => (long)axis.PBegin)],
            outputPaddings = [.. axes.Select(axis => (long)axis.Op)], dilations = [.. axes.Select(axis => (long)axis.D)];
        int groups = shape.Geometry.Groups;
        call = axes.Length switch
        {
            1 => () => torch.nn.functional.conv_transpose1d(input, weight, bias, strides[0], paddings[0], outputPaddings[0], groups, dilations[0]),
            2 => () => torch.nn.functional.conv_transpose2d(input, weight, bias, strides, paddings, outputPaddings, dilations, groups),
            _ => () => torch.nn.functional.conv_transpose3d(input, weight, bias, strides, paddings, outputPaddings, dilations, groups),
        };
    }

    /// <summary>Whether the native library is there: empty, or why not.</summary>
    public static string Problem { get; } = TryToLoad();

    public override float[] Output => output is null ? base.Output : output.data<float>().ToArray();

    /// <summary>OpenMP's threads wait actively for 200 milliseconds unless told otherwise.</summary>
    public override TimeSpan Rest => threads > 1 ? TimeSpan.FromMilliseconds(250) : TimeSpan.Zero;

    public override void Run()
    {
        torch.set_num_threads(threads); // a setting of the whole process
        using var noGradients = torch.no_grad();
        output?.Dispose();
        output = call();
    }

    public override void Dispose()
    {
        output?.Dispose();
        input.Dispose();
        weight.Dispose();
        bias.Dispose();
    }

    static string TryToLoad()
    {
        try
        {
            torch.set_num_threads(1);
            return "";
        }
        catch (Exception problem) when (problem is TypeInitializationException or DllNotFoundException or NotSupportedException or BadImageFormatException or EntryPointNotFoundException)
        {
            return problem.GetBaseException().Message.Split('\n', 2)[0].Trim();
        }
    }
}
