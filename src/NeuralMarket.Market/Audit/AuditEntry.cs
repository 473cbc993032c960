using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Market.Audit;

/// <summary>What happened, when and by whom. Only ever added; a submission's timeline is read from it.</summary>
public sealed class AuditEntry
{
    /// <summary>Names it, in the order in which entries were made.</summary>
    public Guid Id { get; init; } = OrderedIds.Next();

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The account that acted; absent when the system did.</summary>
    public Guid? Actor { get; init; }

    /// <summary>The submission that it is about, if any.</summary>
    public Guid? SubmissionId { get; init; }

    /// <summary>The event, in camel case, for example <c>foundValid</c> or <c>assigned</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The state before, for a transition.</summary>
    public SubmissionState? FromState { get; init; }

    /// <summary>The state after, for a transition.</summary>
    public SubmissionState? ToState { get; init; }

    /// <summary>A sentence for people.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Makes a repeated entry impossible.</summary>
    public required string UniqueKey { get; init; }
}
