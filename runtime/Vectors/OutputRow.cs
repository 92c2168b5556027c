using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Generated.Kernels.CompilerServices.Deinterleave;
using static Generated.Kernels.CompilerServices.Interleave;

namespace Generated.Kernels.CompilerServices;

/// <summary>Moves outputs between an output row and the staging buffer, where they lie either in the same order or each phase
/// apart: output <c>s·u + f</c> is then element <c>u</c> of phase <c>f</c>.</summary>
static unsafe class OutputRow
{
    /// <summary>The most outputs that are interleaved together.</summary>
    const int MostJoined = 1024;

    /// <summary>The most blocks that are interleaved at once.</summary>
    static int BlocksAtOnce => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>Brings staged outputs into a row.</summary>
    /// <param name="stage">The first staged output.</param>
    /// <param name="row">The first output of the row.</param>
    /// <param name="interleaved">Whether the staged outputs lie in the row's order.</param>
    /// <param name="phaseStep">From one phase to the next where they lie apart.</param>
    /// <param name="phases">The number of phases.</param>
    /// <param name="outputs">How many outputs; the last block may be cut off.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T* stage, T* row, bool interleaved, nint phaseStep, int phases, int outputs)
        where T : unmanaged
    {
        if (interleaved)
            Elements.Copy(stage, row, outputs);
        else if (sizeof(T) == sizeof(float))
            Interleave((float*)stage, (float*)row, phaseStep, phases, outputs);
        else
            InterleavePhases(stage, row, phaseStep, 0, phases, phases, 0, outputs);
    }

    /// <summary>Brings staged outputs into rows, and asks meanwhile for the memory of rows that are stored later.</summary>
    /// <param name="stage">The first staged output.</param>
    /// <param name="stageStep">From one row's to the next row's.</param>
    /// <param name="row">The first output of the first row.</param>
    /// <param name="rowStep">From one row to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="interleaved">See <see cref="Store"/>.</param>
    /// <param name="phaseStep">See <see cref="Store"/>.</param>
    /// <param name="phases">The number of phases.</param>
    /// <param name="outputs">How many outputs of each row.</param>
    /// <param name="ahead">From a row to the memory to ask for.</param>
    public static void StoreRows<T>(T* stage, nint stageStep, T* row, nint rowStep, int rows, bool interleaved, nint phaseStep, int phases, int outputs, nint ahead)
        where T : unmanaged
    {
        if (interleaved)
        {
            Elements.CopyRows(stage, stageStep, row, rowStep, rows, outputs, ahead);
            return;
        }
        if (sizeof(T) == sizeof(float) && JoinsRows(phases, outputs, stageStep))
        {
            StoreJoined((float*)stage, stageStep, (float*)row, rowStep, rows, phaseStep, phases, outputs, ahead);
            return;
        }
        for (int i = 0; i < rows; i++, stage += stageStep, row += rowStep)
        {
            Prefetch.Near(row + ahead, outputs);
            Store(stage, row, interleaved: false, phaseStep, phases, outputs);
        }
    }

    /// <summary>Whether rows are interleaved together before they are stored: short ones that do not fill their last vector.</summary>
    static bool JoinsRows(int phases, int outputs, nint stageStep) =>
        outputs < 2 * phases * BlocksAtOnce && outputs % (phases * BlocksAtOnce) != 0 && phases * (stageStep + BlocksAtOnce) <= MostJoined;

    /// <summary>Interleaves rows together, as if they were one, and copies each from there: that way the outputs at the end of a row are not stored one by one.</summary>
    static void StoreJoined(float* stage, nint stageStep, float* row, nint rowStep, int rows, nint phaseStep, int phases, int outputs, nint ahead)
    {
        float* joined = stackalloc float[MostJoined];
        nint blocks = (outputs + phases - 1) / phases;
        int atOnce = (int)((MostJoined / phases - BlocksAtOnce - blocks) / stageStep) + 1;
        for (int done = 0; done < rows; done += atOnce)
        {
            int count = Math.Min(atOnce, rows - done);
            nint whole = ((count - 1) * stageStep + blocks + BlocksAtOnce - 1) / BlocksAtOnce * BlocksAtOnce; // the staging buffer has a register tile more
            Interleave(stage + done * stageStep, joined, phaseStep, phases, (int)whole * phases);
            Elements.CopyRows(joined, stageStep * phases, row + done * rowStep, rowStep, count, outputs, ahead);
        }
    }

    /// <summary>The reverse of <see cref="Store"/>: brings a part of a row to where its outputs are staged.</summary>
    public static void Stage<T>(T* row, T* stage, bool interleaved, nint phaseStep, int phases, int outputs)
        where T : unmanaged
    {
        if (interleaved)
            Elements.Copy(row, stage, outputs);
        else if (sizeof(T) == sizeof(float))
            Deinterleave((float*)row, (float*)stage, phaseStep, phases, outputs);
        else
            DeinterleavePhases(row, stage, phaseStep, 0, phases, phases, 0, outputs);
    }

    /// <summary>Interleaves whole blocks a few at a time in registers, and what is left over one by one.</summary>
    // All kernels share this text, whichever phases a profile has seen first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Interleave(float* stage, float* row, nint phaseStep, int phases, int outputs)
    {
        int blocks = outputs / phases;
        int done = 0;
        if (phases == 2)
        {
            for (; Vector512.IsHardwareAccelerated && done + Vector512<float>.Count <= blocks; done += Vector512<float>.Count)
            {
                var a = Vector512.Load(stage + done);
                var b = Vector512.Load(stage + phaseStep + done);
                Lower(a, b).Store(row + 2 * done);
                Upper(a, b).Store(row + 2 * done + Vector512<float>.Count);
            }
            for (; done + Vector256<float>.Count <= blocks; done += Vector256<float>.Count)
            {
                var a = Vector256.Load(stage + done);
                var b = Vector256.Load(stage + phaseStep + done);
                Lower(a, b).Store(row + 2 * done);
                Upper(a, b).Store(row + 2 * done + Vector256<float>.Count);
            }
            InterleavePhases(stage, row, phaseStep, 0, 2, 2, done, outputs);
            return;
        }
        if (phases == 3)
        {
            done = InterleaveThree(stage, row, phaseStep, blocks);
            InterleavePhases(stage, row, phaseStep, 0, 3, 3, done, outputs);
            return;
        }
        if (phases == 4)
            done = InterleaveFour(stage, row, phaseStep, blocks);
        if (phases == 8 && Vector512.IsHardwareAccelerated)
        {
            for (; done + Vector512<float>.Count <= blocks; done += Vector512<float>.Count)
                InterleaveEight(stage + done, row + 8 * done, phaseStep);
        }
        int inFours = phases & ~3;
        for (; done + 4 <= blocks; done += 4)
        {
            float* to = row + (nint)done * phases;
            for (int phase = 0; phase < inFours; phase += 4)
                Turn.Four(stage + phase * phaseStep + done, phaseStep, to + phase, phases);
        }
        InterleavePhases(stage, row, phaseStep, 0, inFours, phases, done, outputs);
        InterleavePhases(stage, row, phaseStep, inFours, phases, phases, 0, outputs);
    }

    /// <summary>Four phases, a vector of blocks at a time: those two apart, then side by side.</summary>
    /// <returns>How many blocks were interleaved.</returns>
    static int InterleaveFour(float* stage, float* row, nint phaseStep, int blocks)
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; done + 16 <= blocks; done += 16, row += 64)
            {
                Vector512<float> a = Vector512.Load(stage + done), b = Vector512.Load(stage + phaseStep + done);
                Vector512<float> c = Vector512.Load(stage + 2 * phaseStep + done), d = Vector512.Load(stage + 3 * phaseStep + done);
                Vector512<float> even = Lower(a, c), odd = Lower(b, d);
                Lower(even, odd).Store(row);
                Upper(even, odd).Store(row + 16);
                even = Upper(a, c);
                odd = Upper(b, d);
                Lower(even, odd).Store(row + 32);
                Upper(even, odd).Store(row + 48);
            }
        }
        if (Vector256.IsHardwareAccelerated)
        {
            for (; done + 8 <= blocks; done += 8, row += 32)
            {
                Vector256<float> a = Vector256.Load(stage + done), b = Vector256.Load(stage + phaseStep + done);
                Vector256<float> c = Vector256.Load(stage + 2 * phaseStep + done), d = Vector256.Load(stage + 3 * phaseStep + done);
                Vector256<float> even = Lower(a, c), odd = Lower(b, d);
                Lower(even, odd).Store(row);
                Upper(even, odd).Store(row + 8);
                even = Upper(a, c);
                odd = Upper(b, d);
                Lower(even, odd).Store(row + 16);
                Upper(even, odd).Store(row + 24);
            }
        }
        return done;
    }

    /// <summary>Eight phases of sixteen blocks, pairs of phases at a time: those four apart, two apart, side by side.</summary>
    static void InterleaveEight(float* stage, float* row, nint phaseStep)
    {
        for (int half = 0; half < 2; half++)
        {
            var p04 = Half(0);
            var p26 = Half(2);
            var p15 = Half(1);
            var p37 = Half(3);
            StorePair(Lower(p04, p26), Lower(p15, p37), row + (4 * half + 0) * 16);
            StorePair(Upper(p04, p26), Upper(p15, p37), row + (4 * half + 2) * 16);

            Vector512<float> Half(int phase)
            {
                var a = Vector512.Load(stage + phase * phaseStep);
                var b = Vector512.Load(stage + (phase + 4) * phaseStep);
                return half == 0 ? Lower(a, b) : Upper(a, b);
            }
        }

        static void StorePair(Vector512<float> even, Vector512<float> odd, float* to)
        {
            Lower(even, odd).Store(to);
            Upper(even, odd).Store(to + 16);
        }
    }

    /// <summary>Three phases, eight blocks at a time.</summary>
    /// <returns>How many blocks were interleaved.</returns>
    static int InterleaveThree(float* stage, float* row, nint phaseStep, int blocks)
    {
        int done = 0;
        if (!Vector256.IsHardwareAccelerated)
            return done;

        // Where each third of the result takes an element of a, b or c from; the others' places are masked out.
        var first = Vector256.Create(0, 0, 0, 1, 1, 1, 2, 2);  // a0 b0 c0 a1 b1 c1 a2 b2
        var second = Vector256.Create(2, 3, 3, 3, 4, 4, 4, 5); // c2 a3 b3 c3 a4 b4 c4 a5
        var third = Vector256.Create(5, 5, 6, 6, 6, 7, 7, 7);  // b5 c5 a6 b6 c6 a7 b7 c7
        var every = Vector256.Create(-1, 0, 0, -1, 0, 0, -1, 0).AsSingle();
        var later = Vector256.Create(0, -1, 0, 0, -1, 0, 0, -1).AsSingle();
        var last = Vector256.Create(0, 0, -1, 0, 0, -1, 0, 0).AsSingle();
        for (; done + 8 <= blocks; done += 8, row += 24)
        {
            var a = Vector256.Load(stage + done);
            var b = Vector256.Load(stage + phaseStep + done);
            var c = Vector256.Load(stage + 2 * phaseStep + done);
            Merge(first, a, b, c).Store(row);
            Merge(second, c, a, b).Store(row + 8);
            Merge(third, b, c, a).Store(row + 16);
        }
        return done;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector256<float> Merge(Vector256<int> from, Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
            (Vector256.Shuffle(a, from) & every) | (Vector256.Shuffle(b, from) & later) | (Vector256.Shuffle(c, from) & last);
    }

    /// <summary>Interleaves phases one output at a time.</summary>
    static void InterleavePhases<T>(T* stage, T* row, nint phaseStep, int firstPhase, int endPhase, int phases, int firstBlock, int outputs)
        where T : unmanaged
    {
        for (int phase = firstPhase; phase < endPhase; phase++)
        {
            T* from = stage + phase * phaseStep + firstBlock;
            for (int at = firstBlock * phases + phase; at < outputs; at += phases)
                row[at] = *from++;
        }
    }

    /// <summary>Takes whole blocks apart a few at a time in registers, and what is left over one by one.</summary>
    // No profile, as for the reverse.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Deinterleave(float* row, float* stage, nint phaseStep, int phases, int outputs)
    {
        int blocks = outputs / phases;
        int done = 0;
        if (phases == 2)
        {
            for (; Vector512.IsHardwareAccelerated && done + Vector512<float>.Count <= blocks; done += Vector512<float>.Count)
            {
                var a = Vector512.Load(row + 2 * done);
                var b = Vector512.Load(row + 2 * done + Vector512<float>.Count);
                Even(a, b).Store(stage + done);
                Odd(a, b).Store(stage + phaseStep + done);
            }
            for (; done + Vector256<float>.Count <= blocks; done += Vector256<float>.Count)
            {
                var a = Vector256.Load(row + 2 * done);
                var b = Vector256.Load(row + 2 * done + Vector256<float>.Count);
                Even(a, b).Store(stage + done);
                Odd(a, b).Store(stage + phaseStep + done);
            }
        }
        if (phases == 3 && Vector256.IsHardwareAccelerated)
        {
            done = blocks & -Vector256<float>.Count;
            Thirds<float, Lanes256<float>>.Split(row, stage, phaseStep, done);
        }
        int inFours = phases & ~3;
        for (; phases >= 4 && done + 4 <= blocks; done += 4)
        {
            for (int phase = 0; phase < inFours; phase += 4)
                Turn.Four(row + (nint)done * phases + phase, phases, stage + phase * phaseStep + done, phaseStep);
        }
        DeinterleavePhases(row, stage, phaseStep, 0, inFours, phases, done, outputs);
        DeinterleavePhases(row, stage, phaseStep, inFours, phases, phases, phases < 4 ? done : 0, outputs);
    }

    /// <summary>Takes phases apart one output at a time.</summary>
    static void DeinterleavePhases<T>(T* row, T* stage, nint phaseStep, int firstPhase, int endPhase, int phases, int firstBlock, int outputs)
        where T : unmanaged
    {
        for (int phase = firstPhase; phase < endPhase; phase++)
        {
            T* to = stage + phase * phaseStep + firstBlock;
            for (int at = firstBlock * phases + phase; at < outputs; at += phases)
                *to++ = row[at];
        }
    }
}
