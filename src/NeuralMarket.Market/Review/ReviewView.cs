using NeuralMarket.Format.Packages;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Review;

/// <summary>A line in a reviewer's queue.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="AuthorName">Who sent it.</param>
/// <param name="DueAt">By when the reviewer should decide.</param>
/// <param name="Decision">The test's verdict: <c>pass</c>, <c>attention</c> or <c>fail</c>; <see langword="null"/> when there is no test.</param>
/// <param name="IsUpdate">Whether a version of the patch is published already.</param>
public sealed record QueueLine(SubmissionLine Submission, string AuthorName, DateTimeOffset DueAt, string? Decision, bool IsUpdate);

/// <summary>All that a reviewer needs to decide.</summary>
/// <param name="Submission">The submission, with its findings, files and timeline.</param>
/// <param name="AuthorName">Who sent it.</param>
/// <param name="Package">Its content.</param>
/// <param name="TriggerText">The trigger in words.</param>
/// <param name="Triggers">Its trigger categories.</param>
/// <param name="Report">The whole report; <see langword="null"/> when there is none.</param>
/// <param name="Previous">The version that is published now; <see langword="null"/> for a first one.</param>
/// <param name="IsMine">Whether the reader may decide it: assigned to the reader.</param>
/// <param name="DueAt">By when the reviewer should decide; <see langword="null"/> when nobody is assigned.</param>
public sealed record ReviewView(
    SubmissionView Submission, string AuthorName, PatchPackage Package, string TriggerText, IReadOnlyList<Publication.NamedCategory> Triggers,
    RegressionReport? Report, PreviousVersion? Previous, bool IsMine, DateTimeOffset? DueAt)
{
    /// <summary>When the test ran.</summary>
    public DateTimeOffset? TestedAt { get; init; }

    /// <summary>The held-out set of the test, for its photos; <see langword="null"/> when there is no test or the set is gone.</summary>
    public Guid? SetId { get; init; }
}

/// <summary>The published version that a new one follows.</summary>
/// <param name="Version">Its version.</param>
/// <param name="SubmissionId">The submission that it came from, where its own report is.</param>
/// <param name="PublishedAt">When it was published.</param>
public sealed record PreviousVersion(string Version, Guid SubmissionId, DateTimeOffset PublishedAt);

/// <summary>What a reviewer says.</summary>
/// <param name="Kind">Yes, yes but, or no.</param>
/// <param name="Reasons">Reason codes of <see cref="ReviewReasons"/>.</param>
/// <param name="Text">What the author reads.</param>
public sealed record DecisionRequest(DecisionKind Kind, IReadOnlyList<string> Reasons, string Text)
{
    /// <summary>The attempt that the reviewer looked at; a newer one that came meanwhile makes it a conflict. <see langword="null"/> for whichever counts.</summary>
    public int? AttemptNumber { get; init; }
}
