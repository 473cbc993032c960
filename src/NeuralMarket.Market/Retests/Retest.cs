namespace NeuralMarket.Market.Retests;

/// <summary>Published versions that are tested again, in the background: the whole catalogue, or what depends on a new version of a parent.</summary>
public sealed class Retest
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Who asked for it; absent when the market itself did.</summary>
    public Guid? StartedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last version was done; absent while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>When a worker must look at it next; absent when it is finished.</summary>
    public DateTimeOffset? WorkDueAt { get; set; }

    /// <summary>Until when a worker has it.</summary>
    public DateTimeOffset? WorkLeaseUntil { get; set; }

    /// <summary>What is tested.</summary>
    public List<RetestItem> Items { get; init; } = [];
}

/// <summary>One published version of a re-test, and what came of it.</summary>
public sealed class RetestItem
{
    /// <summary>The re-test.</summary>
    public Guid RetestId { get; init; }

    /// <summary>The patch.</summary>
    public required string PatchId { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The parent's version before, where a new version of the parent is the reason.</summary>
    public string? ParentBefore { get; init; }

    /// <summary>The parent's new version.</summary>
    public string? ParentNow { get; init; }

    /// <summary>Names what was tested on what; absent until it was.</summary>
    public string? Key { get; set; }

    /// <summary><c>pass</c>, <c>attention</c> or <c>fail</c>; absent until it was tested, and when it could not be.</summary>
    public string? Decision { get; set; }

    /// <summary>Why it could not be tested.</summary>
    public string? Problem { get; set; }

    /// <summary>When it was done, one way or the other.</summary>
    public DateTimeOffset? DoneAt { get; set; }
}
