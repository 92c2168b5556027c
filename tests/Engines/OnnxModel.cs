using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Generated.Kernels.Engines;

/// <summary>
/// Builds an ONNX model node by node and writes it as the protobuf message <c>ModelProto</c>; field numbers are those of
/// onnx.proto. Weights go in as initializers, so that an engine can prepare them when it loads the model.
/// </summary>
sealed class OnnxModel
{
    readonly Message graph = new();
    readonly Message inputs = new();
    readonly Message outputs = new();

    /// <summary>Declares an input of the model.</summary>
    public OnnxModel Input<T>(string name, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        inputs.Write(11, ValueInfo<T>(name, shape));
        return this;
    }

    /// <summary>Declares an output of the model.</summary>
    public OnnxModel Output<T>(string name, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        outputs.Write(12, ValueInfo<T>(name, shape));
        return this;
    }

    /// <summary>Adds a constant tensor.</summary>
    public OnnxModel Initializer<T>(string name, ReadOnlySpan<T> data, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var tensor = new Message();
        foreach (long dimension in shape)
            tensor.Write(1, dimension);
        tensor.Write(2, ElementType<T>()).Write(8, name).Write(9, MemoryMarshal.AsBytes(data));
        graph.Write(5, tensor);
        return this;
    }

    /// <summary>Adds a node.</summary>
    /// <param name="operation">The operator, such as <c>Relu</c>.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="output">The name of its output.</param>
    /// <param name="attributes">Its attributes; values are <c>long</c>, <c>int</c>, <c>float</c>, <c>string</c> or
    /// arrays of <c>int</c> or <c>long</c>.</param>
    public OnnxModel Node(string operation, ReadOnlySpan<string> inputs, string output, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new Message();
        foreach (string input in inputs)
            node.Write(1, input);
        node.Write(2, output).Write(3, output).Write(4, operation);
        foreach (var (name, value) in attributes)
            node.Write(5, Attribute(name, value));
        graph.Write(1, node);
        return this;
    }

    /// <summary>Adds a transposed convolution with explicit paddings.</summary>
    /// <param name="inputs">The names of input, weight and, where there is one, bias.</param>
    /// <param name="output">The name of its output.</param>
    /// <param name="kernel">Kernel sizes; this and the following have one value per spatial axis.</param>
    /// <param name="strides">Strides.</param>
    /// <param name="pads">Paddings: all begins, then all ends.</param>
    /// <param name="outputPadding">Output paddings.</param>
    /// <param name="dilations">Dilations.</param>
    /// <param name="group">Groups.</param>
    public OnnxModel ConvTranspose(ReadOnlySpan<string> inputs, string output, int[] kernel, int[] strides, int[] pads, int[] outputPadding, int[] dilations, int group) =>
        Node("ConvTranspose", inputs, output, ("kernel_shape", kernel), ("strides", strides), ("pads", pads),
            ("output_padding", outputPadding), ("dilations", dilations), ("group", group));

    /// <summary>The model's bytes.</summary>
    public byte[] ToArray(int opset = 17, int irVersion = 8)
    {
        var version = new Message().Write(1, "").Write(2, opset);
        var wholeGraph = new Message().Write(graph).Write(2, "graph").Write(inputs).Write(outputs);
        return new Message().Write(1, irVersion).Write(7, wholeGraph).Write(8, version).ToArray();
    }

    static Message ValueInfo<T>(string name, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var dimensions = new Message();
        foreach (long dimension in shape)
            dimensions.Write(1, new Message().Write(1, dimension));
        var tensor = new Message().Write(1, ElementType<T>()).Write(2, dimensions);
        return new Message().Write(1, name).Write(2, new Message().Write(1, tensor));
    }

    static long ElementType<T>() =>
        typeof(T) == typeof(float) ? 1
        : typeof(T) == typeof(double) ? 11
        : typeof(T) == typeof(long) ? 7
        : throw new NotSupportedException($"ONNX tensors of {typeof(T)}");

    static Message Attribute(string name, object value)
    {
        var attribute = new Message().Write(1, name);
        switch (value)
        {
            case float number:
                return attribute.Write(2, number).Write(20, 1);
            case int number:
                return attribute.Write(3, number).Write(20, 2);
            case long number:
                return attribute.Write(3, number).Write(20, 2);
            case string text:
                return attribute.Write(4, text).Write(20, 3);
            case int[] numbers:
                foreach (int number in numbers)
                    attribute.Write(8, number);
                return attribute.Write(20, 7);
            case long[] numbers:
                foreach (long number in numbers)
                    attribute.Write(8, number);
                return attribute.Write(20, 7);
            default:
                throw new NotSupportedException($"ONNX attributes of {value.GetType()}");
        }
    }

    /// <summary>A protobuf message: numbered fields, integers as base-128 varints, everything else with its length.</summary>
    sealed class Message
    {
        readonly MemoryStream bytes = new();

        public byte[] ToArray() => bytes.ToArray();

        public Message Write(Message fields)
        {
            fields.bytes.WriteTo(bytes);
            return this;
        }

        public Message Write(int field, Message value) => Write(field, value.ToArray());

        public Message Write(int field, string value) => Write(field, Encoding.UTF8.GetBytes(value));

        public Message Write(int field, ReadOnlySpan<byte> value)
        {
            Varint((ulong)field << 3 | 2);
            Varint((ulong)value.Length);
            bytes.Write(value);
            return this;
        }

        public Message Write(int field, long value)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
            return this;
        }

        public Message Write(int field, float value)
        {
            Span<byte> raw = stackalloc byte[sizeof(float)];
            BinaryPrimitives.WriteSingleLittleEndian(raw, value);
            Varint((ulong)field << 3 | 5);
            bytes.Write(raw);
            return this;
        }

        void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                bytes.WriteByte((byte)(value | 0x80));
            bytes.WriteByte((byte)value);
        }
    }
}
