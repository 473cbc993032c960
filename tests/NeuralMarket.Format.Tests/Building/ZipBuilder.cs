namespace NeuralMarket.Format.Tests.Building;

/// <summary>Writes an archive byte by byte: right unless told otherwise.</summary>
internal sealed class ZipBuilder
{
    public List<ZipPart> Parts { get; } = [];

    public byte[] InFront { get; set; } = [];

    /// <summary>Whether offsets count what stands in front, as a self-extracting archive's do.</summary>
    public bool OffsetsCountFront { get; set; } = true;

    public byte[] BeforeDirectory { get; set; } = [];

    public byte[] BehindDirectory { get; set; } = [];

    public byte[] Comment { get; set; } = [];

    public byte[] Behind { get; set; } = [];

    /// <summary>Whether there are a ZIP64 end record and its locator.</summary>
    public bool Zip64 { get; set; }

    /// <summary>Whether the entries stand in the directory in another order than in the file.</summary>
    public bool DirectoryReversed { get; set; }

    /// <summary>Changes the ZIP64 end record and its locator, 76 bytes.</summary>
    public Func<byte[], byte[]> BreakZip64 { get; set; } = bytes => bytes;

    /// <summary>Changes the end record, 22 bytes and the comment.</summary>
    public Func<byte[], byte[]> BreakEnd { get; set; } = bytes => bytes;

    public ZipPart this[string name] => Parts.Single(part => part.Name.SequenceEqual(Bytes.Utf8(name)));

    public byte[] Build()
    {
        using MemoryStream file = new();
        file.Write(InFront);
        int shift = OffsetsCountFront ? 0 : InFront.Length;
        List<byte[]> directory = [];
        foreach (ZipPart part in Parts)
        {
            directory.Add(part.Central((int)file.Length - shift));
            file.Write(Bytes.Join(part.Local(), part.PackedBytes, part.DescriptorBytes(), part.Behind));
        }

        file.Write(BeforeDirectory);
        long start = file.Length - shift;
        directory = DirectoryReversed ? [.. directory.AsEnumerable().Reverse()] : directory;
        byte[] headers = Bytes.Join(directory);
        file.Write(headers);
        file.Write(BehindDirectory);
        if (Zip64)
        {
            file.Write(BreakZip64(Bytes.Join(
                Bytes.Integer(0x06064B50), Bytes.Long(44), Bytes.Short(45), Bytes.Short(45), Bytes.Integer(0), Bytes.Integer(0),
                Bytes.Long(Parts.Count), Bytes.Long(Parts.Count), Bytes.Long(headers.Length), Bytes.Long(start),
                Bytes.Integer(0x07064B50), Bytes.Integer(0), Bytes.Long(file.Length - shift), Bytes.Integer(1))));
        }

        file.Write(BreakEnd(Bytes.Join(
            Bytes.Integer(0x06054B50), Bytes.Short(0), Bytes.Short(0), Bytes.Short(Zip64 ? 0xFFFF : Parts.Count), Bytes.Short(Zip64 ? 0xFFFF : Parts.Count),
            Bytes.Integer(Zip64 ? uint.MaxValue : headers.Length), Bytes.Integer(Zip64 ? uint.MaxValue : start), Bytes.Short(Comment.Length), Comment)));
        file.Write(Behind);
        return file.ToArray();
    }
}
