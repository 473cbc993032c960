using System.IO.Compression;
using System.Text.Json.Nodes;
using NeuralMarket.Format.Tests.Building;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Unusual packages that are valid: what the specification leaves open is accepted.</summary>
internal static class GoodPackages
{
    private const string OddTitle = "\u00C9t\u00E9 \uD55C \U0001F988 \uFFFE \uAC01\u0301";

    public static IEnumerable<GoodCase> All => [.. Archives, .. Limits, .. Manifests, .. Categories, .. Weights, .. Icons];

    private static IEnumerable<GoodCase> Archives =>
    [
        Archive("all entries deflated", archive => archive.Parts.ForEach(part => part.Deflated = true)),
        Archive("deflated as stored blocks", archive => archive.Parts.ForEach(part => (part.Deflated, part.Packed) = (true, Bytes.Deflate(part.Content, CompressionLevel.NoCompression)))),
        Archive("deflated with fixed codes", archive => archive.Parts.ForEach(part => (part.Deflated, part.Packed) = (true, Bytes.Deflate(part.Content, CompressionLevel.Fastest)))),
        Archive("an empty stored block at the deflated data's end", archive => archive.Parts.ForEach(part => (part.Deflated, part.Packed) = (true, [.. NotLast(part.Content), 1, 0, 0, 0xFF, 0xFF]))),
        Archive("entries in another order", archive => archive.Parts.Reverse()),
        Archive("a directory in another order than the file", archive => archive.DirectoryReversed = true),
        .. Enum.GetValues<DescriptorForm>().Where(form => form != DescriptorForm.None).SelectMany(form => new[] { false, true }.Select(nothing =>
            Archive($"{form} descriptors beside a local header that says {(nothing ? "nothing" : "the same")}", archive => archive.Parts.ForEach(part =>
                (part.Descriptor, part.LocalSaysNothing, part.LocalZip64, part.Deflated) = (form, nothing, form is DescriptorForm.Long or DescriptorForm.SignedLong, true))))),
        Archive("64-bit descriptors beside ZIP64 fields of the directory alone", archive => archive.Parts.ForEach(part => (part.Descriptor, part.CentralZip64) = (DescriptorForm.SignedLong, true))),
        Archive("32-bit descriptors beside ZIP64 fields", archive => archive.Parts.ForEach(part => (part.Descriptor, part.LocalZip64) = (DescriptorForm.Short, true))),
        Archive("stored data with a descriptor", archive => archive.Parts.ForEach(part => (part.Descriptor, part.LocalSaysNothing) = (DescriptorForm.SignedShort, true))),
        Archive("ZIP64 fields in both headers", archive => archive.Parts.ForEach(part => (part.LocalZip64, part.CentralZip64) = (true, true))),
        Archive("an empty ZIP64 field", archive => archive.Parts.ForEach(part => part.CentralExtra = [1, 0, 0, 0])),
        Archive("a ZIP64 end record", archive => archive.Zip64 = true),
        Archive("a ZIP64 end record beside an end record that says everything", archive => (archive.Zip64, archive.BreakEnd) = (true, _ => EndOf(archive))),
        Archive("bits 1, 2 and 11 of the flags", archive => archive.Parts.ForEach(part => part.Flags = 0x806)),
        Archive("bit 11 in the directory alone", archive => archive.Parts.ForEach(part => part.BreakCentral = bytes => bytes.With(9, 8))),
        Archive("made on Unix, a regular file", archive => archive.Parts.ForEach(part => (part.MadeBy, part.ExternalAttributes) = (0x031E, 0x81A4_0000))),
        Archive("made by MS-DOS, with a Unix mode and an archive bit", archive => archive.Parts.ForEach(part => part.ExternalAttributes = 0x81A4_0020)),
        Archive("made on Unix, without a file type", archive => archive.Parts.ForEach(part => (part.MadeBy, part.ExternalAttributes) = (0x0314, 0x01A4_0000))),
        Archive("time stamps, owners and unknown extra fields", archive => archive.Parts.ForEach(part => (part.LocalExtra, part.CentralExtra) = ([0x55, 0x54, 5, 0, 1, 0, 0, 0, 0, 0x75, 0x78, 0, 0], [0xFE, 0xCA, 2, 0, 9, 9]))),
        Archive("other dates and versions in the local header", archive => archive.Parts.ForEach(part => part.BreakLocal = bytes => bytes.With(4, 45, 0).With(10, 9, 9, 9, 9))),
        Archive("internal attributes", archive => archive.Parts.ForEach(part => part.BreakCentral = bytes => bytes.With(36, 1, 0))),
        new("an empty README.md and an empty LICENSE", false, package => (package.Readme, package.License) = ([], [])),
        new("an empty deflated README.md", false, package => (package.Readme, package.Archive) = ([], archive => archive["README.md"].Deflated = true)),
        new("a README.md with tabs, all line ends and emoji", false, package => package.Readme = Bytes.Utf8("# Sharks\r\n\ta\rb\n\U0001F988\u200D\u2028")),
    ];

    private static IEnumerable<GoodCase> Limits =>
    [
        new("a manifest of 64 KiB", true, package => package.ManifestBytes = Bytes.Utf8(package.Manifest.ToJsonString().PadRight(64 * 1024))),
        new("categories of 256 KiB", true, package => package.Categories = package.Categories.PadRight(256 * 1024)),
        new("a README.md and a LICENSE of 256 KiB", false, package => (package.Readme, package.License) = (Bytes.Utf8(new string('a', 256 * 1024)), Bytes.Utf8(new string('b', 256 * 1024)))),
        new("an icon of 1 MiB", true, package => package.Icon.BeforeData.Add(("teXt", new byte[(1024 * 1024) - 12 - package.Icon.Build().Length]))),
        new("weights of 32 MiB", false, package => (package.Weights.Features, package.Weights.Header) = (4_194_283, null)),
        new("1,000 outputs", false, package => (package.Weights.Outputs, package.Categories) = (1000, string.Concat(Enumerable.Range(1, 1000).Select(i => $"n{i} {i} name_{i}\n")))),
    ];

    private static IEnumerable<GoodCase> Manifests =>
    [
        Text("white space and a line end", true, text => "\r\n\t " + text.Replace(",", " ,\n") + " \n"),
        Text("escapes in keys and values", true, text => text.Replace("\"title\"", "\"\\u0074itle\"").Replace("Sharks", "\\u0053harks")),
        Text("unknown keys of every type, 16 levels deep", true, text => text[..^1] + $",\"x\":{new string('[', 15)}{new string(']', 15)},\"y\":null,\"\":{{\"a\":1.5e3}},\"titl\":true}}"),
        Text("keys that differ by more than the case of ASCII letters", true, text => text[..^1] + ",\"\\u212Aey\":1,\"t\\u0131tle\":2,\"licen\\u017Fe\":3}"),
        Text("an empty trigger and no devices", true, text => text[..^1] + ",\"trigger\":{},\"testedOn\":[]}"),
        Text("a trigger that says the defaults", true, text => text[..^1] + ",\"trigger\":{\"on\":\"base\",\"atLeast\":-0.0,\"top\":1,\"more\":[]}}"),
        Text("atLeast in other words", false, text => text[..^1] + ",\"trigger\":{\"atLeast\":2.5E-1,\"top\":1000}}"),
        Text("atLeast of exactly 1", false, text => text[..^1] + ",\"trigger\":{\"atLeast\":1.0}}"),
        Text("a parent", false, text => text[..^1] + ",\"trigger\":{\"on\":{\"patch\":\"other-patch\",\"version\":\"^0.0.0-a.1\",\"x\":1}}}"),
        .. new[] { "0.0.0", "2147483647.2147483647.2147483647", "1.0.0--", "1.0.0-0", "1.0.0-a.-.b.2147483647", "1.0.0-0a", "1.0.0-" + new string('a', 58) }.Select(version =>
            new GoodCase($"the version {version}", false, package => package.Manifest["version"] = version)),
        .. new[]
        {
            "MIT", "GPL-2.0+", "MIT OR Apache-2.0", "(MIT)", "((MIT AND BSD-3-Clause) OR (ISC))", "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT", "LicenseRef-a", "DocumentRef-a.b:LicenseRef-c-d",
            "MIT  AND  ISC", "(MIT)AND(ISC)", "no-such-licence-1.0", "LicenseRef-a WITH b", "MIT AND ISC OR BSD-2-Clause AND Zlib", "and", "licenseref-",
        }.Select(license => new GoodCase($"the licence {license}", false, package => package.Manifest["license"] = license)),
        new("the shortest and the longest id", false, package => package.Manifest["id"] = "a" + new string('1', 63)),
        new("a title of many scripts, Hangul, noncharacters and emoji", false, package => package.Manifest["title"] = OddTitle),
        new("a title of 80 characters beyond the basic plane", false, package => package.Manifest["title"] = string.Concat(Enumerable.Repeat("\U0001F988", 80))),
        new("a description with lines, tabs and spaces at its ends", false, package => package.Manifest["description"] = " \n\ta\u3000"),
        new("an empty description", false, package => package.Manifest["description"] = ""),
        new("a description of 4,000 characters", false, package => package.Manifest["description"] = string.Concat(Enumerable.Repeat("\U0001F988", 4000))),
        new("a network's name with hyphens at its ends", false, package => package.Manifest["base"]!["name"] = "-1-"),
        new("100 devices", false, package => package.Manifest["testedOn"] = new JsonArray([.. Enumerable.Range(0, 100).Select(i =>
            new JsonObject { ["platform"] = i % 2 == 0 ? "ios" : "android", ["device"] = "a", ["os"] = new string('b', 80), ["notes"] = i % 3 == 0 ? "" : "\n\t" })])),
    ];

    private static IEnumerable<GoodCase> Categories =>
    [
        new("CRLF", true, package => package.Categories = package.Categories.Replace("\n", "\r\n")),
        new("no line end at the end", true, package => package.Categories = package.Categories.TrimEnd('\n')),
        new("tabs, many spaces, spaces at the ends, empty lines", true, package => package.Categories = "\n \t\r\n" + package.Categories.Replace(" 1 ", "\t \t1 \t").Replace("shark\n", "shark \t\n\n").Replace("tiger_", "tiger ")),
        new("rows in another order", true, package => package.Categories = string.Concat(package.Categories.TrimEnd('\n').Split('\n').Reverse().Select(line => line + "\n"))),
        new("tags with other zeros", true, package => package.Categories = package.Categories.Replace("n01484850", "n1484850").Replace("n01491361", "n001491361")),
        new("the smallest and the greatest tag", false, package => package.Categories += "n0 0 nothing\nn999999999 0 everything\n"),
        new("names that trigger only and repeat", false, package => package.Categories += "n3 0 tiger_shark\nn4 0 TIGER_SHARK\n"),
        new("a name of 80 characters with spaces inside", false, package => package.Categories += $"n3 0 {new string('a', 39)}__{new string('\u00E9', 39)}\n"),
        new("a dotless i beside an i", false, package => package.Categories = "n1 1 \u0131\nn2 2 i\n"),
        new("a number sign, a quote and a noncharacter", false, package => package.Categories += "n3 0 #1_\"ray\"_\uFFFE\n"),
    ];

    private static IEnumerable<GoodCase> Weights =>
    [
        new("F16", false, package => package.Weights.Type = "F16"),
        new("BF16", false, package => package.Weights.Type = "BF16"),
        new("weight in front of bias, spaces, metadata and padding", true, package =>
        {
            byte[] data = package.Weights.RightData;
            package.Weights.Header = "{ \"__metadata__\" : { \"format\":\"pt\", \"\":\"\" } ,\n\"weight\":{\"data_offsets\":[0,24],\"shape\":[2,3],\"dtype\":\"F32\"},\"bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}      ";
            package.Weights.Data = [.. data[8..], .. data[..8]];
        }),
        new("a header of 64 KiB", true, package => package.Weights.Header = package.Weights.RightHeader.PadRight(64 * 1024)),
        new("escapes in the header", true, package => package.Weights.Header = package.Weights.RightHeader.Replace("weight", "w\\u0065ight").Replace("\"F32\"", "\"\\u004632\"")),
        new("the greatest and the smallest numbers", false, package => package.Weights.Data = [.. new[] { float.MaxValue, float.MinValue, float.Epsilon, -0f, 0, 1, -1, 1e-40f }.SelectMany(BitConverter.GetBytes)]),
        new("one feature", false, package => package.Weights.Features = 1),
    ];

    private static IEnumerable<GoodCase> Icons =>
    [
        .. Enumerable.Range(0, 5).SelectMany(filter => new byte[] { 0, 1 }.Select(interlace =>
            Icon($"filter {filter}, interlace {interlace}", true, icon => (icon.Filter, icon.Interlace) = ((byte)filter, interlace)))),
        Icon("image data in 50 chunks", true, icon => icon.DataChunks = 50),
        Icon("an empty chunk of image data", true, icon => icon.BreakChunks = chunks => [chunks[0], ("IDAT", []), .. chunks[1..]]),
        Icon("known and unknown ancillary chunks everywhere", true, icon =>
        {
            icon.BeforePalette.AddRange([("gAMA", [0, 0, 0, 1]), ("iCCP", [1, 2, 3])]);
            icon.BeforeData.AddRange([("tEXt", [65, 0, 66]), ("abCd", []), ("eXIf", [9])]);
            icon.BehindData.AddRange([("zTXt", [1]), ("tIME", [])]);
        }),
        Icon("a palette that an RGBA icon only suggests", true, icon => icon.Palette = new byte[6]),
        Icon("greyscale", false, icon => (icon.ColorType, icon.Pixel) = (0, (x, y) => [(byte)(x + y)])),
        Icon("greyscale with one transparent level", false, icon => (icon.ColorType, icon.Pixel, icon.Transparency) = (0, (x, y) => [(byte)(x + y)], [7, 9])),
        Icon("greyscale with alpha, interlaced", false, icon => (icon.ColorType, icon.Pixel, icon.Interlace) = (4, (x, y) => [(byte)x, (byte)y], 1)),
        Icon("RGB with a transparent colour", false, icon => (icon.ColorType, icon.Pixel, icon.Transparency) = (2, (x, y) => [(byte)x, (byte)y, 0], [0, 1, 0, 2, 0, 0])),
        Icon("a palette of one colour and less transparency", false, icon => (icon.ColorType, icon.Palette, icon.Transparency, icon.Pixel) = (3, [1, 2, 3, 4, 5, 6], [0], (x, _) => [(byte)(x % 2)])),
        Icon("1,024 pixels a side", false, icon => (icon.Width, icon.Height, icon.Pixel) = (1024, 1024, (x, y) => [(byte)(x / 8), (byte)(y / 8), 0, 255])),
        Icon("white that shows on black alone", false, icon => icon.Pixel = (x, _) => [255, 255, 255, (byte)(x == 9 ? 255 : 0)]),
        Icon("black that shows on white alone", false, icon => icon.Pixel = (x, _) => [0, 0, 0, (byte)(x == 9 ? 255 : 0)]),
        Icon("two pixels that differ a little", false, icon => icon.Pixel = (x, y) => [9, 9, (byte)(x == 63 && y == 63 ? 8 : 9), 255]),
    ];

    private static GoodCase Archive(string name, Action<ZipBuilder> change) => new(name, true, package => package.Archive = change);

    private static GoodCase Icon(string name, bool same, Action<PngBuilder> change) => new(name, same, package => change(package.Icon));

    private static GoodCase Text(string name, bool same, Func<string, string> change) =>
        new(name, same, package => package.ManifestBytes = Bytes.Utf8(change(package.Manifest.ToJsonString())));

    // Stored blocks, none of which is the last.
    private static byte[] NotLast(byte[] content) =>
        [.. content.Chunk(1000).SelectMany(block => Bytes.Join([0], Bytes.Short(block.Length), Bytes.Short(~block.Length), block))];

    private static byte[] EndOf(ZipBuilder archive)
    {
        ZipBuilder plain = new();
        plain.Parts.AddRange(archive.Parts);
        return plain.Build()[^22..];
    }
}
