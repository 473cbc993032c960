using NeuralMarket.Market.Review;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Server.Pages.Review;

/// <summary>The model of the partial <c>_Queue</c>.</summary>
/// <param name="Lines">From top to bottom.</param>
/// <param name="Label">What the list is, for readers of the screen.</param>
/// <param name="CanTake">Whether the lines lie with nobody and can be taken.</param>
public sealed record QueuePart(IReadOnlyList<QueueLine> Lines, string Label, bool CanTake)
{
    /// <summary>A line's verdict; <see langword="null"/> when there is no test.</summary>
    public static Outcome? VerdictOf(QueueLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Enum.TryParse<Outcome>(line.Decision, ignoreCase: true, out var outcome) ? outcome : null;
    }
}
