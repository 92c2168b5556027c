using System.Numerics;
using Generated.Kernels.CompilerServices;

namespace Generated.Kernels.Tests;

/// <summary>The plan that the driver chooses for a call of a generated kernel.</summary>
static class DriverChoice
{
    /// <summary>The choice for a layer.</summary>
    public static PlanChoice Of<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (plan, shape, elementSize) = Call(kernel, layer, hasResidual);
        return new PlanChoice(plan, shape, elementSize, hasResidual);
    }

    /// <summary>The geometry of a kernel as the generator schedules it.</summary>
    public static TilePlan Plan<T>(CompiledKernel<T> kernel)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Emitted(kernel, hasResidual: false).Plan;

    /// <summary>Makes calls of a layer follow one of the Winograd plans, whatever it costs.</summary>
    /// <returns>The scratch memory of the plan in bytes, 0 where it does not serve the layer.</returns>
    public static long ForceWinograd<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual, int bits, int index, bool joins = false, int channelParts = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (plan, shape, elementSize) = Call(kernel, layer, hasResidual);
        var layout = plan.Winograd.ElementAtOrDefault(index) is { } winograd ? new WinogradLayout(winograd.InParts(channelParts), plan, shape, elementSize, bits, joins) : default;
        if (layout.Serves)
            plan.Choices.Keep(shape, elementSize, hasResidual, new PlanChoice(plan, shape, elementSize, hasResidual) { Winograd = layout, PacksProducts = true });
        return (long)layout.Scratch * elementSize;
    }

    /// <summary>Makes calls of a layer follow a Winograd plan with phases along the lanes, whatever it costs.</summary>
    /// <returns>How they are cut, if the plan serves the layer.</returns>
    public static WinogradLayout ForceLaneWinograd<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual, int plan, bool joins)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (tiles, shape, elementSize) = Call(kernel, layer, hasResidual);
        var alongPhases = tiles.LaneWinograd(elementSize)[plan];
        var layout = new WinogradLayout(alongPhases.Filters, tiles, shape, elementSize, LaneTile.Bits, joins, alongPhases);
        if (layout.Serves)
            tiles.Choices.Keep(shape, elementSize, hasResidual, new PlanChoice(tiles, shape, elementSize, hasResidual) { Winograd = layout, RowFilter = null, PacksProducts = true });
        return layout;
    }

    /// <summary>Makes calls of a layer follow the lanes plan, if they do where there is no plan of products.</summary>
    public static PlanChoice KeepLanes<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (plan, shape, elementSize) = Call(kernel, layer, hasResidual);
        var choice = new PlanChoice(plan, shape, elementSize, hasResidual) { Winograd = null, RowFilter = null };
        plan.Choices.Keep(shape, elementSize, hasResidual, choice);
        return choice;
    }

    /// <summary>Makes calls of a layer follow the plan of row filters, whatever it costs.</summary>
    /// <returns>How they are cut, if the plan serves the layer.</returns>
    public static RowFilterLayout ForceRowFilter<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (plan, shape, elementSize) = Call(kernel, layer, hasResidual);
        var layout = new RowFilterLayout(plan, shape, elementSize);
        if (layout.Serves)
            plan.Choices.Keep(shape, elementSize, hasResidual, new PlanChoice(plan, shape, elementSize, hasResidual) { Winograd = null, RowFilter = layout, PacksProducts = true });
        return layout;
    }

    /// <summary>Makes calls of a layer follow the columns plan, whatever it costs.</summary>
    /// <returns>How they are cut, if the plan serves the layer.</returns>
    public static ColumnLayout ForceColumns<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (plan, shape, elementSize) = Call(kernel, layer, hasResidual);
        var layout = new ColumnLayout(plan, shape, elementSize);
        if (layout.Serves)
            plan.Choices.Keep(shape, elementSize, hasResidual, new PlanChoice(layout));
        return layout;
    }

    /// <summary>Makes calls of a layer follow the tile plan, whatever it costs.</summary>
    /// <returns>The layout.</returns>
    public static TileLayout ForceTiles<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (plan, shape, elementSize) = Call(kernel, layer, hasResidual);
        var layout = TileLayout.Choose(plan, shape, elementSize);
        plan.Choices.Keep(shape, elementSize, hasResidual, new PlanChoice(layout));
        return layout;
    }

    /// <summary>Makes calls of a layer follow the tile plan with an order of the input, which the first pass over a tile keeps.</summary>
    /// <returns>The layout, which keeps the input if it may.</returns>
    public static TileLayout ForceKept<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual, InputOrder order)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (plan, shape, elementSize) = Call(kernel, layer, hasResidual);
        var layout = new TileLayout(plan, shape, elementSize, order);
        layout = new TileLayout(layout, layout.MayKeepInput);
        plan.Choices.Keep(shape, elementSize, hasResidual, new PlanChoice(layout));
        return layout;
    }

    /// <summary>What a plan is chosen by.</summary>
    static (TilePlan Plan, ConvTransposeShape Shape, int ElementSize) Call<T>(CompiledKernel<T> kernel, Layer layer, bool hasResidual)
        where T : unmanaged =>
        (Emitted(kernel, hasResidual).Plan, new(layer.Geometry, layer.Batch, layer.InChannels, layer.OutChannels, layer.Size), typeof(T) == typeof(float) ? sizeof(float) : sizeof(double));

    /// <summary>The kernel that the generator wrote, in the assembly where its methods are.</summary>
    static ITileKernel<T> Emitted<T>(CompiledKernel<T> kernel, bool hasResidual)
        where T : unmanaged =>
        kernel.Raw!.Method.Module.Assembly.GetTypes()
            .Where(type => type.IsValueType && type.IsAssignableTo(typeof(ITileKernel<T>)))
            .Select(type => (ITileKernel<T>)Activator.CreateInstance(type)!)
            .First(emitted => emitted.HasResidual == hasResidual && emitted.Plan.Geometry.Equals(kernel.Declaration.Geometry));
}
