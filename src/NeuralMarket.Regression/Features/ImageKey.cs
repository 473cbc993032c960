using System.Buffers.Binary;

namespace NeuralMarket.Regression.Features;

/// <summary>An image's SHA-256 as a key that costs no allocation.</summary>
internal readonly record struct ImageKey(ulong A, ulong B, ulong C, ulong D)
{
    public const int Length = 32;

    /// <exception cref="ArgumentException">Not 64 hex digits.</exception>
    public static ImageKey Parse(string sha256)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (sha256.Length != 2 * Length || Convert.FromHexString(sha256, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            throw new ArgumentException($"'{sha256}' is not the SHA-256 of an image: 64 hex digits.", nameof(sha256));
        }

        return Read(bytes);
    }

    public static ImageKey Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, A);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], D);
    }
}
