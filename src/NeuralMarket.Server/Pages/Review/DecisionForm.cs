using NeuralMarket.Market.Review;
using NeuralMarket.Server.Api.Review;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>What the reviewer typed; it comes back with the page when the decision could not be taken.</summary>
public sealed class DecisionForm
{
    /// <summary><c>approve</c>, <c>request-changes</c> or <c>reject</c>; nothing is chosen beforehand.</summary>
    public string? Kind { get; set; }

    /// <summary>Reason codes.</summary>
    public IList<string> Reasons { get; set; } = [];

    /// <summary>What the author reads.</summary>
    public string? Text { get; set; }

    /// <summary>The attempt that the page showed.</summary>
    public int Attempt { get; set; }

    /// <summary>As the desk takes it, an approval without the reasons that it does not need; <see langword="null"/> when no decision is chosen.</summary>
    public DecisionRequest? ToRequest() => Kind is not null && DecisionWords.All.TryGetValue(Kind, out var kind)
        ? new DecisionRequest(kind, kind == DecisionKind.Approve ? [] : [.. Reasons], Text ?? "") { AttemptNumber = Attempt }
        : null;
}
