namespace NeuralMarket.Client.Submissions;

/// <summary>What the market says when a package has arrived: received, not published.</summary>
/// <param name="Id">Names the submission.</param>
/// <param name="Attempt">Which of the author's files for it this is, from 1.</param>
/// <param name="Sha256">SHA-256 of the bytes that arrived.</param>
/// <param name="State">Its state (road.md), in camel case.</param>
/// <param name="ReceivedAt">When it arrived.</param>
public sealed record SubmissionReceipt(Guid Id, int Attempt, string Sha256, string State, DateTimeOffset ReceivedAt);

/// <summary>Where a submission stands.</summary>
/// <param name="Id">Names the submission.</param>
/// <param name="State">Its state (road.md), in camel case.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="ActsNext">Who acts next: <c>system</c>, <c>author</c>, <c>reviewer</c>, <c>curator</c>; <see langword="null"/> in a final state.</param>
/// <param name="DeadlineAt">By when.</param>
/// <param name="PatchId">The patch, once the package could be read.</param>
/// <param name="PatchVersion">Its version.</param>
/// <param name="Findings">What validation found in the current attempt.</param>
public sealed record SubmissionDetails(
    Guid Id, string State, DateTimeOffset StateSince, string? ActsNext, DateTimeOffset? DeadlineAt, string? PatchId, string? PatchVersion, IReadOnlyList<SubmissionFinding> Findings)
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
