namespace NeuralMarket.Format.Findings;

/// <summary>One rule in a sentence.</summary>
/// <param name="Code">The stable code, for example <c>icon.square</c>.</param>
/// <param name="Explanation">What the rule asks for.</param>
public sealed record RuleDescription(string Code, string Explanation);
