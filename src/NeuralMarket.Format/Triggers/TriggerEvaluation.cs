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
    public static TriggerOutcome Evaluate(Trigger trigger, ReadOnlySpan<float> probabilities, ReadOnlySpan<int> triggerPositions) => throw new NotImplementedException();
}
