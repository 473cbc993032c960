using FluentValidation;
using NeuralMarket.Market.Review;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Api.Review;

/// <summary>A submission in a reviewer's queue.</summary>
/// <param name="Id">The submission.</param>
/// <param name="State">awaitingReview, or inReview once it is open.</param>
/// <param name="PatchId">The patch.</param>
/// <param name="PatchVersion">Its version.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Who sent it.</param>
/// <param name="DueAt">By when the reviewer should decide.</param>
/// <param name="Verdict">The test's verdict: pass, attention or fail.</param>
/// <param name="IsUpdate">Whether a version of the patch is published already.</param>
internal sealed record QueueItem(
    Guid Id, SubmissionState State, string? PatchId, string? PatchVersion, string? Title, string Author, DateTimeOffset DueAt, string? Verdict, bool IsUpdate)
{
    public static QueueItem From(QueueLine line) => new(
        line.Submission.Id, line.Submission.State, line.Submission.PatchId, line.Submission.PatchVersion, line.Submission.Title,
        line.AuthorName, line.DueAt, line.Decision, line.IsUpdate);
}

/// <summary>A reviewer's decision.</summary>
/// <param name="Kind">approve, request-changes or reject.</param>
/// <param name="Reasons">Reason codes; at least one unless it is approved.</param>
/// <param name="Text">What the author reads, at most 4,000 characters.</param>
internal sealed record DecisionBody(string Kind, IReadOnlyList<string>? Reasons, string? Text)
{
    public DecisionRequest ToRequest() => new(DecisionWords.All[Kind], Reasons ?? [], Text ?? "");
}

internal sealed class DecisionBodyValidator : AbstractValidator<DecisionBody>
{
    public DecisionBodyValidator() => RuleFor(body => body.Kind).Must(kind => kind is not null && DecisionWords.All.ContainsKey(kind))
        .WithErrorCode("decision.kind").OverridePropertyName("kind").WithMessage($"kind is one of {string.Join(", ", DecisionWords.All.Keys)}.");
}

/// <summary>Decisions as the API spells them.</summary>
internal static class DecisionWords
{
    public static IReadOnlyDictionary<string, DecisionKind> All { get; } = new Dictionary<string, DecisionKind>(StringComparer.Ordinal)
    {
        ["approve"] = DecisionKind.Approve,
        ["request-changes"] = DecisionKind.RequestChanges,
        ["reject"] = DecisionKind.Reject,
    };

    public static string Of(DecisionKind kind) => All.Single(word => word.Value == kind).Key;
}
