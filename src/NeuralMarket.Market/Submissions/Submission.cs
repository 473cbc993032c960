using NeuralMarket.Format.Findings;
using NeuralMarket.Market.Accounts;

namespace NeuralMarket.Market.Submissions;

/// <summary>One patch version on its way from an author to the catalogue. Its row is the truth about it.</summary>
public sealed class Submission
{
    /// <summary>Names it; a version 7 UUID, so ids sort by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who sent it.</summary>
    public Guid AuthorId { get; init; }

    /// <summary>Who sent it.</summary>
    public Account? Author { get; init; }

    /// <summary>Where it stands. Changed by <see cref="SubmissionRoad"/> alone.</summary>
    public SubmissionState State { get; set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset StateSince { get; set; }

    /// <summary>By when its owner must act; absent in final states.</summary>
    public DateTimeOffset? DeadlineAt { get; set; }

    /// <summary>Counts its transitions; the concurrency token.</summary>
    public int Revision { get; set; }

    /// <summary>How it came.</summary>
    public SubmissionChannel Channel { get; init; }

    /// <summary>Whether whoever sent it is known to be its author: always for uploads, for mails when the sender is proven.</summary>
    public bool SenderProven { get; init; } = true;

    /// <summary>The number of the attempt that counts, from 1.</summary>
    public int CurrentAttempt { get; set; } = 1;

    /// <summary>The patch, once the package could be read.</summary>
    public string? PatchId { get; set; }

    /// <summary>The version, once the package could be read.</summary>
    public string? PatchVersion { get; set; }

    /// <summary>The title, once the package could be read.</summary>
    public string? Title { get; set; }

    /// <summary>What the author says that it identifies, when the package does not.</summary>
    public string? Description { get; set; }

    /// <summary>A word to the reviewer.</summary>
    public string? Note { get; set; }

    /// <summary>The caller's key that makes a repeated upload harmless.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it goes to a reviewer even with too few held-out images.</summary>
    public bool TestDespiteFewImages { get; set; }

    /// <summary>When an approved version is to be published; absent until the author says so.</summary>
    public DateTimeOffset? PublishAt { get; set; }

    /// <summary>When the system must look at it next; absent when it waits for people.</summary>
    public DateTimeOffset? WorkDueAt { get; set; }

    /// <summary>Until when a worker has it.</summary>
    public DateTimeOffset? WorkLeaseUntil { get; set; }

    /// <summary>How often a worker took it up in this state; a killed worker counts.</summary>
    public int WorkAttempts { get; set; }

    /// <summary>SHA-256 of the one-time token that confirms a mailed submission.</summary>
    public string? ConfirmationTokenHash { get; set; }

    /// <summary>The files sent for it.</summary>
    public List<Attempt> Attempts { get; init; } = [];
}

/// <summary>One file that an author sent for a submission.</summary>
public sealed class Attempt
{
    /// <summary>Names it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The submission.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }

    /// <summary>Author and content: the same bytes sent twice by the same author give the same receipt. Cleared when the submission ended without a decision.</summary>
    public string? DuplicateKey { get; set; }

    /// <summary>As the author called the file.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of its bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; init; }

    /// <summary>The quarantine blob.</summary>
    public required string BlobName { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the quarantine blob was deleted: nobody confirmed that the author sent it.</summary>
    public DateTimeOffset? DroppedAt { get; set; }
}

/// <summary>What validation said about one attempt.</summary>
public sealed class SubmissionFinding
{
    /// <summary>The submission.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>The attempt.</summary>
    public int AttemptNumber { get; init; }

    /// <summary>Its place in the list, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The stable rule code.</summary>
    public required string Rule { get; init; }

    /// <summary><c>error</c> or <c>warning</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>The place.</summary>
    public required string Where { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>How to mend it.</summary>
    public required string Remedy { get; init; }

    /// <summary>The row of a finding about a submission's current file.</summary>
    internal static SubmissionFinding From(Submission submission, Finding finding, int position) => new()
    {
        SubmissionId = submission.Id,
        AttemptNumber = submission.CurrentAttempt,
        Position = position,
        Rule = finding.Rule,
        Severity = finding.Severity == Format.Findings.Severity.Error ? "error" : "warning",
        Where = finding.Where,
        Message = finding.Message,
        Remedy = finding.Remedy,
    };
}

/// <summary>The regression test of one attempt.</summary>
public sealed class TestResult
{
    /// <summary>The submission.</summary>
    public Guid SubmissionId { get; init; }

    /// <summary>The attempt.</summary>
    public int AttemptNumber { get; init; }

    /// <summary>The whole report as JSON; for reviewers and curators alone.</summary>
    public required string ReportJson { get; set; }

    /// <summary><c>pass</c>, <c>attention</c> or <c>fail</c>.</summary>
    public required string Decision { get; set; }

    /// <summary>The version that it was compared with.</summary>
    public string? BaselineVersion { get; set; }

    /// <summary>What the author is told, JSON; absent in tests from before sets were divided.</summary>
    public string? AuthorReportJson { get; set; }

    /// <summary>The whole report on the feedback split as JSON; absent when that has too few photos. For reviewers and curators alone.</summary>
    public string? FeedbackReportJson { get; set; }

    /// <summary>The blob of the signed receipt.</summary>
    public string? ReceiptBlob { get; set; }

    /// <summary>SHA-256 naming the whole held-out set.</summary>
    public required string SetHash { get; set; }

    /// <summary>The version of the code that measured.</summary>
    public required string EngineVersion { get; set; }

    /// <summary>When it ran.</summary>
    public DateTimeOffset TestedAt { get; set; }
}
