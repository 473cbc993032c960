namespace NeuralMarket.Format.Findings;

/// <summary>One rule, explained to an author.</summary>
/// <param name="Code">The stable code, for example <c>icon.square</c>.</param>
/// <param name="Explanation">What the rule asks for, in a sentence.</param>
/// <param name="Example">Something that breaks it.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record RuleDescription(string Code, string Explanation, string Example, string Remedy);
