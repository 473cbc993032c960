namespace NeuralMarket.Format.Triggers;

/// <summary>What evaluating a trigger gave.</summary>
/// <param name="Fired">Whether the patch wakes.</param>
/// <param name="Sum">The trigger categories' probabilities, added in double precision.</param>
public readonly record struct TriggerOutcome(bool Fired, double Sum);

/// <summary>Evaluates trigger conditions against softmax outputs; the one implementation that market, tools and phones share.</summary>
public static class TriggerEvaluation
{
    /// <summary>Evaluates one image.</summary>
    /// <param name="trigger">The condition.</param>
    /// <param name="probabilities">The softmax outputs that it reads, [N].</param>
    /// <param name="triggerPositions">0-based positions in <paramref name="probabilities"/> of the trigger categories.</param>
    public static TriggerOutcome Evaluate(Trigger trigger, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> triggerPositions)
    {
        double sum = 0;
        int best = -1;
        foreach (int position in triggerPositions)
        {
            sum += probabilities[position];
            if (best < 0 || probabilities[position] > probabilities[best] || (probabilities[position] == probabilities[best] && position < best))
            {
                best = position;
            }
        }

        bool fired = best >= 0 && Rank(probabilities, best) < trigger.Top && sum >= trigger.AtLeast;
        return new TriggerOutcome(fired, sum);
    }

    // How many outputs come before this one: the higher ones, and equal ones with a lower index.
    private static int Rank(ReadOnlySpan<float> probabilities, int position)
    {
        int rank = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] > probabilities[position] || (probabilities[i] == probabilities[position] && i < position))
            {
                rank++;
            }
        }

        return rank;
    }
}
