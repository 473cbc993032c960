namespace NeuralMarket.Format.Findings;

// specialneurons.md, "Container" and "The canonical package".
public static partial class Rules
{
    /// <summary>The whole file is at most 40 MiB.</summary>
    public const string ContainerSize = "container.size";

    /// <summary>The file is a ZIP archive.</summary>
    public const string ContainerZip = "container.zip";

    /// <summary>The archive is one file: no further disks.</summary>
    public const string ContainerDisk = "container.disk";

    /// <summary>Neither the archive nor an entry has a comment.</summary>
    public const string ContainerComment = "container.comment";

    /// <summary>The central directory is whole, and holds as many entries as its end record says.</summary>
    public const string ContainerDirectory = "container.directory";

    /// <summary>The archive has no more entries than the format knows.</summary>
    public const string ContainerEntryCount = "container.entry-count";

    /// <summary>A ZIP64 field or record holds the values that are all ones in its header and nothing else.</summary>
    public const string ContainerZip64 = "container.zip64";

    /// <summary>The archive begins at the file's first byte.</summary>
    public const string ContainerLeadingData = "container.leading-data";

    /// <summary>The archive ends at the file's last byte.</summary>
    public const string ContainerTrailingData = "container.trailing-data";

    /// <summary>Nothing lies between the entries.</summary>
    public const string ContainerHole = "container.hole";

    /// <summary>No entry overlaps another one or the directory.</summary>
    public const string ContainerOverlap = "container.overlap";

    /// <summary>An entry's name is one of those of the format, exactly; no folders, no paths.</summary>
    public const string ContainerEntryName = "container.entry-name";

    /// <summary>No name stands twice, upper and lower case aside.</summary>
    public const string ContainerEntryRepeated = "container.entry-repeated";

    /// <summary>manifest.json, map_clsloc.txt, weights.safetensors and icon.png are there.</summary>
    public const string ContainerEntryMissing = "container.entry-missing";

    /// <summary>An entry is not larger than the format allows.</summary>
    public const string ContainerEntrySize = "container.entry-size";

    /// <summary>No entry is encrypted.</summary>
    public const string ContainerEncryption = "container.encryption";

    /// <summary>Of the general purpose flags only bits 1, 2, 3 and 11 are set, and both headers agree on bit 3.</summary>
    public const string ContainerFlags = "container.flags";

    /// <summary>An entry is stored or deflated.</summary>
    public const string ContainerMethod = "container.method";

    /// <summary>An entry is a regular file.</summary>
    public const string ContainerFileType = "container.file-type";

    /// <summary>Extra fields are well formed, and none renames the entry.</summary>
    public const string ContainerExtra = "container.extra";

    /// <summary>The local header and the central directory agree with each other.</summary>
    public const string ContainerHeader = "container.header";

    /// <summary>A data descriptor is whole and agrees with the directory.</summary>
    public const string ContainerDescriptor = "container.descriptor";

    /// <summary>Deflated data can be inflated and end exactly at the packed size.</summary>
    public const string ContainerDeflate = "container.deflate";

    /// <summary>An entry has exactly as many bytes as its headers say.</summary>
    public const string ContainerLength = "container.length";

    /// <summary>An entry's CRC-32 is that of its content.</summary>
    public const string ContainerCrc = "container.crc";

    /// <summary>README.md and LICENSE are UTF-8 without a byte order mark and without control characters but tab, LF and CR.</summary>
    public const string ContainerText = "container.text";

    /// <summary>The canonical form of every entry is within the entry's limit, too.</summary>
    public const string ContainerCanonical = "container.canonical";

    private static RuleDescription[] ContainerRules =>
    [
        new(ContainerSize, "The whole file is at most 40 MiB."),
        new(ContainerZip, "The file is a ZIP archive."),
        new(ContainerDisk, "The archive is one file: no further disks."),
        new(ContainerComment, "Neither the archive nor an entry has a comment."),
        new(ContainerDirectory, "The central directory is whole, and holds as many entries as its end record says."),
        new(ContainerEntryCount, "The archive has no more entries than the format knows."),
        new(ContainerZip64, "A ZIP64 field or record holds the values that are all ones in its header and nothing else."),
        new(ContainerLeadingData, "The archive begins at the file's first byte."),
        new(ContainerTrailingData, "The archive ends at the file's last byte."),
        new(ContainerHole, "Nothing lies between the entries."),
        new(ContainerOverlap, "No entry overlaps another one or the directory."),
        new(ContainerEntryName, "An entry's name is one of those of the format, exactly; no folders, no paths."),
        new(ContainerEntryRepeated, "No name stands twice, upper and lower case aside."),
        new(ContainerEntryMissing, "manifest.json, map_clsloc.txt, weights.safetensors and icon.png are there."),
        new(ContainerEntrySize, "An entry is not larger than the format allows."),
        new(ContainerEncryption, "No entry is encrypted."),
        new(ContainerFlags, "Of the general purpose flags only bits 1, 2, 3 and 11 are set, and both headers agree on bit 3."),
        new(ContainerMethod, "An entry is stored or deflated."),
        new(ContainerFileType, "An entry is a regular file."),
        new(ContainerExtra, "Extra fields are well formed, and none renames the entry."),
        new(ContainerHeader, "The local header and the central directory agree with each other."),
        new(ContainerDescriptor, "A data descriptor is whole and agrees with the directory."),
        new(ContainerDeflate, "Deflated data can be inflated and end exactly at the packed size."),
        new(ContainerLength, "An entry has exactly as many bytes as its headers say."),
        new(ContainerCrc, "An entry's CRC-32 is that of its content."),
        new(ContainerText, "README.md and LICENSE are UTF-8 without a byte order mark and without control characters but tab, LF and CR."),
        new(ContainerCanonical, "The canonical form of every entry is within the entry's limit, too."),
    ];
}
