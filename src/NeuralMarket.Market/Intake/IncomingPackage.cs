using NeuralMarket.Market.Storage;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Intake;

/// <summary>A file as it came in, and who sent it.</summary>
public sealed record IncomingPackage
{
    /// <summary>The account that sent it.</summary>
    public required Guid AuthorId { get; init; }

    /// <summary>As the author called the file.</summary>
    public required string FileName { get; init; }

    /// <summary>The bytes; read once, never beyond the format's limit.</summary>
    public required Stream Content { get; init; }

    /// <summary>How it came.</summary>
    public SubmissionChannel Channel { get; init; } = SubmissionChannel.Upload;

    /// <summary>Whether whoever sent it is known to be the account's owner.</summary>
    public bool SenderProven { get; init; } = true;

    /// <summary>What it identifies, when the package does not say.</summary>
    public string? Description { get; init; }

    /// <summary>A word to the reviewer.</summary>
    public string? Note { get; init; }

    /// <summary>The caller's key that makes a repeated upload harmless.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The submission whose next attempt it is; absent for a new one.</summary>
    public Guid? ForSubmission { get; init; }

    /// <summary>Adds rows to the same transaction: the mark that a mail was taken in, its receipt.</summary>
    public Action<MarketDb, Submission>? AddToTransaction { get; init; }
}

/// <summary>What an author gets for a file: received, not published.</summary>
/// <param name="SubmissionId">Names the submission.</param>
/// <param name="AttemptNumber">Which of its files this is, from 1.</param>
/// <param name="Sha256">SHA-256 of the bytes.</param>
/// <param name="State">Where it stands.</param>
/// <param name="At">When it arrived.</param>
/// <param name="AlreadyKnown">Whether the same bytes had come before.</param>
public sealed record Receipt(Guid SubmissionId, int AttemptNumber, string Sha256, SubmissionState State, DateTimeOffset At, bool AlreadyKnown);

/// <summary>What came of an intake. Closed: the two below are all there are.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>It was taken in.</summary>
    public sealed record Received(Receipt Receipt) : IntakeOutcome;

    /// <summary>It was not.</summary>
    /// <param name="Code">A stable code.</param>
    /// <param name="Message">Why.</param>
    /// <param name="Remedy">What to do.</param>
    public sealed record Refused(string Code, string Message, string Remedy) : IntakeOutcome
    {
        /// <summary>When the same would be taken in; absent when time alone changes nothing.</summary>
        public DateTimeOffset? RetryAt { get; init; }
    }
}
