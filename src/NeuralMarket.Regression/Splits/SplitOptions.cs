namespace NeuralMarket.Regression.Splits;

/// <summary>How held-out photos are divided.</summary>
public sealed record SplitOptions
{
    /// <summary>The share of clusters whose photos authors see coarse figures from.</summary>
    public double FeedbackShare { get; init; } = 0.3;

    /// <summary>The share of clusters that are opened rarely.</summary>
    public double AuditShare { get; init; } = 0.2;

    /// <summary>A category with fewer photos than this goes to the gate as a whole: half of too few decides nothing.</summary>
    public int FewestToSplit { get; init; } = 300;

    /// <summary>What is wrong with these options, a sentence each; empty when they can be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (!(FeedbackShare >= 0 && AuditShare >= 0 && FeedbackShare + AuditShare < 1))
        {
            problems.Add($"{nameof(FeedbackShare)} is {FeedbackShare} and {nameof(AuditShare)} {AuditShare}. Neither may be negative, and together they must leave something for the gate.");
        }

        if (FewestToSplit < 0)
        {
            problems.Add($"{nameof(FewestToSplit)} is {FewestToSplit}. It must not be negative.");
        }

        return problems;
    }
}
