using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Generated.Kernels.CompilerServices.LaneCounts;

namespace Generated.Kernels.CompilerServices;

/// <summary>Where an output of a tile goes.</summary>
/// <param name="Offset">The element, counted from the first output of the channel; or from the first slot, where it has to wait there.</param>
/// <param name="Waits">Whether it waits in a slot, a vector of its own, until it is complete or is cut at an end of the output.</param>
readonly record struct LaneTarget(nint Offset, bool Waits);

/// <summary>What some tiles read and write. All steps count elements.</summary>
unsafe struct LaneWinogradArguments<T>
    where T : unmanaged
{
    /// <summary>The number of tiles.</summary>
    public int Tiles;

    /// <summary>The inputs of products, <c>[tile][input channel][product][place]</c>.</summary>
    public T* Inputs;

    /// <summary>The weights of products, <c>[input channel][product][lane]</c>.</summary>
    public T* Weights;

    /// <summary>The weights that are read next. Each tile asks for some of them, as for its outputs, one after another: many at once would wait for each
    /// other, and what is read meanwhile for all of them.</summary>
    public T* NextWeights;

    /// <summary>The number of input channels.</summary>
    public int InChannels;

    /// <summary>A bias for each lane.</summary>
    public T* Bias;

    /// <summary>Where each output of each place of each tile goes.</summary>
    public LaneTarget* Targets;

    /// <summary>The first output of the first channel, and the first slot.</summary>
    public T* Output, Slots;

    /// <summary>From the first half of an output vector to the second, which may be of another channel.</summary>
    public nint HalfStep;
}

/// <summary>
/// The register tile of the Winograd plan with phases along the lanes: all products of a few places, and the outputs that are sums of them. A product of
/// each place is a vector in a register; a weight is loaded once for all places, an input once into all lanes.
/// </summary>
static unsafe class LaneWinogradTile
{
    /// <summary>The most places of a tile.</summary>
    public const int MostPlaces = 6;

    /// <summary>The most places of a tile of filters with so many products: as have all of these in registers.</summary>
    public static int Places(int products) => products > 9 ? 2 : products > 4 ? 3 : MostPlaces;

    /// <summary>Whether there is a tile for the filters.</summary>
    public static bool Serves(MinimalFilter row, MinimalFilter column) =>
        column.Taps > 1 && (row.Products == 1 || (row.Taps > 1 && row.Outputs == 2 && column.Outputs == 2 && row.Products * column.Products <= 12));

    /// <summary>Computes the outputs of some tiles.</summary>
    /// <param name="row">The filter along the height.</param>
    /// <param name="column">The filter along the width.</param>
    /// <param name="places">The places of a tile.</param>
    /// <param name="tile">What is read and written.</param>
    /// <param name="activation">What is applied to the outputs.</param>
    public static void Compute<T, TActivation>(MinimalFilter row, MinimalFilter column, int places, in LaneWinogradArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
    {
        switch (row.Taps, column.Taps, column.Outputs)
        {
            case (1, 2, 2): ComputeRow<T, TActivation, SumsOfTwoByTwo>(places, tile, activation); break;
            case (1, 2, 3): ComputeRow<T, TActivation, SumsOfThreeByTwo>(places, tile, activation); break;
            case (1, 3, 2): ComputeRow<T, TActivation, SumsOfTwoByThree>(places, tile, activation); break;
            case (2, 2, _): ComputeRows<T, TActivation, SumsOfTwoByTwo, SumsOfTwoByTwo>(places, tile, activation); break;
            case (2, 3, _): ComputeRows<T, TActivation, SumsOfTwoByTwo, SumsOfTwoByThree>(places, tile, activation); break;
            default: ComputeRows<T, TActivation, SumsOfTwoByThree, SumsOfTwoByTwo>(places, tile, activation); break;
        }
    }

    static void ComputeRow<T, TActivation, TColumn>(int places, in LaneWinogradArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
        where TColumn : struct, IFilterSums
    {
        switch (places)
        {
            case 1: ComputeRow<T, TActivation, TColumn, One, None>(tile, activation); break;
            case 2: ComputeRow<T, TActivation, TColumn, Two, None>(tile, activation); break;
            case 3: ComputeRow<T, TActivation, TColumn, Three, None>(tile, activation); break;
            case 4: ComputeRow<T, TActivation, TColumn, Two, Two>(tile, activation); break;
            case 5: ComputeRow<T, TActivation, TColumn, Three, Two>(tile, activation); break;
            default: ComputeRow<T, TActivation, TColumn, Three, Three>(tile, activation); break;
        }
    }

    static void ComputeRows<T, TActivation, TRow, TColumn>(int places, in LaneWinogradArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
        where TRow : struct, IFilterSums
        where TColumn : struct, IFilterSums
    {
        switch (places)
        {
            case 1: ComputeRows<T, TActivation, TRow, TColumn, One>(tile, activation); break;
            case 2: ComputeRows<T, TActivation, TRow, TColumn, Two>(tile, activation); break;
            default: ComputeRows<T, TActivation, TRow, TColumn, Three>(tile, activation); break;
        }
    }

    /// <summary>A product of one to three places. The compiler keeps the fields of all products in registers as long as they are set one by one, not by a
    /// constructor, and nothing is called meanwhile.</summary>
    struct Product<T, TPlaces>
        where T : unmanaged
        where TPlaces : struct, ICount
    {
        public Vector512<T> A, B, C;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T* inputs, Vector512<T> weight)
        {
            A = MultiplyAdd(inputs, weight, A);
            if (TPlaces.Count > 1)
                B = MultiplyAdd(inputs + 1, weight, B);
            if (TPlaces.Count > 2)
                C = MultiplyAdd(inputs + 2, weight, C);
        }
    }

    /// <summary>Tiles of a filter along the width alone: up to three places, and as many more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ComputeRow<T, TActivation, TColumn, TPlaces, TMore>(in LaneWinogradArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
        where TColumn : struct, IFilterSums
        where TPlaces : struct, ICount
        where TMore : struct, ICount
    {
        int first = TPlaces.Count, more = TMore.Count, places = first + more, products = TColumn.Products, outputs = TColumn.Outputs, lanes = Vector512<T>.Count;
        T* x = tile.Inputs;
        var targets = tile.Targets;
        for (int i = 0; i < tile.Tiles; i++, targets += places * outputs)
        {
            // The second product is in each output with the factor 1.
            Product<T, TPlaces> p0 = default, p1 = default, p2 = default, p3 = default;
            Product<T, TMore> q0 = default, q1 = default, q2 = default, q3 = default;
            p1.A = p1.B = p1.C = q1.A = q1.B = q1.C = Vector512.Load(tile.Bias);
            T* w = tile.Weights, next = tile.NextWeights + i * (nint)tile.InChannels * lanes;
            for (int inChannel = 0; inChannel < tile.InChannels; inChannel++, x += products * places, w += products * lanes, next += lanes)
            {
                Prefetch.Ahead(next, 0);
                if (inChannel < places * outputs)
                    Prefetch.Ahead(tile.Output + targets[inChannel].Offset, 0);
                var weight = Vector512.Load(w);
                p0.Add(x, weight);
                if (more > 0)
                    q0.Add(x + first, weight);
                weight = Vector512.Load(w + lanes);
                p1.Add(x + places, weight);
                if (more > 0)
                    q1.Add(x + places + first, weight);
                weight = Vector512.Load(w + 2 * lanes);
                p2.Add(x + 2 * places, weight);
                if (more > 0)
                    q2.Add(x + 2 * places + first, weight);
                if (products > 3)
                {
                    weight = Vector512.Load(w + 3 * lanes);
                    p3.Add(x + 3 * places, weight);
                    if (more > 0)
                        q3.Add(x + 3 * places + first, weight);
                }
            }

            Store<T, TActivation, TColumn>(tile, targets, activation, p0.A, p1.A, p2.A, p3.A);
            if (first > 1)
                Store<T, TActivation, TColumn>(tile, targets + outputs, activation, p0.B, p1.B, p2.B, p3.B);
            if (first > 2)
                Store<T, TActivation, TColumn>(tile, targets + 2 * outputs, activation, p0.C, p1.C, p2.C, p3.C);
            if (more > 0)
                Store<T, TActivation, TColumn>(tile, targets + first * outputs, activation, q0.A, q1.A, q2.A, q3.A);
            if (more > 1)
                Store<T, TActivation, TColumn>(tile, targets + (first + 1) * outputs, activation, q0.B, q1.B, q2.B, q3.B);
            if (more > 2)
                Store<T, TActivation, TColumn>(tile, targets + (first + 2) * outputs, activation, q0.C, q1.C, q2.C, q3.C);
        }
    }

    /// <summary>Tiles of filters along both axes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void ComputeRows<T, TActivation, TRow, TColumn, TPlaces>(in LaneWinogradArguments<T> tile, TActivation activation)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
        where TRow : struct, IFilterSums
        where TColumn : struct, IFilterSums
        where TPlaces : struct, ICount
    {
        int places = TPlaces.Count, ofRow = TColumn.Products, products = TRow.Products * ofRow, outputs = TRow.Outputs * TColumn.Outputs, lanes = Vector512<T>.Count;
        T* x = tile.Inputs;
        var targets = tile.Targets;
        for (int i = 0; i < tile.Tiles; i++, targets += places * outputs)
        {
            // The second product of the second row is in each output with the factor 1.
            Product<T, TPlaces> p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, p5 = default;
            Product<T, TPlaces> p6 = default, p7 = default, p8 = default, p9 = default, p10 = default, p11 = default;
            if (ofRow == 3)
                p4.A = p4.B = p4.C = Vector512.Load(tile.Bias);
            else
                p5.A = p5.B = p5.C = Vector512.Load(tile.Bias);
            T* w = tile.Weights, next = tile.NextWeights + i * (nint)tile.InChannels * lanes;
            for (int inChannel = 0; inChannel < tile.InChannels; inChannel++, x += products * places, w += products * lanes, next += lanes)
            {
                Prefetch.Ahead(next, 0);
                if (inChannel < places * outputs)
                    Prefetch.Ahead(tile.Output + targets[inChannel].Offset, 0);
                p0.Add(x, Vector512.Load(w));
                p1.Add(x + places, Vector512.Load(w + lanes));
                p2.Add(x + 2 * places, Vector512.Load(w + 2 * lanes));
                p3.Add(x + 3 * places, Vector512.Load(w + 3 * lanes));
                p4.Add(x + 4 * places, Vector512.Load(w + 4 * lanes));
                p5.Add(x + 5 * places, Vector512.Load(w + 5 * lanes));
                p6.Add(x + 6 * places, Vector512.Load(w + 6 * lanes));
                p7.Add(x + 7 * places, Vector512.Load(w + 7 * lanes));
                p8.Add(x + 8 * places, Vector512.Load(w + 8 * lanes));
                if (products > 9)
                {
                    p9.Add(x + 9 * places, Vector512.Load(w + 9 * lanes));
                    p10.Add(x + 10 * places, Vector512.Load(w + 10 * lanes));
                    p11.Add(x + 11 * places, Vector512.Load(w + 11 * lanes));
                }
            }
            Store<T, TActivation, TRow, TColumn>(tile, targets, activation, p0.A, p1.A, p2.A, p3.A, p4.A, p5.A, p6.A, p7.A, p8.A, p9.A, p10.A, p11.A);
            if (places > 1)
                Store<T, TActivation, TRow, TColumn>(tile, targets + outputs, activation, p0.B, p1.B, p2.B, p3.B, p4.B, p5.B, p6.B, p7.B, p8.B, p9.B, p10.B, p11.B);
            if (places > 2)
                Store<T, TActivation, TRow, TColumn>(tile, targets + 2 * outputs, activation, p0.C, p1.C, p2.C, p3.C, p4.C, p5.C, p6.C, p7.C, p8.C, p9.C, p10.C, p11.C);
        }
    }

    /// <summary>The outputs of one place: sums of products along the height, then along the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<T, TActivation, TRow, TColumn>(
        in LaneWinogradArguments<T> tile, LaneTarget* targets, TActivation activation,
        Vector512<T> p0, Vector512<T> p1, Vector512<T> p2, Vector512<T> p3, Vector512<T> p4, Vector512<T> p5, Vector512<T> p6, Vector512<T> p7, Vector512<T> p8, Vector512<T> p9, Vector512<T> p10, Vector512<T> p11)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
        where TRow : struct, IFilterSums
        where TColumn : struct, IFilterSums
    {
        bool isThree = TColumn.Products == 3;
        Sum<T, TRow>(p0, isThree ? p3 : p4, isThree ? p6 : p8, p9, out var a0, out var b0);
        Sum<T, TRow>(p1, isThree ? p4 : p5, isThree ? p7 : p9, p10, out var a1, out var b1);
        Sum<T, TRow>(p2, isThree ? p5 : p6, isThree ? p8 : p10, p11, out var a2, out var b2);
        Vector512<T> a3 = default, b3 = default;
        if (!isThree)
            Sum<T, TRow>(p3, p7, p11, default, out a3, out b3);
        Store<T, TActivation, TColumn>(tile, targets, activation, a0, a1, a2, a3);
        Store<T, TActivation, TColumn>(tile, targets + 2, activation, b0, b1, b2, b3);
    }

    /// <summary>The outputs of F(2, 2) or F(2, 3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Sum<T, TRow>(Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d, out Vector512<T> x, out Vector512<T> y)
        where TRow : struct, IFilterSums
    {
        x = TRow.Products == 3 ? a + b : a + (b + c);
        y = TRow.Products == 3 ? b - c : b - c - d;
    }

    /// <summary>The outputs of one place along the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<T, TActivation, TColumn>(in LaneWinogradArguments<T> tile, LaneTarget* targets, TActivation activation, Vector512<T> a, Vector512<T> b, Vector512<T> c, Vector512<T> d)
        where T : unmanaged
        where TActivation : struct, IVectorActivation<T>
        where TColumn : struct, IFilterSums
    {
        var sum = TColumn.Products == 3 ? b : b + c;
        Store(tile, targets, activation.Apply(a + sum));
        Store(tile, targets + 1, activation.Apply(TColumn.Products == 3 || TColumn.Outputs == 3 ? b - c : b - c - d));
        if (TColumn.Outputs == 3)
            Store(tile, targets + 2, activation.Apply(sum - d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<T>(in LaneWinogradArguments<T> tile, LaneTarget* target, Vector512<T> outputs)
        where T : unmanaged
    {
        T* to = (target->Waits ? tile.Slots : tile.Output) + target->Offset;
        outputs.GetUpper().Store(to + (target->Waits ? Vector256<T>.Count : tile.HalfStep));
        outputs.GetLower().Store(to);
    }

    /// <summary>x·y + sum. Written out so that the compiler makes the load an operand of the multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<T> MultiplyAdd<T>(T* x, Vector512<T> y, Vector512<T> sum)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector512.MultiplyAddEstimate(y.AsSingle(), Vector512.Create(*(float*)x), sum.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector512.MultiplyAddEstimate(y.AsDouble(), Vector512.Create(*(double*)x), sum.AsDouble()).As<double, T>()
        : Vector512.Create(*x) * y + sum;
}
