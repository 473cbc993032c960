namespace NeuralMarket.Format.Findings;

/// <summary>The stable rule codes (command-line.md). A code never changes its meaning; new rules get new codes.</summary>
public static partial class Rules
{
    /// <summary>Every rule of this library, explained, in the order of the specification.</summary>
    public static IReadOnlyList<RuleDescription> All { get; } =
        [.. ContainerRules, .. ManifestRules, .. CategoriesRules, .. TriggerRules, .. WeightsRules, .. IconRules, .. IsARules, .. BaseRules];

    private static readonly Dictionary<string, RuleDescription> ByCode = All.ToDictionary(rule => rule.Code, StringComparer.Ordinal);

    /// <summary>The rule with a code, or <see langword="null"/>.</summary>
    public static RuleDescription? Find(string code) => ByCode.TryGetValue(code, out RuleDescription? rule) ? rule : null;
}
