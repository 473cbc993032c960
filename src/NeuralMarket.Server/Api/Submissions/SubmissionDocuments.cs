using System.Text.Json;
using NeuralMarket.Market.Intake;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Server.Api.Submissions;

/// <summary>What an author gets for a file: received, not published.</summary>
/// <param name="Id">Names the submission.</param>
/// <param name="Attempt">Which of its files this is, from 1.</param>
/// <param name="Sha256">SHA-256 of the bytes that arrived, lower-case hex.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="AlreadyKnown">Whether the same bytes had come before; then this is the receipt of then.</param>
/// <param name="Address">Where to follow it.</param>
internal sealed record SubmissionReceipt(Guid Id, int Attempt, string Sha256, SubmissionState State, DateTimeOffset ReceivedAt, bool AlreadyKnown, string Address)
{
    public static SubmissionReceipt From(Receipt receipt) => new(
        receipt.SubmissionId, receipt.AttemptNumber, receipt.Sha256, receipt.State, receipt.At, receipt.AlreadyKnown, SubmissionAddresses.Of(receipt.SubmissionId));
}

/// <summary>A submission in a list.</summary>
/// <param name="Id">Names it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="ActsNext">Who acts next: system, author, reviewer or curator; null in a final state.</param>
/// <param name="DeadlineAt">By when.</param>
/// <param name="PatchId">The patch, once the package could be read.</param>
/// <param name="PatchVersion">Its version.</param>
/// <param name="Title">Its title.</param>
/// <param name="FileName">What the author called the file.</param>
/// <param name="CreatedAt">When it arrived.</param>
internal sealed record SubmissionSummary(
    Guid Id, SubmissionState State, DateTimeOffset StateSince, StateOwner? ActsNext, DateTimeOffset? DeadlineAt,
    string? PatchId, string? PatchVersion, string? Title, string FileName, DateTimeOffset CreatedAt)
{
    public static SubmissionSummary From(SubmissionLine line) => new(
        line.Id, line.State, line.StateSince, line.Owner, line.DeadlineAt, line.PatchId, line.PatchVersion, line.Title, line.FileName, line.CreatedAt);
}

/// <summary>A submission as its author sees it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="ActsNext">Who acts next: system, author, reviewer or curator; null in a final state.</param>
/// <param name="DeadlineAt">By when.</param>
/// <param name="PatchId">The patch, once the package could be read.</param>
/// <param name="PatchVersion">Its version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What the author said that it identifies.</param>
/// <param name="Note">The author's word to the reviewer.</param>
/// <param name="CreatedAt">When it arrived.</param>
/// <param name="Attempts">The files, oldest first.</param>
/// <param name="Findings">What validation said of the current file.</param>
/// <param name="Results">The rounded figures of its test; null before it ran.</param>
/// <param name="Decisions">What reviewers decided, newest first.</param>
/// <param name="Timeline">What happened, oldest first.</param>
/// <param name="Allowed">What the author may do now: resubmitted, appealed, withdraw.</param>
/// <param name="Waits">Why its test waits, and until when; null when it does not.</param>
/// <param name="Receipt">Where the signed receipt of its test is; null before it ran.</param>
internal sealed record SubmissionDetails(
    Guid Id, SubmissionState State, DateTimeOffset StateSince, StateOwner? ActsNext, DateTimeOffset? DeadlineAt,
    string? PatchId, string? PatchVersion, string? Title, string? Description, string? Note, DateTimeOffset CreatedAt,
    IReadOnlyList<AttemptView> Attempts, IReadOnlyList<FindingDocument> Findings, AuthorReport? Results,
    IReadOnlyList<DecisionDocument> Decisions, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<string> Allowed, TestWait? Waits, string? Receipt)
{
    public static SubmissionDetails From(SubmissionView view) => new(
        view.Line.Id, view.Line.State, view.Line.StateSince, view.Line.Owner, view.Line.DeadlineAt,
        view.Line.PatchId, view.Line.PatchVersion, view.Line.Title, view.Description, view.Note, view.Line.CreatedAt,
        view.Attempts, [.. view.Findings.Select(FindingDocument.From)], view.Test, [.. view.Decisions.Select(DecisionDocument.From)], view.Timeline,
        [.. view.Allowed.Select(happened => JsonNamingPolicy.CamelCase.ConvertName(happened.ToString())).Order(StringComparer.Ordinal)],
        view.Waits, view.HasReceipt ? SubmissionAddresses.ReceiptOf(view.Line.Id) : null);
}

/// <summary>What validation says.</summary>
/// <param name="Rule">The stable rule code.</param>
/// <param name="Severity">error or warning.</param>
/// <param name="Where">The place.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">How to mend it.</param>
internal sealed record FindingDocument(string Rule, string Severity, string Where, string Message, string Remedy)
{
    public static FindingDocument From(SubmissionFinding finding) => new(finding.Rule, finding.Severity, finding.Where, finding.Message, finding.Remedy);
}

/// <summary>What a reviewer decided.</summary>
/// <param name="Kind">approve, request-changes or reject.</param>
/// <param name="Attempt">About which of the files.</param>
/// <param name="Reasons">The reasons.</param>
/// <param name="Text">The reviewer's own words.</param>
/// <param name="DecidedAt">When.</param>
internal sealed record DecisionDocument(string Kind, int Attempt, IReadOnlyList<ReasonDocument> Reasons, string Text, DateTimeOffset DecidedAt)
{
    public static DecisionDocument From(DecisionView view) => new(
        Review.DecisionWords.Of(view.Kind), view.AttemptNumber, [.. view.Reasons.Select(code => new ReasonDocument(code, ReviewReasons.TextOf(code)))], view.Text, view.DecidedAt);
}

/// <summary>A reason that a reviewer ticked.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Text">Its words.</param>
internal sealed record ReasonDocument(string Code, string Text);

/// <summary>What an author says.</summary>
/// <param name="Text">1 to 4,000 characters.</param>
internal sealed record AuthorText(string Text);

/// <summary>Addresses of submissions.</summary>
internal static class SubmissionAddresses
{
    public static string Of(Guid id) => $"{ApiRegistration.Root}/submissions/{id}";

    public static string ReceiptOf(Guid id) => $"{Of(id)}/receipt";
}
