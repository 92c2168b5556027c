using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Generated.Kernels.CompilerServices;

/// <summary>
/// Computes the inputs of products for a block of tiles, of one phase of the height and all phases of the width: sums of rows first, which are put
/// one behind the other with zeros between them; then their elements are brought to the lanes of their tiles and summed along the width.
/// </summary>
readonly unsafe ref struct WinogradInput<T>
    where T : unmanaged, INumberBase<T>
{
    /// <summary>Channels whose inputs are written together: those of a product and vector follow each other in memory.</summary>
    public const int ChannelsTogether = 4;

    /// <summary>The most rows that a tile reads for a phase.</summary>
    const int MostRows = 4;

    readonly WinogradPlan plan;
    readonly ref readonly ConvTransposeShape shape;
    readonly ref readonly WinogradLayout layout;
    readonly T* zeros, rows, split, parts;

    /// <param name="plan">The plan of the geometry.</param>
    /// <param name="shape">The sizes of the call.</param>
    /// <param name="layout">How the call is cut.</param>
    /// <param name="memory">So much scratch memory as <see cref="WinogradLayout.TransformScratch"/> says.</param>
    public WinogradInput(WinogradPlan plan, in ConvTransposeShape shape, in WinogradLayout layout, T* memory)
    {
        this.plan = plan;
        this.shape = ref shape;
        this.layout = ref layout;
        zeros = memory;
        rows = zeros + layout.RowStep;
        split = rows + plan.MostRowInputs * (nint)layout.RowStep;
        parts = layout.Joins ? split + plan.MostRowInputs * (nint)layout.RowStep : split;
        new Span<T>(memory, layout.TransformScratch).Clear();
    }

    /// <summary>Computes the inputs of products.</summary>
    /// <param name="source">The first input channel.</param>
    /// <param name="inChannels">How many there are.</param>
    /// <param name="phase">The phase of the height.</param>
    /// <param name="first">The first place.</param>
    /// <param name="end">The end of the places.</param>
    /// <param name="inputs">Where they go, <c>[row product][input along the width][vector of tiles][input channel][lane]</c>, or with the last two
    /// but one exchanged: see <see cref="WinogradLayout.ChannelStep"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Compute<TVector>(T* source, int inChannels, in WinogradPhase phase, int first, int end, T* inputs)
        where TVector : struct, ILaneVector<TVector, T>
    {
        // The zeros between rows are the same for all channels. Where tiles have one column, all elements are at their place at once.
        bool splits = plan.Columns > 1, sumsApart = splits || layout.Joins;
        nint step = plan.MostRowInputs * (nint)layout.PartStep;
        new Span<T>(rows, plan.MostRowInputs * layout.RowStep * (sumsApart ? 1 : 1 + ChannelsTogether)).Clear();

        // A row alone is split where it lies, if all of it that is read, whole vectors, lies inside the image.
        int columns = plan.Columns, together = columns * TVector.Count, read = ((end - first) * columns + plan.Width.Last - plan.Width.First + together - 1) / together * together;
        nint inside = splits && !layout.Joins && phase.Filter.Products == 1 ? PlaceOf(phase, first, end, read) : -1;

        // Where the elements of each sum along the width lie then.
        var terms = stackalloc InputTerm[plan.Width.Inputs.Length];
        for (int i = 0; i < plan.Width.Inputs.Length; i++)
        {
            var term = plan.Width.Inputs[i];
            terms[i] = new(PlaceOf(term.First - plan.Width.First), PlaceOf(term.Second - plan.Width.First), term.Sign);
        }
        for (int channel = 0; channel < inChannels; channel += ChannelsTogether)
        {
            int channels = Math.Min(ChannelsTogether, inChannels - channel);
            for (int i = 0; i < channels; i++, source += (nint)shape.InPlane)
            {
                if (inside >= 0)
                {
                    Split<TVector>(source + inside, 1, read / columns, parts + i * step);
                    continue;
                }
                SumRows<TVector>(source, phase, first, end, sumsApart ? rows : parts + i * step);
                if (splits)
                    Split<TVector>(rows, phase.Filter.Products, layout.RowStep / columns, layout.Joins ? split : parts + i * step);
                if (layout.Joins)
                    Join<TVector>(splits ? split : rows, phase.Filter.Products, first, end, parts + i * step);
            }
            SumColumns<TVector>(phase.Filter.Products, terms, step, channels, first, end, inputs);
            inputs += channels * layout.ChannelStep;
        }
    }

    int PlaceOf(int offset) => layout.Joins ? offset * layout.JoinedStep : layout.PlaceOf(offset);

    /// <summary>Where the elements lie that some tiles of a row read, or -1 where not all lie inside the image.</summary>
    nint PlaceOf(in WinogradPhase phase, int first, int end, int count)
    {
        var (row, column) = Math.DivRem(first, layout.Pitch);
        long y = (long)row + plan.Height.FirstBlock + phase.Taps[0].Shift, x = (long)column * plan.Columns + plan.Width.FirstBlock + plan.Width.First;
        bool isInside = end - first <= layout.Pitch - column && (ulong)y < (ulong)shape.InHeight && x >= 0 && x + count <= shape.InWidth;
        return isInside ? (nint)(y * shape.InWidth + x) : -1;
    }

    /// <summary>The sums of rows that lead to each row product, one behind the other.</summary>
    void SumRows<TVector>(T* source, in WinogradPhase phase, int place, int end, T* sums)
        where TVector : struct, ILaneVector<TVector, T>
    {
        var width = plan.Width;
        var (tileRow, tileColumn) = Math.DivRem(place, layout.Pitch);
        long y = (long)tileRow * plan.Height.Outputs + plan.Height.FirstBlock + phase.Taps[0].Shift;
        T** lines = stackalloc T*[MostRows];
        for (; place < end; place += layout.Pitch - tileColumn, tileColumn = 0, y += plan.Height.Outputs)
        {
            int places = Math.Min(end - place, layout.Pitch - tileColumn), length = places * width.Outputs;
            if (layout.RowGap > 0 || places == end - place)
                length += width.Last - width.First; // no other row follows immediately

            // The part of the row that lies inside the image.
            long x = (long)tileColumn * width.Outputs + width.FirstBlock + width.First;
            int before = (int)Math.Max(-x, 0), first = (int)Math.Max(x, 0), count = Math.Min(shape.InWidth - first, length - before);
            if (count > 0)
            {
                for (int i = 0; i < MostRows; i++)
                    lines[i] = (ulong)(y + i) < (ulong)shape.InHeight ? source + (nint)((y + i) * shape.InWidth + first) : zeros;
                Sum<TVector>(phase.Filter, lines, sums + before, count);
            }
            sums += (places + layout.RowGap) * width.Outputs;
        }
    }

    /// <summary>The inputs of a filter's products, of image rows from some element on, and no element more than these have.</summary>
    void Sum<TVector>(MinimalFilter filter, T** lines, T* to, int count)
        where TVector : struct, ILaneVector<TVector, T>
    {
        // Rows that are shorter than a vector take narrower ones.
        if (count < TVector.Count && count >= Lanes128<T>.Count)
        {
            if (Vector256.IsHardwareAccelerated && count >= Lanes256<T>.Count)
                Sum<Lanes256<T>>(filter, lines, to, count);
            else
                Sum<Lanes128<T>>(filter, lines, to, count);
            return;
        }
        nint step = layout.RowStep;
        int last = count - TVector.Count;
        if (last < 0 || filter.Taps == 1)
        {
            foreach (var (first, second, sign) in filter.Inputs)
            {
                T* x = lines[first], y = lines[second];
                if (sign == 0)
                    Elements.Copy(x, to, count);
                for (int i = 0; sign != 0 && i < count; i++)
                    to[i] = sign > 0 ? x[i] + y[i] : x[i] - y[i];
                to += step;
            }
            return;
        }

        // The same, written out for each filter, which loads a row once.
        T* a = lines[0], b = lines[1], c = lines[2], d = lines[3];
        if (filter.Products == 3)
        {
            for (int i = 0; i < last; i += TVector.Count)
                MinimalFilterInputs<T, TVector>.Store(TVector.Load(a + i), TVector.Load(b + i), TVector.Load(c + i), to + i, step);
            MinimalFilterInputs<T, TVector>.Store(TVector.Load(a + last), TVector.Load(b + last), TVector.Load(c + last), to + last, step);
        }
        else
        {
            for (int i = 0; i < last; i += TVector.Count)
                MinimalFilterInputs<T, TVector>.Store(TVector.Load(a + i), TVector.Load(b + i), TVector.Load(c + i), TVector.Load(d + i), to + i, step);
            MinimalFilterInputs<T, TVector>.Store(TVector.Load(a + last), TVector.Load(b + last), TVector.Load(c + last), TVector.Load(d + last), to + last, step);
        }
    }

    /// <summary>Brings every second or third element of all rows together, from each of the first two or three on.</summary>
    void Split<TVector>(T* from, int rowCount, int count, T* to)
        where TVector : struct, ILaneVector<TVector, T>
    {
        nint part = layout.RowStep / plan.Columns;
        for (int row = 0; row < rowCount; row++, from += layout.RowStep, to += layout.RowStep)
        {
            if (plan.Columns == 2)
                SplitPairs<TVector>(from, to, part, count);
            else
                Thirds<T, TVector>.Split(from, to, part, count);
        }
    }

    // A loop of its own: after a profile of the other the compiler would take it for what is never done.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static void SplitPairs<TVector>(T* from, T* to, nint part, int count)
        where TVector : struct, ILaneVector<TVector, T>
    {
        for (T* end = to + count; to < end; to += TVector.Count, from += 2 * TVector.Count)
        {
            TVector low = TVector.Load(from), high = TVector.Load(from + TVector.Count);
            TVector.Even(low, high).Store(to);
            TVector.Odd(low, high).Store(to + part);
        }
    }

    /// <summary>Brings what tiles read as their first element together from all rows, what they read as their second, and so on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Join<TVector>(T* from, int products, int first, int end, T* to)
        where TVector : struct, ILaneVector<TVector, T>
    {
        int ofFirstRow = Math.Min(end - first, layout.Pitch - first % layout.Pitch), rows = EqualParts.Count(end - first - ofFirstRow, layout.Pitch);
        for (int product = 0; product < products; product++, from += layout.RowStep)
        {
            for (int element = 0; element < plan.Width.Elements; element++, to += layout.JoinedStep)
            {
                // A vector that reaches past the end of its row is written over by the next row.
                T* row = from + layout.PlaceOf(element);
                Copy<TVector>(row, ofFirstRow, to);
                CopyRows<TVector>(row + ofFirstRow + layout.RowGap, rows, to + ofFirstRow);
            }
        }
    }

    void CopyRows<TVector>(T* from, int rows, T* to)
        where TVector : struct, ILaneVector<TVector, T>
    {
        nint pitch = layout.Pitch, step = pitch + layout.RowGap;
        if (pitch <= TVector.Count)
        {
            for (; rows > 0; rows--, from += step, to += pitch)
                TVector.Load(from).Store(to);
            return;
        }
        for (; rows > 0; rows--, from += step, to += pitch)
            Copy<TVector>(from, (int)pitch, to);
    }

    static void Copy<TVector>(T* from, int count, T* to)
        where TVector : struct, ILaneVector<TVector, T>
    {
        for (int i = 0; i < count; i += TVector.Count)
            TVector.Load(from + i).Store(to + i);
    }

    /// <summary>The sums along the width of some channels.</summary>
    void SumColumns<TVector>(int products, InputTerm* terms, nint partStep, int channels, int place, int end, T* inputs)
        where TVector : struct, ILaneVector<TVector, T>
    {
        int vectors = (end - place + TVector.Count - 1) / TVector.Count, untilGap = layout.RowGap > 0 && !layout.Joins ? (layout.Pitch - place % layout.Pitch) / TVector.Count : vectors;
        nint vectorStep = layout.VectorStep, channelStep = layout.ChannelStep;
        for (int product = 0; product < products; product++)
        {
            for (int term = 0; term < plan.Width.Inputs.Length; term++)
            {
                var (first, second, sign) = terms[term];
                T* from = parts + product * (nint)layout.PartStep;
                for (int i = 0, gap = untilGap; i < vectors; i++, from += TVector.Count)
                {
                    if (i == gap)
                    {
                        from += layout.RowGap;
                        gap += layout.Pitch / TVector.Count;
                    }
                    T* to = inputs + i * vectorStep, x = from + first, y = from + second;
                    if (channels == ChannelsTogether)
                    {
                        TVector a = Combine<TVector>(x, y, sign), b = Combine<TVector>(x + partStep, y + partStep, sign);
                        TVector c = Combine<TVector>(x + 2 * partStep, y + 2 * partStep, sign), d = Combine<TVector>(x + 3 * partStep, y + 3 * partStep, sign);
                        a.Store(to);
                        b.Store(to + channelStep);
                        c.Store(to + 2 * channelStep);
                        d.Store(to + 3 * channelStep);
                        continue;
                    }
                    for (int channel = 0; channel < channels; channel++, x += partStep, y += partStep, to += channelStep)
                        Combine<TVector>(x, y, sign).Store(to);
                }
                inputs += layout.InputStep;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector Combine<TVector>(T* first, T* second, int sign)
        where TVector : struct, ILaneVector<TVector, T> =>
        sign == 0 ? TVector.Load(first) : sign > 0 ? TVector.Add(TVector.Load(first), TVector.Load(second)) : TVector.Subtract(TVector.Load(first), TVector.Load(second));
}
