namespace NeuralMarket.Format.Triggers;

/// <summary>
/// The condition under which a patch wakes (specialneurons.md, "The trigger condition"): at least one trigger category is among the
/// <paramref name="Top"/> highest outputs, and the probabilities of all trigger categories add up to at least <paramref name="AtLeast"/>.
/// </summary>
/// <param name="Top">1 to 1,000; above the number of outputs all count.</param>
/// <param name="AtLeast">0 to 1.</param>
/// <param name="On">The parent patch whose outputs are read; <see langword="null"/> for the base network.</param>
public sealed record Trigger(int Top, double AtLeast, ParentReference? On)
{
    /// <summary>What an absent <c>trigger</c> means: <c>{"top": 1}</c> on the base network.</summary>
    public static Trigger Default { get; } = new(1, 0, null);
}

/// <summary>Names the patch that triggers another one.</summary>
/// <param name="Patch">The parent's id.</param>
/// <param name="Versions">Which of its versions count; the highest match is taken.</param>
public sealed record ParentReference(string Patch, VersionRange Versions);
