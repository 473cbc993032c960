using System.Globalization;
using NeuralMarket.Inference.Import.Schema;

namespace NeuralMarket.Inference.Import;

/// <summary>
/// A constant's bytes in a file beside the model (ONNX IR, "External Tensor Data"). A model from outside could name any file of the machine, so only regular files
/// inside the model's own folder are read, and no links are followed.
/// </summary>
internal sealed record ExternalRegion(string Path, long Offset, int Length)
{
    /// <summary>Finds the <paramref name="length"/> bytes that the constant's shape needs; <see langword="null"/> when a problem was reported.</summary>
    public static ExternalRegion? Find(TensorProto proto, string folder, long length, string place, ImportFindings findings)
    {
        string location = ValueOf(proto, "location") ?? "";
        if (Resolve(location, folder) is not string path)
        {
            findings.Error(OnnxRules.ExternalData, place, $"Its numbers are said to lie in {ImportFindings.Quote(location)}, which is no file in the model's folder.", "Put the model's data file beside the model, or export the model with its weights inside.");
            return null;
        }

        long available = new FileInfo(path).Length;
        bool numbersRead = TryNumber(proto, "offset", 0, out long offset) & TryNumber(proto, "length", length, out long stated);
        if (numbersRead && stated == length && length <= int.MaxValue && offset <= available - length)
        {
            return new ExternalRegion(path, offset, (int)length);
        }

        findings.Error(OnnxRules.ExternalData, place, $"Its {length} bytes at {ImportFindings.Quote(ValueOf(proto, "offset") ?? "0")} do not lie inside {ImportFindings.Quote(location)}, which has {available}.", "Export the model and its data file together.");
        return null;
    }

    /// <summary>Reads the bytes.</summary>
    /// <exception cref="IOException">The file cannot be read, or became shorter.</exception>
    public byte[] Read()
    {
        // A pipe or a device has no length, so nothing but an empty constant can point to one; opening it could wait for ever.
        if (Length == 0)
        {
            return [];
        }

        using FileStream file = File.OpenRead(Path);
        file.Position = Offset;
        byte[] bytes = new byte[Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string? Resolve(string location, string folder)
    {
        string[] parts = location.Split('/');
        if (location.AsSpan().ContainsAny(['\\', ':', '\0']) || parts.Any(part => part is "" or "." or ".."))
        {
            return null;
        }

        string path = folder;
        foreach (string part in parts)
        {
            path = System.IO.Path.Combine(path, part);
            if (!System.IO.Path.Exists(path) || File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
            {
                return null;
            }
        }

        return File.Exists(path) ? path : null;
    }

    private static string? ValueOf(TensorProto proto, string key) => proto.ExternalData.LastOrDefault(entry => entry.Key == key)?.Value;

    private static bool TryNumber(TensorProto proto, string key, long otherwise, out long number)
    {
        number = otherwise;
        return ValueOf(proto, key) is not string text || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
