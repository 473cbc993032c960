namespace NeuralMarket.Market.Notifications;

/// <summary>A mail in the outbox: written with the transition that causes it, sent afterwards.</summary>
public sealed class OutgoingMail
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Makes a second mail of the same kind impossible: submission, revision, kind.</summary>
    public required string UniqueKey { get; init; }

    /// <summary>The submission that it is about.</summary>
    public Guid? SubmissionId { get; init; }

    /// <summary>The recipient's address.</summary>
    public required string ToAddress { get; init; }

    /// <summary>The recipient's name.</summary>
    public string ToName { get; init; } = "";

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The plain text.</summary>
    public required string TextBody { get; init; }

    /// <summary>The same as HTML.</summary>
    public string? HtmlBody { get; init; }

    /// <summary>The Message-ID that it answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is to be tried next.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Until when a sender has it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>Why the last try failed.</summary>
    public string? LastError { get; set; }
}

/// <summary>A mail that was taken in, so that it is never taken in twice.</summary>
public sealed class ReceivedMail
{
    /// <summary>Names the message: a hash of its Message-ID and content, with the attachment's number.</summary>
    public required string Key { get; init; }

    /// <summary>When it was taken in.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What came of it.</summary>
    public required string Outcome { get; init; }

    /// <summary>The submission, if there is one.</summary>
    public Guid? SubmissionId { get; init; }
}
