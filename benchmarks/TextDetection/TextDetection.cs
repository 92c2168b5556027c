using StbImageSharp;

namespace Generated.Kernels.Benchmarks;

/// <summary>Finds the lines of text on a scanned page with PP-OCR's trained weights, and compares with the detector's own output.</summary>
static class TextDetection
{
    const double Tolerance = 1e-5;

    /// <summary>The number of lines of text on the page, for whoever reads it.</summary>
    const int LinesOnPage = 7;

    const string Drawing = "text-heatmap.png";

    /// <summary>Runs the head, prints differences and times, and draws what was found.</summary>
    /// <returns>Whether everything is as expected.</returns>
    public static bool Run()
    {
        string data = Path.Combine(AppContext.BaseDirectory, "Data");
        var page = ImageResult.FromMemory(File.ReadAllBytes(Path.Combine(data, "page.png")), ColorComponents.Grey);
        using var head = new DetectionHead(new Safetensors(Path.Combine(data, "ppocr_db_head.safetensors")));
        Console.WriteLine("## Text detection: the head of PP-OCR's detector on a scanned page, one thread");
        Console.WriteLine();

        (string Name, Action Run)[] ways = [("generic path", head.RunGeneric), ("ONNX Runtime", head.RunOnnxRuntime), ("generated kernels", head.RunGenerated)];
        double[] differences = [.. ways.Select(way => Difference(head, way.Run))];
        var times = Interleaved.Measure(Effort.Full, [.. ways.Select(way => way.Run)]);
        var table = new MarkdownTable("", "largest difference", "ms", "generated is faster by");
        for (int i = 0; i < ways.Length; i++)
        {
            string ratio = i == ways.Length - 1 ? "" : $"{times[i].Minimum / times[^1].Minimum:f2}×";
            table.Add(ways[i].Name, $"{differences[i]:0.0e-0}", $"{times[i].Minimum:f3}", ratio);
        }
        Console.WriteLine(table);
        Console.WriteLine();
        bool ok = differences.All(difference => difference < Tolerance);
        Console.WriteLine($"Largest difference of the generated kernels from the detector's own output: {differences[^1]:0.0e-0} " +
            $"({(ok ? "ok" : "WRONG")}: below {Tolerance:0e-0} was expected of all)");

        head.RunGenerated();
        var lines = TextLine.Find(head.Probability, head.Width);
        string drawing = Path.GetFullPath(Drawing);
        Heatmap.Write(drawing, page, head.Probability, head.Width, lines);
        Console.WriteLine($"Lines of text found: {lines.Count} ({(lines.Count == LinesOnPage ? "ok" : "WRONG")}: the page has {LinesOnPage}), drawn in {drawing}");
        return ok && lines.Count == LinesOnPage;
    }

    static double Difference(DetectionHead head, Action run)
    {
        Array.Fill(head.Probability, float.NaN);
        run();
        return Contestant.LargestDifference(head.Probability, head.Expected);
    }
}
