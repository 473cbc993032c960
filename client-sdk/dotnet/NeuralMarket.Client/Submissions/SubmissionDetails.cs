namespace NeuralMarket.Client.Submissions;

/// <summary>What the market says when a package has arrived: received, not published.</summary>
/// <param name="Id">Names the submission.</param>
/// <param name="Attempt">Which of the author's files for it this is, from 1.</param>
/// <param name="Sha256">SHA-256 of the bytes that arrived.</param>
/// <param name="State">Its state (road.md), in camel case.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="AlreadyKnown">Whether the same bytes had come before; then this is the receipt of then.</param>
/// <param name="Address">Where to follow it, relative to the market's address.</param>
public sealed record SubmissionReceipt(Guid Id, int Attempt, string Sha256, string State, DateTimeOffset ReceivedAt, bool AlreadyKnown, string? Address);

/// <summary>Where a submission stands.</summary>
/// <param name="Id">Names the submission.</param>
/// <param name="State">Its state (road.md), in camel case.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="ActsNext">Who acts next: <c>system</c>, <c>author</c>, <c>reviewer</c>, <c>curator</c>; <see langword="null"/> in a final state.</param>
/// <param name="DeadlineAt">By when.</param>
/// <param name="PatchId">The patch, once the package could be read.</param>
/// <param name="PatchVersion">Its version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What the author said that it identifies.</param>
/// <param name="Note">The author's word to the reviewer.</param>
/// <param name="CreatedAt">When the first file arrived.</param>
/// <param name="Findings">What validation found in the current attempt.</param>
/// <param name="Decisions">What reviewers decided, newest first.</param>
/// <param name="Allowed">What the author may do now: <c>resubmitted</c>, <c>appealed</c>, <c>withdraw</c>.</param>
public sealed record SubmissionDetails(
    Guid Id, string State, DateTimeOffset StateSince, string? ActsNext, DateTimeOffset? DeadlineAt, string? PatchId, string? PatchVersion, string? Title,
    string? Description, string? Note, DateTimeOffset CreatedAt, IReadOnlyList<SubmissionFinding> Findings, IReadOnlyList<SubmissionDecision>? Decisions,
    IReadOnlyList<string>? Allowed)
{
    /// <summary>Whether people have decided, or nothing more will happen without the author.</summary>
    public bool IsDecided => State is not ("received" or "validating" or "testing" or "awaitingImages" or "awaitingReview" or "inReview");
}

/// <summary>What validation says about a submission.</summary>
/// <param name="Rule">The stable rule code.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Where">The place.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record SubmissionFinding(string Rule, string Severity, string Where, string Message, string Remedy);

/// <summary>What a reviewer decided.</summary>
/// <param name="Kind"><c>approve</c>, <c>request-changes</c> or <c>reject</c>.</param>
/// <param name="Attempt">About which of the files.</param>
/// <param name="Reasons">The reasons.</param>
/// <param name="Text">The reviewer's own words.</param>
/// <param name="DecidedAt">When.</param>
public sealed record SubmissionDecision(string Kind, int Attempt, IReadOnlyList<SubmissionReason> Reasons, string Text, DateTimeOffset DecidedAt);

/// <summary>A reason that a reviewer ticked.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Text">Its words.</param>
public sealed record SubmissionReason(string Code, string Text);
