namespace NeuralMarket.Market.Review;

/// <summary>Gives a submission to a reviewer. At most one is open a submission.</summary>
public sealed class Assignment
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The submission.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>The reviewer.</summary>
    public Guid ReviewerId { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset AssignedAt { get; init; }

    /// <summary>By when the reviewer should decide.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When it ended; absent while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>How it ended: <c>decided</c>, <c>overdue</c>, <c>withdrawn</c>.</summary>
    public string? Outcome { get; set; }
}

/// <summary>What a reviewer says.</summary>
public enum DecisionKind
{
    /// <summary>Yes.</summary>
    Approve,

    /// <summary>Yes, but.</summary>
    RequestChanges,

    /// <summary>No.</summary>
    Reject,
}

/// <summary>A reviewer's decision about one attempt.</summary>
public sealed class ReviewDecision
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The submission.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>The attempt.</summary>
    public int AttemptNumber { get; init; }

    /// <summary>The reviewer.</summary>
    public Guid ReviewerId { get; init; }

    /// <summary>What was decided.</summary>
    public DecisionKind Kind { get; init; }

    /// <summary>Reason codes.</summary>
    public List<string> Reasons { get; init; } = [];

    /// <summary>What the author reads.</summary>
    public string Text { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset DecidedAt { get; init; }
}
