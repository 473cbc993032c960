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
        new(
            ContainerSize,
            "The whole file is at most 40 MiB.",
            "A package of 41 MiB, most of it README.md.",
            "Store the weights as F16 or BF16, or shorten the texts."),
        new(
            ContainerZip,
            "The file is a ZIP archive.",
            "A RAR file renamed to .specialneurons, or a download that stopped half-way.",
            "Build it with the command \"pack\", or download it again."),
        new(
            ContainerDisk,
            "The archive is one file: no further disks.",
            "A ZIP that was split into several files.",
            "Pack the files into one archive with the command \"pack\"."),
        new(
            ContainerComment,
            "Neither the archive nor an entry has a comment.",
            "A ZIP made with \"zip -z\", which asks for a comment.",
            "Pack the files again without comments, for example with the command \"pack\"."),
        new(
            ContainerDirectory,
            "The central directory is whole, and holds as many entries as its end record says.",
            "An end record that counts five entries over a directory of four.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerEntryCount,
            "The archive has no more entries than the format knows.",
            "A ZIP that also holds .DS_Store, a folder and the training script.",
            "Pack only the files of the patch, without folders."),
        new(
            ContainerZip64,
            "A ZIP64 field or record holds the values that are all ones in its header and nothing else.",
            "A ZIP64 field that gives a size although the header gives it already.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerLeadingData,
            "The archive begins at the file's first byte.",
            "A self-extracting archive: a program in front, the ZIP behind it.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerTrailingData,
            "The archive ends at the file's last byte.",
            "A signature or a line end that was appended to the ZIP.",
            "Remove what follows the archive, or pack the files again."),
        new(
            ContainerHole,
            "Nothing lies between the entries.",
            "An archive from which a tool deleted an entry and left its bytes.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerOverlap,
            "No entry overlaps another one or the directory.",
            "Two entries of the directory that point at the same bytes.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerEntryName,
            "An entry's name is one of those of the format, exactly; no folders, no paths.",
            "\"patch/manifest.json\", \"Manifest.json\" or \"notes.txt\".",
            "Put manifest.json, map_clsloc.txt, weights.safetensors, icon.png and, if wanted, README.md and LICENSE at the top, under exactly these names."),
        new(
            ContainerEntryRepeated,
            "No name stands twice, upper and lower case aside.",
            "\"README.md\" and \"readme.md\" in one archive.",
            "Keep one of them."),
        new(
            ContainerEntryMissing,
            "manifest.json, map_clsloc.txt, weights.safetensors and icon.png are there.",
            "A package without icon.png.",
            "Add the file to the package."),
        new(
            ContainerEntrySize,
            "An entry is not larger than the format allows.",
            "An icon.png of 2 MiB.",
            "Make the file smaller: F16 weights, an icon of 256 × 256 pixels, a shorter README."),
        new(
            ContainerEncryption,
            "No entry is encrypted.",
            "A ZIP with a password.",
            "Pack the files again without a password."),
        new(
            ContainerFlags,
            "Of the general purpose flags only bits 1, 2, 3 and 11 are set, and both headers agree on bit 3.",
            "Bit 5 of the flags, which marks patch data.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerMethod,
            "An entry is stored or deflated.",
            "An entry packed with LZMA or Deflate64.",
            "Choose \"deflate\" or \"store\" in your ZIP tool, or use the command \"pack\"."),
        new(
            ContainerFileType,
            "An entry is a regular file.",
            "An icon.png that is a symbolic link.",
            "Replace links by the files that they lead to, and pack again."),
        new(
            ContainerExtra,
            "Extra fields are well formed, and none renames the entry.",
            "A Unicode path field (0x7075) that gives manifest.json another name.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerHeader,
            "The local header and the central directory agree with each other.",
            "A directory that says \"icon.png\" over a local header that says \"evil.png\".",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerDescriptor,
            "A data descriptor is whole and agrees with the directory.",
            "Bit 3 is set, but no data descriptor follows the data.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerDeflate,
            "Deflated data can be inflated and end exactly at the packed size.",
            "Deflated data that end ten bytes before their packed size.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerLength,
            "An entry has exactly as many bytes as its headers say.",
            "Headers that say 1,000 bytes over 900 bytes of content.",
            "Pack the files again, for example with the command \"pack\"."),
        new(
            ContainerCrc,
            "An entry's CRC-32 is that of its content.",
            "One byte of the content changed after packing.",
            "Pack the files again, or download the package again."),
        new(
            ContainerText,
            "README.md and LICENSE are UTF-8 without a byte order mark and without control characters but tab, LF and CR.",
            "A README.md saved as UTF-16.",
            "Save it as plain UTF-8 text without BOM."),
        new(
            ContainerCanonical,
            "The canonical form of every entry is within the entry's limit, too.",
            "An icon of 1,024 × 1,024 pixels of noise: 900 KiB as a palette picture, 3 MiB as RGBA.",
            "Make the file smaller."),
    ];
}
