using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NeuralMarket.Cli.Files;

namespace NeuralMarket.Cli.Weights;

/// <summary>Reads the header of a <c>.npy</c> file (NumPy enhancement proposal 1: magic, version, a Python dictionary as text, then the numbers).</summary>
internal static partial class NumpyFile
{
    private const int MaximumHeader = 64 * 1024;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Describes the array in a file.</summary>
    /// <exception cref="WeightsSourceException">It is not such a file.</exception>
    public static StoredTensor Describe(string path)
    {
        byte[] start = InputFile.Read(path, MaximumHeader);
        if (start.Length < 12 || !start.AsSpan().StartsWith(Magic))
        {
            throw Broken(path);
        }

        bool isShort = start[6] == 1;
        int text = isShort ? 10 : 12;
        uint length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        if (length > start.Length - text)
        {
            throw Broken(path);
        }

        string header = Encoding.UTF8.GetString(start, text, (int)length);
        Match match = Header().Match(header);
        if (!match.Success)
        {
            throw new WeightsSourceException(path, $"{Path.GetFileName(path)} holds something else than one plain array.", "Save the array itself with numpy.save, not an object or a structure.");
        }

        string type = match.Groups["type"].Value;
        return new StoredTensor(path, "", TypeName(type), TypeOf(type), ShapeOf(path, match.Groups["shape"].Value), text + length)
        {
            IsColumnMajor = match.Groups["fortran"].Value == "True",
            IsBigEndian = type[0] == '>',
        };
    }

    private static long[] ShapeOf(string path, string text)
    {
        List<long> shape = [];
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out long dimension) || dimension > int.MaxValue)
            {
                throw Broken(path);
            }

            if (dimension != 1)
            {
                shape.Add(dimension);
            }
        }

        return [.. shape];
    }

    private static NumberType? TypeOf(string type) => type[1..] switch
    {
        "f2" => NumberType.F16,
        "f4" => NumberType.F32,
        "f8" => NumberType.F64,
        _ => null,
    };

    private static string TypeName(string type) => TypeOf(type)?.ToString() ?? type;

    private static WeightsSourceException Broken(string path) =>
        new(path, $"{Path.GetFileName(path)} is not a NumPy array file, or was cut off.", "Save the array with numpy.save.");

    [GeneratedRegex(@"^\s*\{\s*'descr'\s*:\s*'(?<type>[<>|=][a-zA-Z][0-9]*)'\s*,\s*'fortran_order'\s*:\s*(?<fortran>True|False)\s*,\s*'shape'\s*:\s*\((?<shape>[0-9L, ]*)\)\s*,?\s*\}\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Header();
}
