using NeuralMarket.Regression.Figures;

namespace NeuralMarket.Regression.Splits;

/// <summary>What an author of a lineage has been told so far.</summary>
/// <param name="Released">The accuracy that was last shown, 0 to 1.</param>
/// <param name="Right">The photos that the best attempt so far had right, of those in <paramref name="Seen"/>; SHA-256.</param>
/// <param name="Seen">The photos on which it was tested.</param>
public sealed record LadderState(double Released, IReadOnlySet<string> Right, IReadOnlySet<string> Seen);

/// <summary>
/// What an author may be told of an attempt's accuracy on the feedback split: a new figure only when the attempt beats the best one so far by more than one
/// paired standard error, else the old figure again (Blum and Hardt 2015, "The Ladder: a reliable leaderboard for machine learning competitions", the
/// parameter-free mechanism). So hundreds of attempts teach an author no more than a few steps up the ladder.
/// </summary>
public static class Ladder
{
    private const int BandsInOne = 20;

    /// <summary>Judges an attempt.</summary>
    /// <param name="state">What was told before; <see langword="null"/> for the first attempt.</param>
    /// <param name="right">The photos that this attempt has right.</param>
    /// <param name="seen">The photos on which it was tested.</param>
    /// <returns>What to remember; <see cref="LadderState.Released"/> is what may be told, at the lower end of its band of five points.</returns>
    public static LadderState Judge(LadderState? state, IReadOnlySet<string> right, IReadOnlySet<string> seen)
    {
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(seen);
        LadderState fresh = new(Band(seen.Count == 0 ? 0 : (double)right.Count / seen.Count), right, seen);
        if (state is null)
        {
            return fresh;
        }

        // On the photos that both attempts saw; photos that came or went since say nothing about the patch.
        string[] both = [.. seen.Where(state.Seen.Contains)];
        if (both.Length == 0)
        {
            return fresh; // All photos were replaced: there is nothing left to climb on.
        }

        PairedComparison comparison = new(both.Count(image => right.Contains(image) && !state.Right.Contains(image)), both.Count(image => !right.Contains(image) && state.Right.Contains(image)), both.Length);

        // One photo is one standard error by itself: it must not count as an improvement (the correction for continuity).
        return comparison.Difference - (1.0 / comparison.Images) > comparison.StandardError ? fresh with { Released = Math.Max(fresh.Released, state.Released) } : state;
    }

    private static double Band(double accuracy) => Math.Min(Math.Floor((accuracy * BandsInOne) + 1e-9), BandsInOne - 1) / BandsInOne;
}
