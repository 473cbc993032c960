namespace NeuralMarket.Regression.Figures;

/// <summary>Fisher's exact test (Fisher 1935) for two proportions with few images.</summary>
public static class FisherExact
{
    /// <summary>The probability of a share as low as the first one's, or lower, when both are the same: the lower tail of the hypergeometric distribution.</summary>
    public static double Lower(Proportion first, Proportion second)
    {
        int successes = first.Successes + second.Successes;
        int trials = first.Trials + second.Trials;
        double all = LogChoose(trials, first.Trials);
        double sum = 0;
        for (int k = Math.Max(0, successes - second.Trials); k <= first.Successes; k++)
        {
            sum += Math.Exp(LogChoose(successes, k) + LogChoose(trials - successes, first.Trials - k) - all);
        }

        return Math.Min(1, sum);
    }

    private static double LogChoose(int n, int k) => BetaDistribution.LogGamma(n + 1.0) - BetaDistribution.LogGamma(k + 1.0) - BetaDistribution.LogGamma(n - k + 1.0);
}
