using System.Buffers.Binary;

namespace NeuralMarket.Inference.Images.Headers;

/// <summary>Walks a WebP's chunks (RFC 9649, section 2).</summary>
internal static class WebPHeaderReader
{
    public static bool Recognises(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8);

    public static HeaderReading Read(ReadOnlySpan<byte> file)
    {
        long end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (end > file.Length)
        {
            return HeaderReading.Truncated("WebP");
        }

        ImageHeader? canvas = null;
        int orientation = 1;
        for (int position = 12; position + 8 <= end;)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[(position + 4)..]);
            if (position + 8L + length > end)
            {
                return HeaderReading.Truncated("WebP");
            }

            ReadOnlySpan<byte> type = file.Slice(position, 4);
            ReadOnlySpan<byte> content = file.Slice(position + 8, (int)length);
            if (type.SequenceEqual("EXIF"u8))
            {
                orientation = ExifOrientation.Read(content.StartsWith("Exif\0\0"u8) ? content[6..] : content);
            }
            else if (Dimensions(type, content) is { } size)
            {
                // The frame of a still image must fill its canvas: no small canvas hides a large frame.
                if (canvas is not null && (canvas.Width, canvas.Height) != size)
                {
                    return HeaderReading.Refuse(ImageRules.Damaged, $"The WebP canvas has {canvas.Width} × {canvas.Height} pixels, its frame {size.Width} × {size.Height}.");
                }

                canvas = new ImageHeader(ImageFormat.WebP, size.Width, size.Height, 1);
            }

            position = (int)Math.Min(int.MaxValue - 8, position + 8L + length + (length & 1));
        }

        return canvas is null ? HeaderReading.Refuse(ImageRules.Damaged, "The WebP has no valid image header.") : canvas with { Orientation = orientation };
    }

    private static (int Width, int Height)? Dimensions(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (type.SequenceEqual("VP8X"u8) && content.Length >= 10)
        {
            return (1 + UInt24(content[4..]), 1 + UInt24(content[7..]));
        }

        // A VP8 key frame: a 3-byte tag, the start code, then 14 bits each (RFC 6386, section 9.1).
        if (type.SequenceEqual("VP8 "u8) && content.Length >= 10 && content.Slice(3, 3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF);
        }

        if (type.SequenceEqual("VP8L"u8) && content.Length >= 5 && content[0] == 0x2F)
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
            return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        return null;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
