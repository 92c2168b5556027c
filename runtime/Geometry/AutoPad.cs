namespace Generated.Kernels;

/// <summary>How ONNX's <c>auto_pad</c> chooses the padding of a transposed convolution.</summary>
#if GENERATOR
internal
#else
public
#endif
enum AutoPad
{
    /// <summary>The padding is given.</summary>
    NotSet,

    /// <summary>As many outputs as <c>s</c> times the inputs; an odd padding has its larger half at the end.</summary>
    SameUpper,

    /// <summary>As many outputs as <c>s</c> times the inputs; an odd padding has its larger half at the beginning.</summary>
    SameLower,

    /// <summary>No padding.</summary>
    Valid,
}

/// <summary>Turns wanted sizes into paddings, as ONNX's ConvTranspose defines it.</summary>
static class AutoPadding
{
    /// <summary>An axis with the padding that a mode gives it. The size of the input does not matter: <c>out = s·in</c> asks
    /// for the total padding <c>d(k-1) + 1 + op - s</c>.</summary>
    public static ConvTransposeAxis Resolve(ConvTransposeAxis axis, AutoPad mode) => mode switch
    {
        AutoPad.NotSet => axis,
        AutoPad.Valid => axis with { PBegin = 0, PEnd = 0 },
        _ => WithTotal(axis, axis.Extent + axis.Op - axis.S, mode),
    };

    /// <summary>An axis with a total padding, split in halves. A negative one adds outputs at the end, which no tap reaches.</summary>
    public static ConvTransposeAxis WithTotal(ConvTransposeAxis axis, long total, AutoPad mode)
    {
        if (total < 0)
            return axis with { PBegin = 0, PEnd = 0, Op = checked((int)(axis.Op - total)) };
        int smaller = checked((int)(total / 2)), larger = checked((int)(total - smaller));
        return mode == AutoPad.SameUpper ? axis with { PBegin = smaller, PEnd = larger } : axis with { PBegin = larger, PEnd = smaller };
    }
}
