using System.Buffers.Binary;
using NeuralMarket.Format.Binary;
using NeuralMarket.Format.Findings;

namespace NeuralMarket.Format.Icons;

/// <summary>One chunk of a PNG file.</summary>
internal readonly record struct PngChunk(string Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether a reader that does not know it must not go on: its first letter is a capital.</summary>
    public bool IsCritical => Type[0] is >= 'A' and <= 'Z';
}

/// <summary>Cuts a PNG file into its chunks (PNG, section 5.3) and checks their CRCs.</summary>
internal static class PngChunks
{
    // Length, type and CRC.
    private const int Overhead = 12;

    private static readonly byte[] SignatureBytes = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>The eight bytes with which a PNG file begins.</summary>
    public static ReadOnlySpan<byte> Signature => SignatureBytes;

    /// <summary>The chunks up to IEND; <see langword="null"/> when the file is no PNG, ends early, or goes on behind IEND.</summary>
    public static IReadOnlyList<PngChunk>? Read(ReadOnlyMemory<byte> file, FindingList findings)
    {
        if (file.Length < SignatureBytes.Length || !file.Span.Slice(0, SignatureBytes.Length).SequenceEqual(SignatureBytes))
        {
            findings.Error(Rules.IconPng, IconPng.FileName, "The file is not a PNG.", "Save the icon as PNG.");
            return null;
        }

        List<PngChunk> chunks = [];
        int position = SignatureBytes.Length;
        while (TryRead(file, position, findings) is PngChunk chunk)
        {
            chunks.Add(chunk);
            position += Overhead + chunk.Data.Length;
            if (chunk.Type == "IEND")
            {
                return EndsAt(file.Length, position, findings) ? chunks : null;
            }
        }

        return null;
    }

    private static PngChunk? TryRead(ReadOnlyMemory<byte> file, int position, FindingList findings)
    {
        ReadOnlySpan<byte> rest = file.Span.Slice(position);
        uint length = rest.Length < Overhead ? 0 : BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (rest.Length < Overhead || length > (uint)(rest.Length - Overhead))
        {
            findings.Error(Rules.IconPng, IconPng.FileName, "The file ends before its IEND chunk.", "Save the icon again; the file was cut off.");
            return null;
        }

        string type = Ascii(rest.Slice(4, 4));
        if (!type.All(letter => letter is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
        {
            findings.Error(Rules.IconPng, IconPng.FileName, $"A chunk at byte {position} has no type.", "Save the icon again as PNG.");
            return null;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(rest.Slice(8 + (int)length)) != Checksum.Crc32(rest.Slice(4, 4 + (int)length)))
        {
            findings.Error(Rules.IconCrc, $"{IconPng.FileName}: {type}", "The chunk's CRC does not fit its data.", "Save the icon again; the file was damaged.");
        }

        return new PngChunk(type, file.Slice(position + 8, (int)length));
    }

    private static bool EndsAt(int fileLength, int position, FindingList findings)
    {
        if (fileLength > position)
        {
            findings.Error(Rules.IconTrailingData, IconPng.FileName, $"{fileLength - position} bytes follow the image.", "Save the icon again as PNG.");
        }

        return fileLength == position;
    }

    private static string Ascii(ReadOnlySpan<byte> bytes) => new([(char)bytes[0], (char)bytes[1], (char)bytes[2], (char)bytes[3]]);
}
