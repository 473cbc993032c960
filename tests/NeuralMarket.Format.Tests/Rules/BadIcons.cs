using NeuralMarket.Format.Tests.Building;
using static NeuralMarket.Format.Findings.Rules;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>Icons that break one rule each.</summary>
internal static class BadIcons
{
    public static IEnumerable<BadCase> All => [.. Files, .. Chunks, .. Headers, .. Palettes, .. Data, .. Blank];

    private static IEnumerable<BadCase> Files =>
    [
        BadCase.Package(IconPng, "an empty file", package => package.IconBytes = []),
        BadCase.Package(IconPng, "a JPEG", package => package.IconBytes = [0xFF, 0xD8, 0xFF, 0xE0]),
        Icon(IconPng, "a line end changed in the signature", icon => icon.Break = bytes => bytes.With(4, 10)),
        Icon(IconPng, "the signature alone", icon => icon.Break = bytes => bytes[..8]),
        Icon(IconPng, "cut in the image data", icon => icon.Break = bytes => bytes[..100]),
        Icon(IconPng, "no IEND", icon => icon.BreakChunks = chunks => chunks[..^1]),
        Icon(IconPng, "cut in IEND's CRC", icon => icon.Break = bytes => bytes[..^1]),
        Icon(IconPng, "a length of 2³¹", icon => icon.Break = bytes => bytes.With(33, 0x80)),
        Icon(IconTrailingData, "a byte behind IEND", icon => icon.Behind = [0]),
        Icon(IconTrailingData, "a second image behind IEND", icon => icon.Behind = new PngBuilder().Build()),
        Icon(IconCrc, "another CRC of IHDR", icon => icon.Break = bytes => bytes.With(29, (byte)(bytes[29] ^ 1))),
        Icon(IconCrc, "another CRC of IEND", icon => icon.Break = bytes => bytes.With(bytes.Length - 1, (byte)(bytes[^1] ^ 1))),
        Icon(IconCrc, "another byte in a text chunk", icon =>
        {
            icon.BeforeData.Add(("tEXt", Bytes.Utf8("Title\0Shark")));
            icon.Break = bytes => bytes.With(8 + 25 + 8, (byte)'t');
        }),
    ];

    private static IEnumerable<BadCase> Chunks =>
    [
        Icon(IconPng, "no IHDR", icon => icon.BreakChunks = chunks => chunks[1..]),
        Icon(IconPng, "IHDR second", icon => icon.BreakChunks = chunks => [("tEXt", [65, 0, 66]), .. chunks]),
        Icon(IconPng, "two IHDR", icon => icon.BreakChunks = chunks => [chunks[0], .. chunks]),
        Icon(IconPng, "a short IHDR", icon => icon.BreakChunks = chunks => [("IHDR", chunks[0].Data[..12]), .. chunks[1..]]),
        Icon(IconPng, "a long IHDR", icon => icon.BreakChunks = chunks => [("IHDR", [.. chunks[0].Data, 0]), .. chunks[1..]]),
        Icon(IconPng, "no image data", icon => icon.BreakChunks = chunks => [chunks[0], chunks[^1]]),
        Icon(IconPng, "a chunk between the image data", icon => (icon.DataChunks, icon.BreakChunks) = (2, chunks => [chunks[0], chunks[1], ("tEXt", [65, 0, 66]), .. chunks[2..]])),
        Icon(IconPng, "a byte in IEND", icon => icon.EndData = [0]),
        Icon(IconPng, "a chunk type with a digit", icon => icon.BeforeData.Add(("teX1", []))),
        Icon(IconPng, "two palettes", icon => Palette(icon, 4).BreakChunks = chunks => [chunks[0], chunks[1], .. chunks[1..]]),
        Icon(IconPng, "a palette behind the image data", icon => Palette(icon, 4).BreakChunks = chunks => [chunks[0], chunks[2], chunks[1], chunks[3]]),
        Icon(IconPng, "transparency in front of the palette", icon => (Palette(icon, 4).Transparency, icon.BreakChunks) = ([0], chunks => [chunks[0], chunks[2], chunks[1], .. chunks[3..]])),
        Icon(IconPng, "transparency behind the image data", icon => Grey(icon).BehindData.Add(("tRNS", [0, 0]))),
        Icon(IconCriticalChunk, "an unknown critical chunk", icon => icon.BeforeData.Add(("ABCD", []))),
        Icon(IconCriticalChunk, "an unknown critical chunk behind the data", icon => icon.BehindData.Add(("NeuR", [1]))),
        Icon(IconAnimated, "an animation", icon => icon.BeforeData.Add(("acTL", [0, 0, 0, 1, 0, 0, 0, 0]))),
        Icon(IconAnimated, "an animation whose first frame is the icon", icon =>
        {
            icon.BeforeData.Add(("acTL", [0, 0, 0, 2, 0, 0, 0, 0]));
            icon.BeforeData.Add(("fcTL", new byte[26]));
            icon.BehindData.Add(("fdAT", new byte[8]));
        }),
    ];

    private static IEnumerable<BadCase> Headers =>
    [
        Icon(IconSquare, "300 × 200", icon => (icon.Width, icon.Height) = (300, 200)),
        Icon(IconSquare, "64 × 65", icon => icon.Height = 65),
        Icon(IconSide, "63 × 63", icon => (icon.Width, icon.Height) = (63, 63)),
        Icon(IconSide, "1,025 × 1,025", icon => (icon.Width, icon.Height) = (1025, 1025)),
        Icon(IconSide, "0 × 0", icon => icon.BreakChunks = chunks => [("IHDR", chunks[0].Data.With(0, new byte[8])), .. chunks[1..]]),
        Icon(IconSide, "2³¹ − 1 squared", icon => icon.BreakChunks = chunks => [("IHDR", chunks[0].Data.With(0, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF)), .. chunks[1..]]),
        .. new byte[] { 1, 2, 4, 16, 0, 255 }.Select(depth => Icon(IconDepth, $"a bit depth of {depth}", icon => icon.Depth = depth)),
        .. new byte[] { 1, 5, 7, 255 }.Select(type => Icon(IconColorType, $"the colour type {type}", icon => icon.ColorType = type)),
        Icon(IconPng, "compression method 1", icon => icon.Compression = 1),
        Icon(IconPng, "filter method 1", icon => icon.FilterMethod = 1),
        Icon(IconPng, "interlace method 2", icon => icon.Interlace = 2),
    ];

    private static IEnumerable<BadCase> Palettes =>
    [
        Icon(IconPalette, "no palette", icon => Palette(icon, 4).Palette = null),
        Icon(IconPalette, "a palette of four bytes", icon => Palette(icon, 4).Palette = new byte[4]),
        Icon(IconPalette, "an empty palette", icon => Palette(icon, 4).Palette = []),
        Icon(IconPalette, "a palette of 257", icon => Palette(icon, 4).Palette = new byte[771]),
        Icon(IconPalette, "a palette in a greyscale icon", icon => Grey(icon).Palette = new byte[12]),
        Icon(IconPalette, "a pixel beyond the palette", icon => Palette(icon, 4).Pixel = (x, y) => [(byte)(x == 63 && y == 63 ? 4 : x % 4)]),
        Icon(IconTransparency, "more transparency than colours", icon => Palette(icon, 4).Transparency = new byte[5]),
        Icon(IconTransparency, "transparency of RGB in a greyscale icon", icon => Grey(icon).Transparency = new byte[6]),
        Icon(IconTransparency, "transparency beside alpha", icon => icon.Transparency = new byte[6]),
        Icon(IconTransparency, "three bytes of transparency in RGB", icon => (icon.ColorType, icon.Pixel, icon.Transparency) = (2, (x, y) => [(byte)x, (byte)y, 0], new byte[3])),
    ];

    private static IEnumerable<BadCase> Data =>
    [
        Icon(IconData, "a row fewer", icon => icon.BreakRows = rows => rows[..^257]),
        Icon(IconData, "a byte fewer", icon => icon.BreakRows = rows => rows[..^1]),
        Icon(IconData, "a byte more", icon => icon.BreakRows = rows => [.. rows, 0]),
        Icon(IconData, "16 MiB more", icon => icon.BreakRows = rows => [.. rows, .. new byte[16 * 1024 * 1024]]),
        Icon(IconData, "interlaced, a byte more", icon => (icon.Interlace, icon.BreakRows) = (1, rows => [.. rows, 0])),
        Icon(IconData, "filter 5", icon => icon.BreakRows = rows => rows.With(257 * 5, 5)),
        Icon(IconData, "bytes behind the zlib stream", icon => icon.BreakData = data => [.. data, 0]),
        Icon(IconData, "no Adler-32", icon => icon.BreakData = data => data[..^4]),
        Icon(IconData, "another Adler-32", icon => icon.BreakData = data => data.With(data.Length - 1, (byte)(data[^1] ^ 1))),
        Icon(IconData, "a wrong check of the zlib header", icon => icon.BreakData = data => data.With(1, (byte)(data[1] ^ 1))),
        Icon(IconData, "another method in the zlib header", icon => icon.BreakData = data => data.With(0, 0x77, 0x85)),
        Icon(IconData, "a window beyond 32 KiB", icon => icon.BreakData = data => data.With(0, 0x88, 0x1C)),
        Icon(IconData, "a preset dictionary", icon => icon.BreakData = data => data.With(0, 0x78, 0xBB)),
        Icon(IconData, "empty image data", icon => icon.BreakData = _ => [1]),
        Icon(IconData, "no deflated data", icon => icon.BreakData = data => [data[0], data[1], 0x07]),
    ];

    private static IEnumerable<BadCase> Blank =>
    [
        Icon(IconBlank, "one colour", icon => icon.Pixel = (_, _) => [200, 10, 10, 255]),
        Icon(IconBlank, "fully transparent, in many colours", icon => icon.Pixel = (x, y) => [(byte)x, (byte)y, 0, 0]),
        Icon(IconBlank, "one palette colour under many indexes", icon => Palette(icon, 4).Palette = [.. Enumerable.Repeat((byte)9, 12)]),
        Icon(IconBlank, "white and transparent white over an alpha that nobody sees", icon => icon.Pixel = (x, _) => [(byte)(x % 2), 0, 0, 1]),
    ];

    private static PngBuilder Palette(PngBuilder icon, int colors)
    {
        icon.ColorType = 3;
        icon.Palette = [.. Enumerable.Range(0, 3 * colors).Select(i => (byte)(17 * i))];
        icon.Pixel = (x, y) => [(byte)((x + y) % colors)];
        return icon;
    }

    private static PngBuilder Grey(PngBuilder icon)
    {
        icon.ColorType = 0;
        icon.Pixel = (x, y) => [(byte)(x + y)];
        return icon;
    }

    private static BadCase Icon(string rule, string name, Action<PngBuilder> change) => BadCase.Package(rule, name, package => change(package.Icon));
}
