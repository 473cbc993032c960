using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Market.Submissions;

/// <summary>A line in a list of submissions.</summary>
/// <param name="Id">Names it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="Owner">Who acts next; <see langword="null"/> in a final state.</param>
/// <param name="DeadlineAt">By when.</param>
/// <param name="PatchId">The patch, once the package could be read.</param>
/// <param name="PatchVersion">Its version.</param>
/// <param name="Title">Its title.</param>
/// <param name="FileName">What the author called the file.</param>
/// <param name="CreatedAt">When it arrived.</param>
public sealed record SubmissionLine(
    Guid Id, SubmissionState State, DateTimeOffset StateSince, StateOwner? Owner, DateTimeOffset? DeadlineAt,
    string? PatchId, string? PatchVersion, string? Title, string FileName, DateTimeOffset CreatedAt)
{
    /// <summary>What to call it in a heading.</summary>
    public string Name => Title ?? PatchId ?? FileName;
}

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Action">The event, in camel case.</param>
/// <param name="ActorName">Who did it; <see langword="null"/> when the market itself did. Authors are not told who reviews them.</param>
/// <param name="From">The state before, for a transition.</param>
/// <param name="To">The state after, for a transition.</param>
/// <param name="Detail">A sentence.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Action, string? ActorName, SubmissionState? From, SubmissionState? To, string Detail);

/// <summary>What a reviewer decided, as its author reads it.</summary>
/// <param name="Kind">Yes, yes but, or no.</param>
/// <param name="AttemptNumber">About which of the files.</param>
/// <param name="Reasons">Reason codes; their words are in <see cref="Review.ReviewReasons"/>.</param>
/// <param name="Text">The reviewer's own words.</param>
/// <param name="DecidedAt">When.</param>
public sealed record DecisionView(Review.DecisionKind Kind, int AttemptNumber, IReadOnlyList<string> Reasons, string Text, DateTimeOffset DecidedAt);

/// <summary>One of the files that were sent.</summary>
/// <param name="Number">From 1.</param>
/// <param name="FileName">As the author called it.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="ReceivedAt">When it arrived.</param>
public sealed record AttemptView(int Number, string FileName, string Sha256, long Length, DateTimeOffset ReceivedAt);

/// <summary>A submission as its author sees it. It says nothing about single held-out photos and does not name the reviewer.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="AuthorId">Whose it is.</param>
/// <param name="Channel">How it came.</param>
/// <param name="CurrentAttempt">The number of the file that counts.</param>
/// <param name="Description">What the author said that it identifies.</param>
/// <param name="Note">The author's word to the reviewer.</param>
/// <param name="PublishAt">When an approved version is published.</param>
/// <param name="Attempts">The files, oldest first.</param>
/// <param name="Findings">What validation said of the current file.</param>
/// <param name="Test">The rounded figures; <see langword="null"/> before the test ran.</param>
/// <param name="Decisions">What reviewers decided, newest first.</param>
/// <param name="Timeline">What happened, oldest first.</param>
public sealed record SubmissionView(
    SubmissionLine Line, Guid AuthorId, SubmissionChannel Channel, int CurrentAttempt, string? Description, string? Note, DateTimeOffset? PublishAt,
    IReadOnlyList<AttemptView> Attempts, IReadOnlyList<SubmissionFinding> Findings, AuthorReport? Test,
    IReadOnlyList<DecisionView> Decisions, IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>What the author may do now.</summary>
    public IReadOnlySet<SubmissionEvent> Allowed { get; init; } = new HashSet<SubmissionEvent>();

    /// <summary>Why its test waits, and until when; <see langword="null"/> when it does not.</summary>
    public TestWait? Waits { get; init; }

    /// <summary>Whether there is a signed receipt of its test.</summary>
    public bool HasReceipt { get; init; }
}
