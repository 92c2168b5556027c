using System.Collections.Generic;
using System.Linq;

namespace Generated.Kernels.Generator;

// The end of a register tile: what brings sums to the output.
internal sealed partial class TileEmitter
{
    void EmitStores(PhaseGroup group)
    {
        string order = schedule.Interleaved
            ? group.Count == 1 ? "" : ", the phases interleaved"
            : ", each phase apart: the driver interleaves them";
        Explain($"Each output is stored once{order}.");
        w.Line($"ref {element} to = ref output;");
        if (hasResidual)
            w.Line($"ref {element} added = ref residual;");
        if (ActivationEmitter.IsInRegisters(spec))
        {
            foreach (string name in ActivationEmitter.Parameters(spec))
                w.Line($"{vector}<{element}> {name} = {vector}.Create(tile.{char.ToUpperInvariant(name[0])}{name.Substring(1)});");
        }
        for (int c = 0; c < tile.Channels; c++)
        {
            if (c == 0)
            {
                EmitChannelStores(group, c);
                continue;
            }
            using (w.Braces($"if (TChannels.Count > {c})"))
            {
                w.Line("to = ref Unsafe.Add(ref to, tile.OutputChannelStep);");
                if (hasResidual)
                    w.Line("added = ref Unsafe.Add(ref added, tile.OutputChannelStep);");
                EmitChannelStores(group, c);
            }
        }
    }

    void EmitChannelStores(PhaseGroup group, int c)
    {
        EmitStores(group, c, [0]);
        var others = Enumerable.Range(1, tile.Vectors - 1);
        if (!HasOneVector)
        {
            EmitStores(group, c, others);
        }
        else
        {
            using (w.Braces("if (!TChannels.OneVector)"))
                EmitStores(group, c, others);
        }
        if (!FewVectors(c).Any())
            return;
        using (w.Braces("if (TChannels.Few)"))
            EmitStores(group, c, FewVectors(c));
    }

    void EmitStores(PhaseGroup group, int c, IEnumerable<int> vectors)
    {
        if (!schedule.Interleaved)
        {
            for (int p = 0; p < group.Count; p++)
            {
                foreach (int v in vectors)
                    w.Line(StoreText.Store(spec, vector, Sum(c, p, v), Phase("added", p), Phase("to", p), v * lanes));
            }
            return;
        }
        foreach (int v in vectors)
        {
            var parts = StoreText.Interleaved(Enumerable.Range(0, group.Count).Select(p => Sum(c, p, v)).ToArray());
            for (int i = 0; i < parts.Length; i++)
            {
                int offset = (v * group.Count + i) * lanes;
                w.Line(StoreText.Store(spec, vector, parts[i], "added", "to", offset));
            }
        }

        static string Phase(string first, int p) => p == 0 ? first : $"Unsafe.Add(ref {first}, {(p == 1 ? "" : $"{p} * ")}tile.OutputPhaseStep)";
    }
}
