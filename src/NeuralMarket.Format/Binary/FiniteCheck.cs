using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralMarket.Format.Binary;

/// <summary>Finds infinite numbers and those that are none by their exponents, which are all ones (IEEE 754-2019, section 3.4), many at a time.</summary>
internal static class FiniteCheck
{
    /// <summary>The position of the first 32-bit number whose exponent is all ones, or -1.</summary>
    /// <param name="bytes">The numbers, little-endian.</param>
    /// <param name="exponent">The exponent's bits.</param>
    public static int FirstNotFinite(ReadOnlySpan<byte> bytes, uint exponent)
    {
        int clean = BitConverter.IsLittleEndian ? CleanVectors(MemoryMarshal.Cast<byte, Vector<uint>>(bytes), new(exponent)) * Vector<uint>.Count : 0;
        for (int i = clean; i < bytes.Length / sizeof(uint); i++)
        {
            if ((BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(i * sizeof(uint))) & exponent) == exponent)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The position of the first 16-bit number whose exponent is all ones, or -1.</summary>
    /// <param name="bytes">The numbers, little-endian.</param>
    /// <param name="exponent">The exponent's bits.</param>
    public static int FirstNotFinite(ReadOnlySpan<byte> bytes, ushort exponent)
    {
        int clean = BitConverter.IsLittleEndian ? CleanVectors(MemoryMarshal.Cast<byte, Vector<ushort>>(bytes), new(exponent)) * Vector<ushort>.Count : 0;
        for (int i = clean; i < bytes.Length / sizeof(ushort); i++)
        {
            if ((BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(i * sizeof(ushort))) & exponent) == exponent)
            {
                return i;
            }
        }

        return -1;
    }

    // How many vectors from the front hold finite numbers alone.
    private static int CleanVectors<T>(ReadOnlySpan<Vector<T>> vectors, Vector<T> exponent)
        where T : struct
    {
        for (int i = 0; i < vectors.Length; i++)
        {
            if (Vector.EqualsAny(Vector.BitwiseAnd(vectors[i], exponent), exponent))
            {
                return i;
            }
        }

        return vectors.Length;
    }
}
