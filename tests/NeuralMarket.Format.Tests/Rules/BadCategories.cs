using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Tests.Building;
using static NeuralMarket.Format.Findings.Rules;

namespace NeuralMarket.Format.Tests.Rules;

/// <summary>map_clsloc.txt and is_a.txt that break one rule each.</summary>
internal static class BadCategories
{
    private const string First = "n01484850 1 great_white_shark\n";
    private const string Second = "n01491361 2 tiger_shark\n";

    public static IEnumerable<BadCase> All => [.. Lines, .. Indexes, .. Names, .. OtherUses, .. Relations];

    private static IEnumerable<BadCase> Lines =>
    [
        BadCase.Package(CategoriesEncoding, "Latin-1", package => package.CategoriesBytes = [.. Bytes.Utf8(First + Second + "n3 0 caf"), 0xE9, (byte)'\n']),
        BadCase.Package(CategoriesEncoding, "an overlong form", package => package.CategoriesBytes = [.. Bytes.Utf8(First + Second + "n3 0 a"), 0xC0, 0x80, (byte)'\n']),
        Text(CategoriesByteOrderMark, "a byte order mark", "\uFEFF" + First + Second),
        Text(CategoriesLine, "no index and no name", First + Second + "n3\n"),
        Text(CategoriesLine, "no name", First + Second + "n3 0\n"),
        Text(CategoriesLine, "no name, but spaces", First + Second + "n3 0   \t\n"),
        Text(CategoriesLine, "a line of a carriage return", First + Second + "\r\r\n"),
        Text(CategoriesIndent, "a space in front", First + " " + Second),
        Text(CategoriesIndent, "a tab in front", First + "\t" + Second),
        .. new[] { "N00000003", "n", "n0123456789", "n-3", "n+3", "n٣", "x3", "3", "n3a", "n3.", "#", "n3\u00A0" }.Select(tag => Text(CategoriesTag, $"the tag \"{tag}\"", First + Second + $"{tag} 0 name\n")),
        Text(CategoriesTagRepeated, "a tag twice", First + Second + "n01484850 0 shark\n"),
        Text(CategoriesTagRepeated, "a tag twice, once without its zero", First + Second + "n1484850 0 shark\n"),
    ];

    private static IEnumerable<BadCase> Indexes =>
    [
        .. new[] { "01", "00", "+1", "-1", "1.0", "1e0", "one", "٣", "0x1", "99999999999" }.Select(index => Text(CategoriesIndex, $"the index \"{index}\"", First + Second + $"n3 {index} name\n")),
        Text(CategoriesIndexRepeated, "an index twice", First + Second + "n3 2 ray\n"),
        Text(CategoriesIndexGap, "no 1", "n01484850 2 great_white_shark\nn01491361 3 tiger_shark\n"),
        Text(CategoriesIndexGap, "no 3", First + Second + "n3 4 ray\n"),
        Text(CategoriesCount, "nothing", ""),
        Text(CategoriesCount, "only lines that are dropped", "\n  \n\t\r\n"),
        Text(CategoriesCount, "one output", First),
        Text(CategoriesCount, "no output, but a trigger", "n01484850 0 great_white_shark\n"),
        Text(CategoriesCount, "1,001 outputs", string.Concat(Enumerable.Range(1, 1001).Select(i => $"n{i} {i} name_{i}\n"))),
    ];

    private static IEnumerable<BadCase> Names =>
    [
        Text(CategoriesNameLength, "81 characters", First + Second + $"n3 0 {new string('a', 81)}\n"),
        Text(CategoriesNameLength, "81 characters beyond the basic plane", First + Second + $"n3 0 {string.Concat(Enumerable.Repeat("\U0001F988", 81))}\n"),
        .. new[] { "_ray", "ray_", "_", "__" }.Select(name => Text(CategoriesNameEnds, $"the name \"{name}\"", First + Second + $"n3 0 {name}\n")),
        .. new[] { "\t", "\r", "\0", "\u0085", "\u200B", "\u202E", "\u00AD", "\uE000", "\uFEFF", "\U000E0041" }.Select(character =>
            Text(CategoriesNameCharacters, $"U+{char.ConvertToUtf32(character, 0):X4} in a name", First + Second + $"n3 0 a{character}b\n")),
        Text(CategoriesNameCharacters, "a carriage return at the end of the file", First + Second + "n3 0 ray\r"),
        Text(CategoriesNameCharacters, "a carriage return too many", First + Second + "n3 0 ray\r\r\n"),
        Text(CategoriesNameNormalized, "a combining accent", First + Second + "n3 0 poisson_e\u0301pe\u0301e\n"),
        Text(CategoriesNameRepeated, "another case", First + "n01491361 2 Great_White_Shark\n"),
        Text(CategoriesNameRepeated, "an underscore and a space", First + "n01491361 2 great white shark\n"),
        Text(CategoriesNameRepeated, "sharp s", "n1 1 stra\u00DFe\nn2 2 STRASSE\n"),
        Text(CategoriesNameRepeated, "final sigma", "n1 1 \u03BB\u03CD\u03BA\u03BF\u03C2\nn2 2 \u039B\u038E\u039A\u039F\u03A3\n"),
        Text(CategoriesNameRepeated, "a ligature", "n1 1 \uFB01sh\nn2 2 FISH\n"),
        Text(CategoriesNameRepeated, "Cherokee", "n1 1 \u13A0\nn2 2 \uAB70\n"),
        Text(CategoriesNameRepeated, "Deseret", "n1 1 \U00010400\nn2 2 \U00010428\n"),
    ];

    private static IEnumerable<BadCase> OtherUses =>
    [
        new("more than a package may have", CategoriesSize, () => CategoriesText.ReadPatch(new byte[CategoriesText.MaximumPatchLength + 1]).Findings),
        new("more than a network may have", CategoriesSize, () => CategoriesText.ReadBaseNetwork(new byte[CategoriesText.MaximumLength + 1]).Findings),
        Network(CategoriesIndexZero, "a network that counts from 0", "n1 0 tench\nn2 1 goldfish\n"),
        Network(CategoriesIndexGap, "a network with a gap", "n1 1 tench\nn2 3 goldfish\n"),
        Network(CategoriesCount, "a network without categories", ""),
        new("an image set without categories", CategoriesCount, () => CategoriesText.ReadImageSet(Bytes.Utf8("\n")).Findings),
        new("an image set with an index that is no number", CategoriesIndex, () => CategoriesText.ReadImageSet(Bytes.Utf8("n1 x tench\n")).Findings),
    ];

    private static IEnumerable<BadCase> Relations =>
    [
        new("more than 16 MiB", IsASize, () => IsARelations.Read(new byte[(16 * 1024 * 1024) + 1]).Findings),
        Relation(IsAEncoding, "a byte order mark", "\uFEFFn1 n2\n"),
        new("UTF-16", IsAEncoding, () => IsARelations.Read(new byte[] { 0xFF, 0xFE }).Findings),
        .. new[] { "n1", "n1 n2 n3", "n1 x", "1 2", "n1\u00A0n2", "n1 n2\r" }.Select(line => Relation(IsALine, $"the line \"{line}\"", line)),
        Relation(IsACycle, "a category that is its own parent", "n1 n1\n"),
        Relation(IsACycle, "a long cycle", string.Concat(Enumerable.Range(1, 2000).Select(i => $"n{i} n{(i % 2000) + 1}\n"))),
    ];

    private static BadCase Text(string rule, string name, string text) => BadCase.Package(rule, name, package => package.Categories = text);

    private static BadCase Network(string rule, string name, string text) => new(name, rule, () => CategoriesText.ReadBaseNetwork(Bytes.Utf8(text)).Findings);

    private static BadCase Relation(string rule, string name, string text) => new(name, rule, () => IsARelations.Read(Bytes.Utf8(text)).Findings);
}
