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
        new(CategoriesSize, "map_clsloc.txt of a package is at most 256 KiB; that of a base network or an image set at most 16 MiB."),
        new(CategoriesEncoding, "map_clsloc.txt is UTF-8."),
        new(CategoriesByteOrderMark, "map_clsloc.txt begins without a byte order mark."),
        new(CategoriesLine, "A line of map_clsloc.txt holds a tag, an output index and a display name, separated by spaces or tabs."),
        new(CategoriesIndent, "A line of map_clsloc.txt does not begin with white space."),
        new(CategoriesTag, "A tag is n and 1 to 9 digits."),
        new(CategoriesTagRepeated, "A category has one line; two tags with the same number are the same category."),
        new(CategoriesIndex, "An output index is a decimal number without leading zeros."),
        new(CategoriesIndexRepeated, "An output index above 0 is used once."),
        new(CategoriesIndexGap, "The output indexes run from 1 to the number of outputs without a gap."),
        new(CategoriesIndexZero, "A base network's categories have indexes from 1; none is 0."),
        new(CategoriesCount, "A patch has 2 to 1,000 outputs; a base network and an image set have at least one category."),
        new(CategoriesNameLength, "A display name has 1 to 80 characters."),
        new(CategoriesNameEnds, "A display name does not begin or end with a space or an underscore."),
        new(CategoriesNameCharacters, "A display name has no control, private-use, bidirectional control, zero-width or tag characters."),
        new(CategoriesNameNormalized, "A display name is in Unicode Normalization Form C."),
        new(CategoriesNameRepeated, "Display names are unique among the outputs of a patch, without regard to case."),
    ];
}
