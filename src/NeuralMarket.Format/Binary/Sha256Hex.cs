using System.Security.Cryptography;

namespace NeuralMarket.Format.Binary;

/// <summary>SHA-256 (FIPS 180-4) in lower-case hex digits; netstandard2.0 has neither the short way to hash nor one to write hex.</summary>
internal static class Sha256Hex
{
    private const string Digits = "0123456789abcdef";

    public static string Of(ReadOnlyMemory<byte> bytes)
    {
        ArraySegment<byte> segment = Segments.Of(bytes);
        using MemoryStream stream = new(segment.Array!, segment.Offset, segment.Count, writable: false);
        return Of(stream);
    }

    public static string Of(Stream stream)
    {
        using SHA256 sha256 = SHA256.Create();
        return Hex(sha256.ComputeHash(stream));
    }

    public static string Hex(byte[] bytes)
    {
        char[] text = new char[2 * bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[(2 * i) + 1] = Digits[bytes[i] & 0xF];
        }

        return new string(text);
    }
}
