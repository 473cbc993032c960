using System.Buffers.Binary;

namespace NeuralMarket.Format.Binary;

/// <summary>Reads and writes single-precision numbers as the formats store them; netstandard2.0 has no such methods.</summary>
internal static class LittleEndian
{
    /// <summary>The numbers of a buffer whose length is a multiple of four.</summary>
    public static float[] ReadSingles(ReadOnlySpan<byte> bytes)
    {
        float[] numbers = new float[bytes.Length / sizeof(float)];
        if (BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()));
            return numbers;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = SingleBits.ToSingle(BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(i * sizeof(float))));
        }

        return numbers;
    }
}
