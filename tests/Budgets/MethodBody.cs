using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Generated.Kernels.Tests.Budgets;

/// <summary>What the JIT compiler counts in a method before it decides whether to optimise it.</summary>
/// <param name="Name">The type and the method.</param>
/// <param name="Bytes">Bytes of IL.</param>
/// <param name="Instructions">Instructions.</param>
/// <param name="Locals">Local variables.</param>
/// <param name="References">Instructions that read, write or take the address of a local variable or an argument.</param>
sealed record MethodBody(string Name, int Bytes, int Instructions, int Locals, int References)
{
    static readonly FrozenDictionary<ushort, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToFrozenDictionary(code => (ushort)code.Value);

    /// <summary>Every method with a body in an assembly.</summary>
    public static IReadOnlyList<MethodBody> ReadAll(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image));
        var metadata = file.GetMetadataReader();
        var bodies = new List<MethodBody>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue;
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            string type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
            var (instructions, references) = Count(body.GetILReader());
            bodies.Add(new($"{type}.{metadata.GetString(method.Name)}", body.GetILReader().Length, instructions, LocalCount(metadata, body), references));
        }
        return bodies;
    }

    static int LocalCount(MetadataReader metadata, MethodBodyBlock body)
    {
        if (body.LocalSignature.IsNil)
            return 0;
        var signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }

    static (int Instructions, int References) Count(BlobReader il)
    {
        int instructions = 0, references = 0;
        while (il.RemainingBytes > 0)
        {
            ushort value = il.ReadByte();
            if (value == 0xFE)
                value = (ushort)(value << 8 | il.ReadByte());
            var code = OpCodes[value];
            il.Offset += OperandBytes(code, il);
            instructions++;
            string name = code.Name!;
            if (name.StartsWith("ldloc", StringComparison.Ordinal) || name.StartsWith("stloc", StringComparison.Ordinal)
                || name.StartsWith("ldarg", StringComparison.Ordinal) || name.StartsWith("starg", StringComparison.Ordinal))
                references++;
        }
        return (instructions, references);
    }

    static int OperandBytes(OpCode code, BlobReader il) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * il.ReadInt32(),
        _ => 4,
    };
}
