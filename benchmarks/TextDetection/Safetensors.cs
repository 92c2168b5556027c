using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Generated.Kernels.Benchmarks;

/// <summary>
/// Reads a safetensors file: the length of a JSON header (8 bytes, little-endian), the header, then the tensors' bytes. The
/// header gives each tensor's type, shape and place.
/// </summary>
sealed class Safetensors
{
    readonly byte[] file;
    readonly int dataStart;
    readonly JsonElement header;

    public Safetensors(string path)
    {
        file = File.ReadAllBytes(path);
        int headerLength = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file));
        dataStart = sizeof(ulong) + headerLength;
        header = JsonSerializer.Deserialize<JsonElement>(file.AsSpan(sizeof(ulong), headerLength));
    }

    /// <summary>A copy of a tensor of 32-bit floats.</summary>
    public float[] Floats(string name)
    {
        var tensor = header.GetProperty(name);
        if (tensor.GetProperty("dtype").GetString() is not "F32" and var type)
            throw new InvalidDataException($"{name} has elements of type {type}; F32 was expected.");
        var place = tensor.GetProperty("data_offsets");
        return MemoryMarshal.Cast<byte, float>(file.AsSpan()[(dataStart + place[0].GetInt32())..(dataStart + place[1].GetInt32())]).ToArray();
    }

    /// <summary>A tensor's shape.</summary>
    public int[] Shape(string name) => [.. header.GetProperty(name).GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
}
