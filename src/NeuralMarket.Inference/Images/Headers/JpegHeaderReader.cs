using System.Buffers.Binary;

namespace NeuralMarket.Inference.Images.Headers;

/// <summary>Walks a JPEG's segments up to its first scan (ITU-T T.81, annex B).</summary>
internal static class JpegHeaderReader
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static HeaderReading Read(ReadOnlySpan<byte> file)
    {
        int position = 2;
        int orientation = 1;
        HeaderReading? frame = null;
        while (true)
        {
            // Any number of fill bytes may stand before a marker.
            while (position + 1 < file.Length && file[position] == 0xFF && file[position + 1] == 0xFF)
            {
                position++;
            }

            if (position + 4 > file.Length)
            {
                return HeaderReading.Truncated("JPEG");
            }

            byte marker = file[position + 1];
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            if (file[position] != 0xFF || length < 2 || marker == EndOfImage)
            {
                return HeaderReading.Refuse(ImageRules.Damaged, $"There is no valid JPEG segment at byte {position}.");
            }

            if (position + 2 + length > file.Length)
            {
                return HeaderReading.Truncated("JPEG");
            }

            ReadOnlySpan<byte> content = file.Slice(position + 4, length - 2);
            position += 2 + length;
            if (marker == StartOfScan)
            {
                return Finish(frame, orientation, file[position..]);
            }

            if (IsFrame(marker))
            {
                frame = ReadFrame(content);
            }
            else if (marker == App1 && content.StartsWith("Exif\0\0"u8))
            {
                orientation = ExifOrientation.Read(content[6..]);
            }
        }
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static HeaderReading ReadFrame(ReadOnlySpan<byte> content)
    {
        if (content.Length < 6)
        {
            return HeaderReading.Refuse(ImageRules.Damaged, "The JPEG frame header is too short.");
        }

        int precision = content[0];
        int height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]);
        int components = content[5];
        return (precision, components) switch
        {
            (not 8, _) => HeaderReading.Refuse(ImageRules.Depth, $"The JPEG has {precision} bits a channel; 8 are allowed."),
            (_, 4) => HeaderReading.Refuse(ImageRules.Cmyk, "The JPEG has four colour channels (CMYK or YCCK)."),
            (_, 1 or 3) => new ImageHeader(ImageFormat.Jpeg, width, height, 1),
            _ => HeaderReading.Refuse(ImageRules.Damaged, $"The JPEG has {components} colour channels; 1 or 3 are allowed."),
        };
    }

    private static HeaderReading Finish(HeaderReading? frame, int orientation, ReadOnlySpan<byte> scans)
    {
        if (frame is not { } reading)
        {
            return HeaderReading.Refuse(ImageRules.Damaged, "The JPEG has no frame header before its first scan.");
        }

        if (reading.Header is not { } header)
        {
            return reading;
        }

        // Within a scan FF is followed by 00 or a restart marker, so an end marker is one.
        return scans.LastIndexOf((ReadOnlySpan<byte>)[0xFF, EndOfImage]) < 0 ? HeaderReading.Truncated("JPEG") : header with { Orientation = orientation };
    }
}
