namespace NeuralMarket.Format.Tests.Building;

/// <summary>Writes a PNG file chunk by chunk: right unless told otherwise.</summary>
internal sealed class PngBuilder
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public uint Width { get; set; } = 64;

    public uint Height { get; set; } = 64;

    public byte Depth { get; set; } = 8;

    public byte ColorType { get; set; } = 6;

    public byte Compression { get; set; }

    public byte FilterMethod { get; set; }

    public byte Interlace { get; set; }

    /// <summary>The filter of every row.</summary>
    public byte Filter { get; set; }

    /// <summary>The samples of a pixel, as many as the colour type has.</summary>
    public Func<int, int, byte[]> Pixel { get; set; } = (x, y) => [(byte)(4 * x), (byte)(4 * y), 128, 255];

    public byte[]? Palette { get; set; }

    public byte[]? Transparency { get; set; }

    public List<(string Type, byte[] Data)> BeforePalette { get; } = [];

    public List<(string Type, byte[] Data)> BeforeData { get; } = [];

    public List<(string Type, byte[] Data)> BehindData { get; } = [];

    public byte[] EndData { get; set; } = [];

    public byte[] Behind { get; set; } = [];

    /// <summary>Into how many IDAT chunks the data are cut.</summary>
    public int DataChunks { get; set; } = 1;

    /// <summary>Changes the filtered rows before they are packed.</summary>
    public Func<byte[], byte[]> BreakRows { get; set; } = bytes => bytes;

    /// <summary>Changes the packed data.</summary>
    public Func<byte[], byte[]> BreakData { get; set; } = bytes => bytes;

    /// <summary>Changes the list of chunks.</summary>
    public Func<List<(string Type, byte[] Data)>, List<(string Type, byte[] Data)>> BreakChunks { get; set; } = chunks => chunks;

    /// <summary>Changes the finished file.</summary>
    public Func<byte[], byte[]> Break { get; set; } = bytes => bytes;

    public byte[] Build()
    {
        List<(string Type, byte[] Data)> chunks =
        [
            ("IHDR", [.. Bytes.BigEndian(Width), .. Bytes.BigEndian(Height), Depth, ColorType, Compression, FilterMethod, Interlace]),
            .. BeforePalette,
            .. Palette is null ? [] : new[] { ("PLTE", Palette) },
            .. Transparency is null ? [] : new[] { ("tRNS", Transparency) },
            .. BeforeData,
            .. Cut(BreakData(Bytes.Zlib(BreakRows(Rows())))).Select(data => ("IDAT", data)),
            .. BehindData,
            ("IEND", EndData),
        ];
        byte[] signature = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];
        return Break(Bytes.Join([signature, .. BreakChunks(chunks).Select(chunk => Chunk(chunk.Type, chunk.Data)), Behind]));
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Bytes.Utf8(type), .. data];
        return [.. Bytes.BigEndian((uint)data.Length), .. body, .. Bytes.BigEndian(Bytes.Crc32(body))];
    }

    private byte[] Rows()
    {
        using MemoryStream rows = new();
        foreach ((int firstX, int firstY, int stepX, int stepY) in Interlace == 1 ? Adam7 : [(0, 0, 1, 1)])
        {
            byte[]? above = null;
            for (int y = firstY; y < Height; y += stepY)
            {
                List<byte> row = [];
                for (int x = firstX; x < Width; x += stepX)
                {
                    row.AddRange(Pixel(x, y));
                }

                byte[] bytes = [.. row];
                rows.WriteByte(Filter);
                rows.Write(Filtered(bytes, above ?? new byte[bytes.Length]));
                above = bytes;
            }
        }

        return rows.ToArray();
    }

    private byte[] Filtered(byte[] row, byte[] above)
    {
        int channels = ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        byte[] filtered = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < channels ? 0 : row[i - channels];
            int corner = i < channels ? 0 : above[i - channels];
            int prediction = Filter switch { 1 => left, 2 => above[i], 3 => (left + above[i]) / 2, 4 => Paeth(left, above[i], corner), _ => 0 };
            filtered[i] = (byte)(row[i] - prediction);
        }

        return filtered;
    }

    // As PNG's section 9.4 words it.
    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c;
        (int pa, int pb, int pc) = (Math.Abs(p - a), Math.Abs(p - b), Math.Abs(p - c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    private IEnumerable<byte[]> Cut(byte[] data)
    {
        int length = Math.Max(1, (data.Length + DataChunks - 1) / DataChunks);
        for (int at = 0; at < data.Length; at += length)
        {
            yield return data[at..Math.Min(data.Length, at + length)];
        }
    }
}
