namespace NeuralMarket.Market.HeldOut;

/// <summary>What happened to a photo's label.</summary>
public enum LabelChange
{
    /// <summary>The photo came with it.</summary>
    Added,

    /// <summary>Somebody says that it shows something else.</summary>
    Relabelled,

    /// <summary>It is used no longer.</summary>
    Retired,

    /// <summary>It is used again.</summary>
    Restored,
}

/// <summary>
/// A state of a held-out set that reports may name. Only ever added: what the set held then, with which labels, is told by the labels up to this number,
/// so that a report can be reproduced years later.
/// </summary>
public sealed class HeldOutVersion
{
    /// <summary>The set.</summary>
    public Guid SetId { get; init; }

    /// <summary>Counts from 1 in each set.</summary>
    public int Number { get; init; }

    /// <summary>SHA-256 naming the exact content. Two versions have the same one when the second undoes the first.</summary>
    public required string Hash { get; init; }

    /// <summary>How many photos are used.</summary>
    public int ImageCount { get; init; }

    /// <summary>The map_clsloc.txt then.</summary>
    public required string CategoriesText { get; init; }

    /// <summary>The is_a.txt then; empty when there was none.</summary>
    public required string RelationsText { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>What was done, a sentence for people.</summary>
    public required string Summary { get; init; }
}

/// <summary>What somebody said of a photo. Only ever added; of several the one with the highest version counts.</summary>
public sealed class HeldOutLabel
{
    /// <summary>The set.</summary>
    public Guid SetId { get; init; }

    /// <summary>The photo.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The first version of the set in which it counts.</summary>
    public int Version { get; init; }

    /// <summary>What was done.</summary>
    public LabelChange Change { get; init; }

    /// <summary>The number of the tag that says what the photo shows.</summary>
    public int Tag { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }
}
