using System.Buffers.Binary;

namespace NeuralMarket.Inference.Images.Headers;

/// <summary>Finds the orientation in EXIF data: a TIFF structure whose first directory may hold tag 0x0112 (EXIF 2.32, section 4.6.4).</summary>
internal static class ExifOrientation
{
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;

    /// <summary>1 to 8; 1, "as stored", when it is absent, damaged or another value.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return 1;
        }

        bool little = tiff.StartsWith("II"u8);
        if ((!little && !tiff.StartsWith("MM"u8)) || UInt16(tiff[2..], little) != 42)
        {
            return 1;
        }

        uint directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        return directory <= tiff.Length - 2 ? FindIn(tiff[(int)directory..], little) : 1;
    }

    private static int FindIn(ReadOnlySpan<byte> directory, bool little)
    {
        int entries = Math.Min(UInt16(directory, little), (directory.Length - 2) / 12);
        for (int i = 0; i < entries; i++)
        {
            ReadOnlySpan<byte> entry = directory.Slice(2 + (i * 12), 12);
            if (UInt16(entry, little) == OrientationTag)
            {
                int value = UInt16(entry[8..], little);
                return UInt16(entry[2..], little) == ShortType && value is >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
