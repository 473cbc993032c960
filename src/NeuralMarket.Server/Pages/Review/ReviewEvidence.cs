using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>The model of the review page's sections: one submission, seen from its reviewer's side.</summary>
public sealed class ReviewEvidence(ReviewView view)
{
    private const string AuthorEntry = "You";

    /// <summary>What the market says about it.</summary>
    public ReviewView View => view;

    /// <summary>The regression test's report; sections that show it are absent without it.</summary>
    public RegressionReport? Report => view.Report;

    /// <summary>Title and version.</summary>
    public string Name { get; } = $"{view.Package.Manifest.Title} {view.Package.Manifest.Version}";

    /// <summary>What it says that it identifies: the package's words, otherwise the author's.</summary>
    public string? Description { get; } = Said(view.Package.Manifest.Description) ?? Said(view.Submission.Description);

    /// <summary>Whether it waits for a decision.</summary>
    public bool IsWaiting { get; } = view.Submission.Line.State is SubmissionState.AwaitingReview or SubmissionState.InReview;

    /// <summary>The file that counts.</summary>
    public AttemptView Attempt { get; } = view.Submission.Attempts.Single(attempt => attempt.Number == view.Submission.CurrentAttempt);

    /// <summary>What the author wrote, newest first: replies, and the words of an appeal.</summary>
    public IReadOnlyList<TimelineEntry> Replies { get; } =
        [.. view.Submission.Timeline.Where(entry => entry.Action is "replied" or "appealed" && entry.Detail.Length > 0).Reverse()];

    /// <summary>The photos that it got wrong, cell by cell of the confusion matrix.</summary>
    public IReadOnlyList<PhotoGroup> Wrong { get; } = PhotoGroups.Wrong(view);

    /// <summary>The photos on which it fired though it should not, the surest answer first.</summary>
    public IReadOnlyList<PhotoCard> Misfired { get; } = PhotoGroups.Misfired(view);

    /// <summary>The photos that only one of two versions has right.</summary>
    public FlippedPhotos? Flipped { get; } = PhotoGroups.Flipped(view);

    /// <summary>Whether the author did it.</summary>
    public static bool IsByAuthor(TimelineEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.ActorName == AuthorEntry;
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
