namespace NeuralMarket.Format.Findings;

// base-network.md, "Sets of labelled images".
public static partial class Rules
{
    /// <summary>is_a.txt is at most 16 MiB.</summary>
    public const string IsASize = "is-a.size";

    /// <summary>is_a.txt is UTF-8 without a byte order mark.</summary>
    public const string IsAEncoding = "is-a.encoding";

    /// <summary>A line of is_a.txt holds the child's tag and the parent's tag.</summary>
    public const string IsALine = "is-a.line";

    /// <summary>No category is its own ancestor.</summary>
    public const string IsACycle = "is-a.cycle";

    private static RuleDescription[] IsARules =>
    [
        new(
            IsASize,
            "is_a.txt is at most 16 MiB.",
            "All of WordNet with its glosses.",
            "Keep only the pairs that the image set needs."),
        new(
            IsAEncoding,
            "is_a.txt is UTF-8 without a byte order mark.",
            "A file saved as UTF-16.",
            "Save it as UTF-8 without BOM."),
        new(
            IsALine,
            "A line of is_a.txt holds the child's tag and the parent's tag.",
            "\"n01484850\": the parent is missing.",
            "Write the child's tag, a space and the parent's tag, for example n01484850 n01482330."),
        new(
            IsACycle,
            "No category is its own ancestor.",
            "n1 n2 in one line, n2 n1 in another.",
            "Remove one of the pairs on the way from the category to itself."),
    ];
}
