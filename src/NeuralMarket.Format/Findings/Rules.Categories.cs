namespace NeuralMarket.Format.Findings;

// specialneurons.md and base-network.md, "map_clsloc.txt".
public static partial class Rules
{
    /// <summary>map_clsloc.txt of a package is at most 256 KiB; that of a base network or an image set at most 16 MiB.</summary>
    public const string CategoriesSize = "categories.size";

    /// <summary>map_clsloc.txt is UTF-8.</summary>
    public const string CategoriesEncoding = "categories.encoding";

    /// <summary>map_clsloc.txt begins without a byte order mark.</summary>
    public const string CategoriesByteOrderMark = "categories.bom";

    /// <summary>A line of map_clsloc.txt holds a tag, an output index and a display name, separated by spaces or tabs.</summary>
    public const string CategoriesLine = "categories.line";

    /// <summary>A line of map_clsloc.txt does not begin with white space.</summary>
    public const string CategoriesIndent = "categories.indent";

    /// <summary>A tag is n and 1 to 9 digits.</summary>
    public const string CategoriesTag = "categories.tag";

    /// <summary>A category has one line; two tags with the same number are the same category.</summary>
    public const string CategoriesTagRepeated = "categories.tag-repeated";

    /// <summary>An output index is a decimal number without leading zeros.</summary>
    public const string CategoriesIndex = "categories.index";

    /// <summary>An output index above 0 is used once.</summary>
    public const string CategoriesIndexRepeated = "categories.index-repeated";

    /// <summary>The output indexes run from 1 to the number of outputs without a gap.</summary>
    public const string CategoriesIndexGap = "categories.index-gap";

    /// <summary>A base network's categories have indexes from 1; none is 0.</summary>
    public const string CategoriesIndexZero = "categories.index-zero";

    /// <summary>A patch has 2 to 1,000 outputs; a base network and an image set have at least one category.</summary>
    public const string CategoriesCount = "categories.count";

    /// <summary>A display name has 1 to 80 characters.</summary>
    public const string CategoriesNameLength = "categories.name-length";

    /// <summary>A display name does not begin or end with a space or an underscore.</summary>
    public const string CategoriesNameEnds = "categories.name-ends";

    /// <summary>A display name has no control, private-use, bidirectional control, zero-width or tag characters.</summary>
    public const string CategoriesNameCharacters = "categories.name-characters";

    /// <summary>A display name is in Unicode Normalization Form C.</summary>
    public const string CategoriesNameNormalized = "categories.name-nfc";

    /// <summary>Display names are unique among the outputs of a patch, without regard to case.</summary>
    public const string CategoriesNameRepeated = "categories.name-repeated";

    private static RuleDescription[] CategoriesRules =>
    [
        new(
            CategoriesSize,
            "map_clsloc.txt of a package is at most 256 KiB; that of a base network or an image set at most 16 MiB.",
            "A map_clsloc.txt with 20,000 rows that only trigger.",
            "Leave out categories that the patch neither answers nor needs for its trigger."),
        new(
            CategoriesEncoding,
            "map_clsloc.txt is UTF-8.",
            "A file saved as Latin-1, with é as one byte.",
            "Save it as UTF-8."),
        new(
            CategoriesByteOrderMark,
            "map_clsloc.txt begins without a byte order mark.",
            "A file saved by Windows Notepad as \"UTF-8 with BOM\".",
            "Save it as UTF-8 without BOM."),
        new(
            CategoriesLine,
            "A line of map_clsloc.txt holds a tag, an output index and a display name, separated by spaces or tabs.",
            "\"n01484850 great_white_shark\": the output index is missing.",
            "Write it like this: n01484850 1 great_white_shark."),
        new(
            CategoriesIndent,
            "A line of map_clsloc.txt does not begin with white space.",
            "\" n01484850 1 great_white_shark\"",
            "Begin the line with the tag."),
        new(
            CategoriesTag,
            "A tag is n and 1 to 9 digits.",
            "\"N01484850\", \"n\" or \"n0123456789\".",
            "Write the letter n and 1 to 9 digits, for example n01484850."),
        new(
            CategoriesTagRepeated,
            "A category has one line; two tags with the same number are the same category.",
            "n42 in one line, n00000042 in another.",
            "Keep one of the two lines."),
        new(
            CategoriesIndex,
            "An output index is a decimal number without leading zeros.",
            "\"01\", \"-1\" or \"one\".",
            "Write it in decimal digits without leading zeros."),
        new(
            CategoriesIndexRepeated,
            "An output index above 0 is used once.",
            "Two lines with the output index 1.",
            "Give every output its own index, in the order of the weights' rows."),
        new(
            CategoriesIndexGap,
            "The output indexes run from 1 to the number of outputs without a gap.",
            "Output indexes 1, 2 and 4.",
            "Number the outputs from 1 without a gap, in the order of the weights' rows."),
        new(
            CategoriesIndexZero,
            "A base network's categories have indexes from 1; none is 0.",
            "A base network's map_clsloc.txt that counts its outputs from 0.",
            "Count the outputs from 1."),
        new(
            CategoriesCount,
            "A patch has 2 to 1,000 outputs; a base network and an image set have at least one category.",
            "A patch with one output: its answer would always be the same.",
            "Give every category that the patch answers an index from 1; there must be at least two."),
        new(
            CategoriesNameLength,
            "A display name has 1 to 80 characters.",
            "A display name of 81 characters.",
            "Shorten it."),
        new(
            CategoriesNameEnds,
            "A display name does not begin or end with a space or an underscore.",
            "\"great_white_shark_\"",
            "Remove spaces and underscores at the name's ends."),
        new(
            CategoriesNameCharacters,
            "A display name has no control, private-use, bidirectional control, zero-width or tag characters.",
            "A tab or a zero-width space (U+200B) inside of a name.",
            "Remove the character."),
        new(
            CategoriesNameNormalized,
            "A display name is in Unicode Normalization Form C.",
            "\"ü\" written as u and a combining diaeresis.",
            "Save the text with composed characters (NFC)."),
        new(
            CategoriesNameRepeated,
            "Display names are unique among the outputs of a patch, without regard to case.",
            "\"Crane\" and \"crane\" for two outputs; \"Straße\" and \"STRASSE\".",
            "Give every output its own name, for example \"crane (bird)\"."),
    ];
}
