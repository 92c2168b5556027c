using System.Globalization;
using System.Text.Json;

namespace Generated.Kernels.Tests;

/// <summary>A layer with given inputs and the output that they must give, all of them integers.</summary>
sealed record GoldenCase(Layer Layer, double[] Input, double[] Weight, double[] Bias, double[] Output);

/// <summary>Reads the files in <c>Data</c>.</summary>
static class CaseFiles
{
    /// <summary>The golden layers that libtorch computed.</summary>
    public static IReadOnlyList<GoldenCase> Golden() => [.. Lines("libtorch_golden.jsonl").Select((line, number) =>
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var geometry = Geometry(Ints(root, "k"), Ints(root, "s"), Ints(root, "padBegin"), Ints(root, "padEnd"), Ints(root, "d"),
            Ints(root, "op"), root.GetProperty("g").GetInt32());
        var layer = new Layer($"golden {number + 1}, {root.GetProperty("source").GetString()}", geometry,
            root.GetProperty("batch").GetInt32(), root.GetProperty("inChannels").GetInt32(),
            root.GetProperty("outChannels").GetInt32(), Ints(root, "input"));
        if (!layer.OutputSize.SequenceEqual(Ints(root, "output")))
            throw new InvalidDataException($"{layer}: the size formula gives {string.Join("x", layer.OutputSize)}.");
        return new GoldenCase(layer, GoldenValues(layer.InputLength, 1), GoldenValues(layer.WeightLength, 2),
            GoldenValues(layer.OutChannels, 3), Doubles(root.GetProperty("y")));
    })];

    /// <summary>The tensors of the golden layers: element i is ((31i + 17·salt) mod 13) - 6.</summary>
    public static double[] GoldenValues(int length, int salt)
    {
        var values = new double[length];
        for (int i = 0; i < length; i++)
            values[i] = (i * 31L + salt * 17) % 13 - 6;
        return values;
    }

    /// <summary>The node tests of the ONNX standard.</summary>
    public static IReadOnlyList<GoldenCase> OnnxNodes() => [.. Lines("onnx_node_convtranspose.jsonl").Select(line =>
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var tensors = root.GetProperty("inputs");
        var input = tensors.GetProperty("X");
        var weight = tensors.GetProperty("W");
        int[] inputShape = Ints(input, "shape");
        int[] weightShape = Ints(weight, "shape");
        var attributes = OnnxAttributes.Read(root.GetProperty("attributes"));
        var geometry = attributes.Resolve(inputShape[2..], weightShape[2..]);
        var layer = new Layer(root.GetProperty("name").GetString()!, geometry, inputShape[0], inputShape[1],
            weightShape[1] * geometry.Groups, inputShape[2..]);
        int[] outputShape = Ints(root.GetProperty("output"), "shape");
        if (!layer.OutputSize.SequenceEqual(outputShape[2..]))
            throw new InvalidDataException($"{layer}: the attributes resolve to {string.Join("x", layer.OutputSize)}.");
        return new GoldenCase(layer, Doubles(input.GetProperty("data")), Doubles(weight.GetProperty("data")), [],
            Doubles(root.GetProperty("output").GetProperty("data")));
    })];

    /// <summary>The layers of other projects' tests and of published networks.</summary>
    public static IReadOnlyList<Layer> Peers() => [.. Lines("cases.tsv").Skip(1).Select((line, number) =>
    {
        string[] fields = line.Split('\t');
        string[] pads = fields[8].Split(',');
        var geometry = Geometry(Sizes(fields[6]), Sizes(fields[7]), Sizes(pads[0]), Sizes(pads[1]), Sizes(fields[9]), Sizes(fields[10]),
            Number(fields[11]));
        var layer = new Layer($"row {number + 2}, {fields[0]}", geometry, Number(fields[2]), Number(fields[3]), Number(fields[4]), Sizes(fields[5]));
        if (!layer.OutputSize.SequenceEqual(Sizes(fields[12])))
            throw new InvalidDataException($"{layer}: the size formula gives {string.Join("x", layer.OutputSize)}.");
        return layer;
    })];

    public static ConvTransposeGeometry Geometry(int[] k, int[] s, int[] padBegin, int[] padEnd, int[] d, int[] op, int g) =>
        new([.. k.Select((_, axis) => new ConvTransposeAxis(k[axis], s[axis], padBegin[axis], padEnd[axis], op[axis], d[axis]))], g);

    public static int[] Ints(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Where(line => line.Length > 0);

    static int[] Sizes(string text) => [.. text.Split('x').Select(Number)];

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
