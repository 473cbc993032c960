namespace NeuralMarket.Format.Findings;

/// <summary>The stable rule codes (command-line.md). A code never changes its meaning; new rules get new codes.</summary>
public static partial class Rules
{
}
