namespace NeuralMarket.Market.Retests;

/// <summary>Why a person should look at a published version again.</summary>
public enum ReviewTaskKind
{
    /// <summary>Tested again, it fails now.</summary>
    NowFails,

    /// <summary>A new version of its parent no longer serves it.</summary>
    ParentChanged,
}

/// <summary>A published version that a reviewer should look at. Nothing is pulled by itself: whoever closes the task says what was done and why.</summary>
public sealed class ReviewTask
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Why.</summary>
    public ReviewTaskKind Kind { get; init; }

    /// <summary>The patch.</summary>
    public required string PatchId { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The submission that it came from.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>The re-test that raised it last.</summary>
    public Guid RetestId { get; set; }

    /// <summary>What was found, in a sentence or a few.</summary>
    public required string Finding { get; set; }

    /// <summary>The whole report as JSON; for reviewers and curators alone.</summary>
    public string? ReportJson { get; set; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; set; }

    /// <summary>When it was closed; absent while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Who closed it.</summary>
    public Guid? ClosedBy { get; set; }

    /// <summary>What was done and why, by whoever closed it.</summary>
    public string? Resolution { get; set; }
}
