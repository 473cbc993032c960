namespace NeuralMarket.Format.Tests.Building;

/// <summary>The four forms of a data descriptor, and none.</summary>
internal enum DescriptorForm
{
    None,
    Short,
    SignedShort,
    Long,
    SignedLong,
}

/// <summary>One entry of an archive that is to be written: right unless told otherwise.</summary>
internal sealed class ZipPart(string name, byte[] content)
{
    public byte[] Name { get; set; } = Bytes.Utf8(name);

    public byte[] Content { get; set; } = content;

    public bool Deflated { get; set; }

    /// <summary>The packed data; made from the content when absent.</summary>
    public byte[]? Packed { get; set; }

    public int Flags { get; set; }

    public DescriptorForm Descriptor { get; set; }

    /// <summary>With a descriptor: whether the local header says 0 instead of CRC and sizes.</summary>
    public bool LocalSaysNothing { get; set; }

    public bool LocalZip64 { get; set; }

    public bool CentralZip64 { get; set; }

    public byte[] LocalExtra { get; set; } = [];

    public byte[] CentralExtra { get; set; } = [];

    public uint ExternalAttributes { get; set; }

    public int MadeBy { get; set; } = 20;

    public byte[] Comment { get; set; } = [];

    /// <summary>Bytes behind the entry that belong to nothing.</summary>
    public byte[] Behind { get; set; } = [];

    /// <summary>Changes the finished local header.</summary>
    public Func<byte[], byte[]> BreakLocal { get; set; } = bytes => bytes;

    /// <summary>Changes the finished header of the directory.</summary>
    public Func<byte[], byte[]> BreakCentral { get; set; } = bytes => bytes;

    /// <summary>Changes the finished descriptor.</summary>
    public Func<byte[], byte[]> BreakDescriptor { get; set; } = bytes => bytes;

    public byte[] PackedBytes => Packed ?? (Deflated ? Bytes.Deflate(Content) : Content);

    public byte[] Local()
    {
        bool nothing = Descriptor != DescriptorForm.None && LocalSaysNothing;
        byte[] zip64 = LocalZip64 ? [.. Bytes.Short(1), .. Bytes.Short(16), .. Bytes.Long(nothing ? 0 : Content.Length), .. Bytes.Long(nothing ? 0 : PackedBytes.Length)] : [];
        byte[] extra = [.. zip64, .. LocalExtra];
        return BreakLocal(Bytes.Join(
            Bytes.Integer(0x04034B50),
            Common(nothing ? 0 : Bytes.Crc32(Content), LocalZip64 ? uint.MaxValue : nothing ? 0 : PackedBytes.Length, LocalZip64 ? uint.MaxValue : nothing ? 0 : Content.Length, extra),
            Name,
            extra));
    }

    public byte[] Central(int offset)
    {
        byte[] zip64 = CentralZip64 ? [.. Bytes.Short(1), .. Bytes.Short(24), .. Bytes.Long(Content.Length), .. Bytes.Long(PackedBytes.Length), .. Bytes.Long(offset)] : [];
        byte[] extra = [.. zip64, .. CentralExtra];
        return BreakCentral(Bytes.Join(
            Bytes.Integer(0x02014B50),
            Bytes.Short(MadeBy),
            Common(Bytes.Crc32(Content), CentralZip64 ? uint.MaxValue : PackedBytes.Length, CentralZip64 ? uint.MaxValue : Content.Length, extra),
            Bytes.Short(Comment.Length),
            Bytes.Short(0),
            Bytes.Short(0),
            Bytes.Integer(ExternalAttributes),
            Bytes.Integer(CentralZip64 ? uint.MaxValue : offset),
            Name,
            extra,
            Comment));
    }

    public byte[] DescriptorBytes()
    {
        byte[] signature = Descriptor is DescriptorForm.SignedShort or DescriptorForm.SignedLong ? Bytes.Integer(0x08074B50) : [];
        byte[] crc = Bytes.Integer(Bytes.Crc32(Content));
        return BreakDescriptor(Descriptor switch
        {
            DescriptorForm.None => [],
            DescriptorForm.Short or DescriptorForm.SignedShort => [.. signature, .. crc, .. Bytes.Integer(PackedBytes.Length), .. Bytes.Integer(Content.Length)],
            _ => [.. signature, .. crc, .. Bytes.Long(PackedBytes.Length), .. Bytes.Long(Content.Length)],
        });
    }

    private byte[] Common(uint crc, long packed, long size, byte[] extra) => Bytes.Join(
        Bytes.Short(20),
        Bytes.Short(Flags | (Descriptor == DescriptorForm.None ? 0 : 8)),
        Bytes.Short(Deflated ? 8 : 0),
        Bytes.Integer(0x5A21_6000),
        Bytes.Integer(crc),
        Bytes.Integer(packed),
        Bytes.Integer(size),
        Bytes.Short(Name.Length),
        Bytes.Short(extra.Length));
}
