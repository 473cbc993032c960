using System.Security.Cryptography;

namespace NeuralMarket.Format.Binary;

/// <summary>SHA-256 (FIPS 180-4) in lower-case hex digits; netstandard2.0 has neither the short way to hash nor one to write hex.</summary>
internal static class Sha256Hex
{
    private const int BufferLength = 256 * 1024;
    private const string Digits = "0123456789abcdef";

    public static string Of(ReadOnlyMemory<byte> bytes)
    {
        ArraySegment<byte> segment = Segments.Of(bytes);
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(segment.Array!, segment.Offset, segment.Count);
        return Hex(sha256.GetHashAndReset());
    }

    public static string Of(Stream stream)
    {
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferLength];
        int count;
        while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
        {
            sha256.AppendData(buffer, 0, count);
        }

        return Hex(sha256.GetHashAndReset());
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
