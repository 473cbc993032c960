using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Tests.Building;
using static NeuralMarket.Format.Findings.Rules;
using static NeuralMarket.Format.Tests.Rules.BadCase;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Archives that break one rule of "Container" each.</summary>
internal static class BadContainers
{
    private const int KiB = 1024;

    public static IEnumerable<BadCase> All => [.. Files, .. Directories, .. Names, .. Headers, .. Extras, .. Descriptors, .. Contents, .. Texts, .. Canonical];

    private static IEnumerable<BadCase> Files =>
    [
        Package(ContainerSize, "40 MiB and a byte", package => package.Break = _ => new byte[PackageReader.MaximumFileLength + 1]),
        Package(ContainerZip, "an empty file", package => package.Break = _ => []),
        Package(ContainerZip, "text", package => package.Break = _ => Bytes.Utf8("This is no archive.")),
        Package(ContainerZip, "a file that was cut off", package => package.Break = bytes => bytes[..^1]),
        Package(ContainerZip, "an end record cut in its signature", package => package.Break = bytes => bytes[..^20]),
        Archive(ContainerComment, "a comment of the archive", archive => archive.Comment = Bytes.Utf8("made by me")),
        Archive(ContainerTrailingData, "a line end behind the archive", archive => archive.Behind = Bytes.Utf8("\n")),
        Archive(ContainerTrailingData, "60 KiB behind the archive", archive => archive.Behind = new byte[60 * KiB]),
        Archive(ContainerLeadingData, "a program in front, offsets that count it", archive => archive.InFront = Bytes.Utf8("#!/bin/sh\nexit\n")),
        Archive(ContainerLeadingData, "a program in front, offsets that do not count it", archive => (archive.InFront, archive.OffsetsCountFront) = (Bytes.Utf8("#!/bin/sh\nexit\n"), false)),
        Archive(ContainerDisk, "the end record names disk 1", archive => archive.BreakEnd = bytes => bytes.With(4, 1, 0)),
        Archive(ContainerDisk, "the directory begins on disk 1", archive => archive.BreakEnd = bytes => bytes.With(6, 1, 0)),
        Archive(ContainerDisk, "fewer entries on this disk than in all", archive => archive.BreakEnd = bytes => bytes.With(8, 3, 0)),
        Part(ContainerDisk, "an entry on disk 1", part => part.BreakCentral = bytes => bytes.With(34, 1, 0)),
        Archive(ContainerHole, "bytes in front of the directory", archive => archive.BeforeDirectory = new byte[8]),
        Archive(ContainerHole, "bytes behind the directory", archive => archive.BehindDirectory = new byte[5]),
        Part(ContainerHole, "a byte between two entries", part => part.Behind = [0]),
        Part(ContainerHole, "a whole hidden entry between two entries", part => part.Behind = Bytes.Join(new ZipPart("hidden.txt", [1, 2, 3]).Local(), [1, 2, 3])),
        Part(ContainerHole, "bytes behind a descriptor", part => (part.Descriptor, part.Behind) = (DescriptorForm.SignedShort, new byte[9])),
    ];

    private static IEnumerable<BadCase> Directories =>
    [
        Archive(ContainerDirectory, "one entry more in the end record", archive => archive.BreakEnd = bytes => bytes.With(8, 5, 0, 5, 0)),
        Archive(ContainerDirectory, "one entry fewer in the end record", archive => archive.BreakEnd = bytes => bytes.With(8, 3, 0, 3, 0)),
        Archive(ContainerDirectory, "a directory outside of the file", archive => archive.BreakEnd = bytes => bytes.With(16, 0, 0, 0, 0x70)),
        Archive(ContainerDirectory, "a directory larger than the file", archive => archive.BreakEnd = bytes => bytes.With(12, 0, 0, 0, 0x70)),
        Archive(ContainerDirectory, "more entries than the file has room for", archive => archive.BreakEnd = bytes => bytes.With(8, 0xFE, 0xFF, 0xFE, 0xFF)),
        Archive(ContainerDirectory, "a name longer than the directory", archive => archive.Parts[3].BreakCentral = bytes => bytes.With(28, 0xFF, 0xFF)),
        Archive(ContainerDirectory, "a wrong signature in the directory", archive => archive.Parts[1].BreakCentral = bytes => bytes.With(0, 0)),
        Archive(ContainerOverlap, "a directory that reaches into the end record", archive => archive.BreakEnd = bytes => bytes.With(16, [.. Bytes.Integer(BitConverter.ToUInt32(bytes, 16) + 4)])),
        Part(ContainerOverlap, "an entry that reaches into the directory", part => (part.BreakCentral, part.BreakLocal) = (bytes => bytes.With(20, 9, 9, 9, 0), bytes => bytes.With(18, 9, 9, 9, 0))),
        Package(ContainerOverlap, "an entry that reaches into the next one", package => package.Archive = archive => (archive.Parts[0].BreakCentral, archive.Parts[0].BreakLocal) = (bytes => bytes.With(20, 0, 1, 1, 0), bytes => bytes.With(18, 0, 1, 1, 0))),
        Package(ContainerOverlap, "an entry inside of another one's data", package => package.Archive = HideEntry),
        Part(ContainerHeader, "no local header where the directory says", part => part.BreakLocal = bytes => bytes.With(0, 0)),
        Archive(ContainerZip64, "another count in the ZIP64 record", archive => (archive.Zip64, archive.BreakEnd) = (true, bytes => bytes.With(8, 3, 0, 3, 0))),
        Archive(ContainerZip64, "a locator that points elsewhere", archive => (archive.Zip64, archive.BreakZip64) = (true, bytes => bytes.With(64, 0, 0, 0, 0))),
        Archive(ContainerZip64, "a locator that names two disks", archive => (archive.Zip64, archive.BreakZip64) = (true, bytes => bytes.With(72, 2))),
        Archive(ContainerZip64, "a ZIP64 record with more behind its values", archive => (archive.Zip64, archive.BreakZip64) = (true, bytes => bytes.With(4, 48))),
        Archive(ContainerZip64, "a ZIP64 record without its signature", archive => (archive.Zip64, archive.BreakZip64) = (true, bytes => bytes.With(0, 0))),
        Archive(ContainerDirectory, "ZIP64 values outside of the file", archive => (archive.Zip64, archive.BreakZip64) = (true, bytes => bytes.With(40, [.. Bytes.Long(long.MaxValue)]))),
        Archive(ContainerDirectory, "all ones in the end record without a ZIP64 record", archive => archive.BreakEnd = bytes => bytes.With(16, 0xFF, 0xFF, 0xFF, 0xFF)),
    ];

    private static IEnumerable<BadCase> Names =>
    [
        Package(ContainerEntryName, "a further file", package => package.Archive = archive => archive.Parts.Add(new("notes.txt", [1]))),
        Package(ContainerEntryName, "a folder", package => package.Archive = archive => archive.Parts.Add(new("docs/", []))),
        Part(ContainerEntryName, "a path", part => part.Name = Bytes.Utf8("docs/README.md")),
        Part(ContainerEntryName, "a path upwards", part => part.Name = Bytes.Utf8("../README.md")),
        Part(ContainerEntryName, "a path with a backslash", part => part.Name = Bytes.Utf8("docs\\README.md")),
        Part(ContainerEntryName, "an absolute path", part => part.Name = Bytes.Utf8("/README.md")),
        Part(ContainerEntryName, "another case", part => part.Name = Bytes.Utf8("readme.md")),
        Part(ContainerEntryName, "a zero behind the name", part => part.Name = Bytes.Utf8("README.md\0")),
        Part(ContainerEntryName, "no name at all", part => part.Name = []),
        Part(ContainerEntryName, "a name that is not UTF-8", part => part.Name = [0xFF, 0xFE, 0x80]),
        Part(ContainerEntryName, "a name with a terminal's escape", part => part.Name = Bytes.Utf8("\u001b[2J")),
        Package(ContainerEntryRepeated, "a name twice", package => package.Archive = archive => archive.Parts.Add(new("icon.png", package.Icon.Build()))),
        Package(ContainerEntryCount, "seven entries", package =>
        {
            (package.Readme, package.License) = ([], []);
            package.Archive = archive => archive.BreakEnd = bytes => bytes.With(8, 0xE9, 3, 0xE9, 3);
            package.Break = bytes => ManyEntries(bytes, 1001);
        }),
        .. new[] { "manifest.json", "map_clsloc.txt", "weights.safetensors", "icon.png" }.Select(name =>
            Archive(ContainerEntryMissing, $"{name} is missing", archive => archive.Parts.Remove(archive[name]))),
    ];

    private static IEnumerable<BadCase> Headers =>
    [
        Part(ContainerHeader, "another name in the local header", part => part.BreakLocal = bytes => bytes.With(30, (byte)'r')),
        Part(ContainerHeader, "another length of the name in the local header", part => part.BreakLocal = bytes => [.. bytes.With(26, 10), (byte)'x']),
        Part(ContainerHeader, "another method in the local header", part => part.BreakLocal = bytes => bytes.With(8, 8, 0)),
        Part(ContainerHeader, "another CRC-32 in the local header", part => part.BreakLocal = bytes => bytes.With(14, 1, 2, 3, 4)),
        Part(ContainerHeader, "no CRC-32 in the local header, and no descriptor", part => part.BreakLocal = bytes => bytes.With(14, 0, 0, 0, 0)),
        Part(ContainerHeader, "another size in the local header", part => part.BreakLocal = bytes => bytes.With(22, 1, 0, 0, 0)),
        Part(ContainerHeader, "another packed size in the local header", part => part.BreakLocal = bytes => bytes.With(18, 1, 0, 0, 0)),
        Part(ContainerHeader, "with a descriptor, a wrong CRC-32 in the local header", part => (part.Descriptor, part.BreakLocal) = (DescriptorForm.Short, bytes => bytes.With(14, 1, 2, 3, 4))),
        Part(ContainerHeader, "with a descriptor, a wrong size in the local header", part => (part.Descriptor, part.BreakLocal) = (DescriptorForm.Short, bytes => bytes.With(22, 1, 0, 0, 0))),
        Part(ContainerComment, "a comment of an entry", part => part.Comment = Bytes.Utf8("by me")),
        Part(ContainerEncryption, "an encrypted entry", part => part.Flags = 1),
        Part(ContainerEncryption, "strong encryption", part => part.Flags = 0x41),
        Part(ContainerEncryption, "masked headers", part => part.Flags = 0x2000),
        .. new[] { 4, 5, 7, 8, 9, 10, 12, 14, 15 }.Select(bit => Part(ContainerFlags, $"bit {bit} of the flags", part => part.Flags = 1 << bit)),
        Part(ContainerFlags, "a forbidden flag in the local header alone", part => part.BreakLocal = bytes => bytes.With(6, 0x20, 0)),
        Part(ContainerFlags, "bit 3 in the local header alone", part => part.BreakLocal = bytes => bytes.With(6, 8, 0)),
        .. new[] { 1, 6, 9, 12, 14, 93, 95, 99 }.Select(method => Part(
            ContainerMethod, $"method {method}", part => (part.BreakLocal, part.BreakCentral) = (bytes => bytes.With(8, (byte)method, 0), bytes => bytes.With(10, (byte)method, 0)))),
        Part(ContainerFileType, "a symbolic link", part => (part.MadeBy, part.ExternalAttributes) = (0x0314, 0xA1FF_0000)),
        Part(ContainerFileType, "a symbolic link, made by MS-DOS", part => part.ExternalAttributes = 0xA1FF_0000),
        Part(ContainerFileType, "a Unix folder", part => (part.MadeBy, part.ExternalAttributes) = (0x0314, 0x41ED_0000)),
        Part(ContainerFileType, "a device", part => (part.MadeBy, part.ExternalAttributes) = (0x0314, 0x21A4_0000)),
        Part(ContainerFileType, "a named pipe", part => part.ExternalAttributes = 0x11A4_0000),
        Part(ContainerFileType, "a DOS folder", part => part.ExternalAttributes = 0x10),
        Part(ContainerFileType, "a regular file that is a DOS folder, too", part => (part.MadeBy, part.ExternalAttributes) = (0x0314, 0x81A4_0010)),
    ];

    private static IEnumerable<BadCase> Extras =>
    [
        Part(ContainerExtra, "an extra field of three bytes in the directory", part => part.CentralExtra = [1, 2, 3]),
        Part(ContainerExtra, "an extra field of three bytes in the local header", part => part.LocalExtra = [1, 2, 3]),
        Part(ContainerExtra, "an extra field longer than the header says", part => part.CentralExtra = [0x55, 0x54, 9, 0, 1]),
        Part(ContainerExtra, "bytes behind the last extra field", part => part.LocalExtra = [0x55, 0x54, 1, 0, 1, 0]),
        Part(ContainerExtra, "a Unicode path in the directory", part => part.CentralExtra = UnicodePath("README.md")),
        Part(ContainerExtra, "a Unicode path in the local header", part => part.LocalExtra = UnicodePath("evil.md")),
        Part(ContainerZip64, "a ZIP64 field for values that the header gives", part => part.CentralExtra = [.. Bytes.Short(1), .. Bytes.Short(8), .. Bytes.Long(520)]),
        Part(ContainerZip64, "a ZIP64 field with more than the values that are all ones", part => (part.CentralZip64, part.BreakCentral) = (true, bytes => bytes.With(42, [.. bytes[(46 + 9 + 4 + 16)..(46 + 9 + 4 + 20)]]))),
        Part(ContainerZip64, "a size of all ones without a ZIP64 field", part => part.BreakCentral = bytes => bytes.With(24, 0xFF, 0xFF, 0xFF, 0xFF)),
        Part(ContainerZip64, "a local size of all ones without a ZIP64 field", part => part.BreakLocal = bytes => bytes.With(22, 0xFF, 0xFF, 0xFF, 0xFF)),
        Part(ContainerZip64, "two ZIP64 fields", part => (part.LocalZip64, part.LocalExtra) = (true, [.. Bytes.Short(1), .. Bytes.Short(0)])),
        Part(ContainerZip64, "a disk of all ones without a ZIP64 field", part => part.BreakCentral = bytes => bytes.With(34, 0xFF, 0xFF)),
        Part(ContainerOverlap, "a size beyond 64 bits' half in a ZIP64 field", part => (part.LocalZip64, part.CentralZip64, part.BreakLocal, part.BreakCentral) = (
            true, true, bytes => bytes.With(30 + 9 + 4 + 8, [.. Bytes.Long(long.MaxValue)]), bytes => bytes.With(46 + 9 + 4 + 8, [.. Bytes.Long(long.MaxValue)]))),
    ];

    private static IEnumerable<BadCase> Descriptors =>
    [
        Part(ContainerDescriptor, "no descriptor where bit 3 says so", part => (part.Descriptor, part.BreakDescriptor) = (DescriptorForm.Short, _ => [])),
        Part(ContainerDescriptor, "a descriptor cut short", part => (part.Descriptor, part.BreakDescriptor) = (DescriptorForm.SignedShort, bytes => bytes[..^1])),
        Part(ContainerDescriptor, "a descriptor with a wrong signature", part => (part.Descriptor, part.BreakDescriptor) = (DescriptorForm.SignedShort, bytes => bytes.With(0, 0))),
        Part(ContainerDescriptor, "a descriptor with another CRC-32", part => (part.Descriptor, part.BreakDescriptor) = (DescriptorForm.Short, bytes => bytes.With(0, 1, 2, 3, 4))),
        Part(ContainerDescriptor, "a descriptor with another size", part => (part.Descriptor, part.BreakDescriptor) = (DescriptorForm.Short, bytes => bytes.With(8, 1))),
        Part(ContainerDescriptor, "a descriptor with another packed size", part => (part.Descriptor, part.BreakDescriptor) = (DescriptorForm.SignedShort, bytes => bytes.With(8, 1))),
        Part(ContainerDescriptor, "a 64-bit descriptor without a ZIP64 field", part => part.Descriptor = DescriptorForm.SignedLong),
        Part(ContainerDescriptor, "an unsigned 64-bit descriptor without a ZIP64 field", part => part.Descriptor = DescriptorForm.Long),
        Part(ContainerDescriptor, "a 64-bit descriptor with another size", part => (part.Descriptor, part.LocalZip64, part.BreakDescriptor) = (DescriptorForm.Long, true, bytes => bytes.With(19, 1))),
    ];

    private static IEnumerable<BadCase> Contents =>
    [
        Part(ContainerCrc, "another byte in the content", part => part.Packed = part.Content.With(3, (byte)'X')),
        Part(ContainerCrc, "another byte in deflated content", part => (part.Deflated, part.Packed) = (true, Bytes.Deflate(part.Content.With(3, (byte)'X')))),
        Part(ContainerLength, "a byte fewer than the headers say", part => (part.BreakLocal, part.BreakCentral) = (bytes => bytes.With(22, [.. Bytes.Integer(521)]), bytes => bytes.With(24, [.. Bytes.Integer(521)]))),
        Part(ContainerLength, "deflated, a byte more than the headers say", part => (part.Deflated, part.Packed) = (true, Bytes.Deflate([.. part.Content, 1]))),
        Part(ContainerDeflate, "a byte behind the deflated data", part => (part.Deflated, part.Packed) = (true, [.. Bytes.Deflate(part.Content), 0])),
        Part(ContainerDeflate, "deflated data cut short", part => (part.Deflated, part.Packed) = (true, Bytes.Deflate(part.Content)[..^1])),
        Part(ContainerDeflate, "no deflated data at all", part => (part.Deflated, part.Packed) = (true, [])),
        Part(ContainerDeflate, "block type 3", part => (part.Deflated, part.Packed) = (true, [0x07])),
        Part(ContainerDeflate, "a stored block whose length is wrong", part => (part.Deflated, part.Packed) = (true, [1, 5, 0, 5, 0, 1, 2, 3, 4, 5])),
        Part(ContainerDeflate, "a distance behind the beginning", part => (part.Deflated, part.Packed) = (true, [0x03, 0x02, 0x00])),
        Part(ContainerDeflate, "a length code that deflate does not use", part => (part.Deflated, part.Packed) = (true, [0x1B, 0x03])),
        Part(ContainerDeflate, "a code with too many symbols", part => (part.Deflated, part.Packed) = (true, [0x05, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])),
        Part(ContainerEntrySize, "a README.md of 256 KiB and a byte", part => part.Content = Bytes.Utf8(new string('a', (256 * KiB) + 1))),
        Part(ContainerEntrySize, "a deflated README.md of 16 MiB", part => (part.Deflated, part.Content) = (true, new byte[16 * KiB * KiB])),
        Part(ContainerEntrySize, "a deflated README.md of 16 MiB that is said to have 10 bytes", part => (part.Deflated, part.Packed) = (true, Bytes.Deflate(new byte[16 * KiB * KiB]))),
        Package(ContainerEntrySize, "a LICENSE of 256 KiB and a byte", package => package.License = Bytes.Utf8(new string('a', (256 * KiB) + 1))),
        Package(ContainerEntrySize, "a manifest of 64 KiB and a byte", package => package.ManifestBytes = Bytes.Utf8(package.Manifest.ToJsonString().PadRight((64 * KiB) + 1))),
        Package(ContainerEntrySize, "categories of 256 KiB and a byte", package => package.Categories = package.Categories.PadRight((256 * KiB) + 1)),
        Package(ContainerEntrySize, "an icon of 1 MiB and a byte", package => package.Icon.BeforeData.Add(("teXt", new byte[(KiB * KiB) + 1 - 12 - package.Icon.Build().Length]))),
        Package(ContainerEntrySize, "weights of more than 32 MiB", package => package.Weights.Features = 4 * KiB * KiB),
    ];

    private static IEnumerable<BadCase> Texts =>
    [
        Package(ContainerText, "a byte order mark in README.md", package => package.Readme = [0xEF, 0xBB, 0xBF, 65]),
        Package(ContainerText, "README.md in UTF-16", package => package.Readme = [0xFF, 0xFE, 65, 0]),
        Package(ContainerText, "an overlong form in README.md", package => package.Readme = [0xC0, 0xAF]),
        Package(ContainerText, "a surrogate in LICENSE", package => package.License = [0xED, 0xA0, 0x80]),
        Package(ContainerText, "a character above U+10FFFF in LICENSE", package => package.License = [0xF4, 0x90, 0x80, 0x80]),
        Package(ContainerText, "a cut character at the end of LICENSE", package => package.License = [65, 0xE2, 0x82]),
        Package(ContainerText, "a zero in README.md", package => package.Readme = [65, 0, 66]),
        Package(ContainerText, "an escape in README.md", package => package.Readme = Bytes.Utf8("\u001b[31mred")),
        Package(ContainerText, "a C1 control in README.md", package => package.Readme = Bytes.Utf8("a\u0085b")),
        Package(ContainerText, "a form feed in LICENSE", package => package.License = Bytes.Utf8("a\fb")),
        Package(ContainerText, "a delete in LICENSE", package => package.License = Bytes.Utf8("a\u007fb")),
    ];

    private static IEnumerable<BadCase> Canonical =>
    [
        Package(ContainerCanonical, "noise that fits as a palette icon and not as RGBA", package =>
        {
            Random random = new(1);
            (package.Icon.Width, package.Icon.Height, package.Icon.ColorType) = (900, 900, 3);
            package.Icon.Palette = [.. Enumerable.Range(0, 768).Select(_ => (byte)random.Next(256))];
            package.Icon.Pixel = (_, _) => [(byte)random.Next(256)];
        }),
        Package(ContainerCanonical, "short tags that become long ones", package => package.Categories += string.Concat(Enumerable.Range(1, 20_000).Select(i => $"n{i} 0 a\n"))),
    ];

    // The directory has a LICENSE that lies at the end of README.md's data.
    private static void HideEntry(ZipBuilder archive)
    {
        ZipPart hidden = new("LICENSE", Bytes.Utf8("All yours."));
        byte[] whole = Bytes.Join(hidden.Local(), hidden.Content);
        archive.Parts.Add(new("README.md", Bytes.Join(Bytes.Utf8("Sharks. "), whole)));
        hidden.BreakLocal = _ => [];
        hidden.Packed = [];
        hidden.BreakCentral = bytes => bytes.With(20, Bytes.Integer(hidden.Content.Length)).With(42, Bytes.Integer(BitConverter.ToUInt32(bytes, 42) - whole.Length));
        archive.Parts.Add(hidden);
    }

    private static byte[] UnicodePath(string path) =>
        [.. Bytes.Short(0x7075), .. Bytes.Short(5 + path.Length), 1, .. Bytes.Integer(Bytes.Crc32(Bytes.Utf8("README.md"))), .. Bytes.Utf8(path)];

    // Replaces the archive by one whose directory has very many entries.
    private static byte[] ManyEntries(byte[] file, int count)
    {
        byte[] directory = Bytes.Join(Enumerable.Range(0, count).Select(i => new ZipPart($"{i}", []).Central(0)));
        byte[] end = file[^22..].With(12, [.. Bytes.Integer(directory.Length), .. Bytes.Integer(0)]);
        return [.. directory, .. end];
    }
}
