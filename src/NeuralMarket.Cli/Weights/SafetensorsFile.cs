using System.Buffers.Binary;
using System.Text.Json;
using NeuralMarket.Cli.Files;

namespace NeuralMarket.Cli.Weights;

/// <summary>Lists what a <c>.safetensors</c> file of any model holds; only its header is read.</summary>
internal static class SafetensorsFile
{
    private const int MaximumHeader = 16 * 1024 * 1024;
    private const int LengthBytes = sizeof(ulong);

    /// <summary>The tensors, in the header's order.</summary>
    /// <exception cref="WeightsSourceException">It is not such a file.</exception>
    public static IReadOnlyList<StoredTensor> List(string path)
    {
        byte[] start = InputFile.Read(path, MaximumHeader + LengthBytes);
        ulong length = start.Length < LengthBytes ? ulong.MaxValue : BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > (ulong)(start.Length - LengthBytes))
        {
            throw Broken(path);
        }

        try
        {
            using var header = JsonDocument.Parse(start.AsMemory(LengthBytes, (int)length));
            return [.. header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").Select(entry => Describe(path, entry, LengthBytes + (long)length))];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Broken(path);
        }
    }

    private static StoredTensor Describe(string path, JsonProperty entry, long bufferStart)
    {
        string type = entry.Value.GetProperty("dtype").GetString() ?? "";
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()).Where(dimension => dimension != 1)];
        long begin = entry.Value.GetProperty("data_offsets")[0].GetInt64();
        return shape.Any(dimension => dimension is < 0 or > int.MaxValue) || begin is < 0 or > long.MaxValue / 2
            ? throw Broken(path)
            : new StoredTensor(path, entry.Name, type, Enum.TryParse(type, out NumberType known) && Enum.IsDefined(known) ? known : null, shape, bufferStart + begin);
    }

    private static WeightsSourceException Broken(string path) =>
        new(path, $"{Path.GetFileName(path)} is not a safetensors file, or was cut off.", "Save it with the safetensors library.");
}
