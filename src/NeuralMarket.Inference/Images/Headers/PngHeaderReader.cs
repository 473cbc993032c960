using System.Buffers.Binary;

namespace NeuralMarket.Inference.Images.Headers;

/// <summary>Walks a PNG's chunks (PNG, third edition, sections 5 and 11).</summary>
internal static class PngHeaderReader
{
    private const int HeaderLength = 13;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static HeaderReading Read(ReadOnlySpan<byte> file)
    {
        HeaderReading? header = null;
        int orientation = 1;
        int position = Signature.Length;
        while (true)
        {
            if (position + 12 > file.Length)
            {
                return HeaderReading.Truncated("PNG");
            }

            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            ReadOnlySpan<byte> type = file.Slice(position + 4, 4);
            if (position + 12L + length > file.Length)
            {
                // What the header says weighs more than the missing end.
                return header is { Problem: not null } refused ? refused : HeaderReading.Truncated("PNG");
            }

            ReadOnlySpan<byte> content = file.Slice(position + 8, (int)length);
            position += 12 + (int)length;
            if (header is null)
            {
                if (!type.SequenceEqual("IHDR"u8) || content.Length != HeaderLength)
                {
                    return HeaderReading.Refuse(ImageRules.Damaged, "The PNG does not start with its header chunk.");
                }

                header = ReadHeader(content);
            }
            else if (type.SequenceEqual("eXIf"u8))
            {
                orientation = ExifOrientation.Read(content);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                return header.Value.Header is { } read ? read with { Orientation = orientation } : header.Value;
            }
        }
    }

    private static HeaderReading ReadHeader(ReadOnlySpan<byte> content)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(content);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        (byte depth, byte colour) = (content[8], content[9]);
        if (width > int.MaxValue || height > int.MaxValue)
        {
            return HeaderReading.Refuse(ImageRules.Damaged, $"The PNG header says {width} × {height} pixels.");
        }

        return (depth, colour) switch
        {
            (16, 0 or 2 or 4 or 6) => HeaderReading.Refuse(ImageRules.Depth, "The PNG has 16 bits a channel; 8 are allowed."),
            (8, 0 or 2 or 3 or 4 or 6) or (1 or 2 or 4, 0 or 3) => new ImageHeader(ImageFormat.Png, (int)width, (int)height, 1),
            _ => HeaderReading.Refuse(ImageRules.Damaged, $"The PNG header says {depth} bits with colour type {colour}; there is no such PNG."),
        };
    }
}
