namespace Generated.Kernels.CompilerServices;

/// <summary>
/// The Winograd plan for a geometry: minimal filters along height and width, nested. A tile of outputs is, for each phase,
/// <code>
///   products[y, x]  =  Σ over ic of  weights[y, x, ic] · inputs[y, x, ic]
/// </code>
/// where y and x count the products of the two axes, inputs and weights are sums of few input elements and taps each, and the outputs sums of few
/// products. For k = 4, s = 2 there are 12 products in the place of 24 multiply-adds, for k = 3, s = 1 16 in the place of 36. The sums
/// before and after are for each input and output channel only, the products for each pair of them: it serves many channels.
/// </summary>
sealed class WinogradPlan
{
    WinogradPlan(WinogradAxis height, WinogradAxis width)
    {
        Height = height;
        Width = width;
        Products = height.Products * width.Products;
        MostRowInputs = height.Phases.Max(phase => phase.Filter.Products);
        ProductsBefore = new int[height.Phases.Length];
        for (int i = 1; i < ProductsBefore.Length; i++)
            ProductsBefore[i] = ProductsBefore[i - 1] + height.Phases[i - 1].Filter.Products * width.Products;
        InputSums = height.Phases.Sum(phase => phase.Filter.Outputs + phase.Filter.Taps - 1 + phase.Filter.Products) * width.Inputs.Length;
    }

    /// <summary>The filters along the height.</summary>
    public WinogradAxis Height { get; }

    /// <summary>The filters along the width.</summary>
    public WinogradAxis Width { get; }

    /// <summary>The products of all phases.</summary>
    public int Products { get; }

    /// <summary>For each phase of the height, the products of those before it.</summary>
    public int[] ProductsBefore { get; }

    /// <summary>The most products that a phase of the height has.</summary>
    public int MostRowInputs { get; }

    /// <summary>The outputs of all phases in a tile.</summary>
    public int Outputs => Height.Outputs * Height.Phases.Length * Width.Outputs * Width.Phases.Length;

    /// <summary>The sums of a tile that lead to inputs of products.</summary>
    public int InputSums { get; }

    /// <summary>The plan of a geometry, or null where it has none.</summary>
    public static WinogradPlan? Create(AxisPhases depth, AxisPhases height, AxisPhases width)
    {
        if (depth.Axis.K > 1 || depth.Count > 1)
            return null;

        // The rows of a tile are apart from each other; its columns must be brought to and from the lanes, which is fastest for two.
        var alongHeight = WinogradAxis.Create(height, [1, 3, 2]);
        var alongWidth = WinogradAxis.Create(width, [1, 2, 2]);
        return alongHeight is null || alongWidth is null || (alongHeight.Outputs == 1 && alongWidth.Outputs == 1) ? null : new(alongHeight, alongWidth);
    }
}
