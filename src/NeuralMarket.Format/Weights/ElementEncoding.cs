using System.Buffers.Binary;
using NeuralMarket.Format.Binary;

namespace NeuralMarket.Format.Weights;

/// <summary>The numbers of a tensor as bytes, little-endian (the safetensors format).</summary>
internal static class ElementEncoding
{
    /// <summary>The length of one number in bytes.</summary>
    public static int Size(this ElementType type) => type == ElementType.F32 ? 4 : 2;

    /// <summary>The position of the first number that is infinite or not a number; -1 when there is none.</summary>
    public static int FirstNotFinite(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.F32 => FiniteCheck.FirstNotFinite(bytes, 0x7F80_0000),
        ElementType.F16 => FiniteCheck.FirstNotFinite(bytes, (ushort)0x7C00),
        _ => FiniteCheck.FirstNotFinite(bytes, (ushort)0x7F80),
    };

    /// <summary>Widens to single precision; exact for all three types.</summary>
    public static float[] Read(ElementType type, ReadOnlySpan<byte> bytes)
    {
        if (type == ElementType.F32)
        {
            return LittleEndian.ReadSingles(bytes);
        }

        float[] numbers = new float[bytes.Length / 2];
        for (int i = 0; i < numbers.Length; i++)
        {
            ushort bits = BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(2 * i));
            numbers[i] = type == ElementType.F16 ? SingleBits.FromHalf(bits) : SingleBits.FromBrainFloat(bits);
        }

        return numbers;
    }

    /// <summary>Writes numbers that came from the type; exact for those and only those.</summary>
    public static void Write(ElementType type, float[] numbers, Span<byte> bytes)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            Span<byte> place = bytes.Slice(i * type.Size());
            switch (type)
            {
                case ElementType.F32:
                    BinaryPrimitives.WriteUInt32LittleEndian(place, SingleBits.FromSingle(numbers[i]));
                    break;
                case ElementType.F16:
                    BinaryPrimitives.WriteUInt16LittleEndian(place, SingleBits.ToHalf(numbers[i]));
                    break;
                default:
                    BinaryPrimitives.WriteUInt16LittleEndian(place, SingleBits.ToBrainFloat(numbers[i]));
                    break;
            }
        }
    }
}
