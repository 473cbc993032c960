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
        new(IsASize, "is_a.txt is at most 16 MiB."),
        new(IsAEncoding, "is_a.txt is UTF-8 without a byte order mark."),
        new(IsALine, "A line of is_a.txt holds the child's tag and the parent's tag."),
        new(IsACycle, "No category is its own ancestor."),
    ];
}
