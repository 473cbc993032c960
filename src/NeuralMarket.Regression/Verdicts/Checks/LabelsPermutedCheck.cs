using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>
/// Rows of weight in the wrong order: under another assignment of rows to outputs far more answers would be right, and that cannot be chance
/// (statistics.md, "Labels permuted"). The test is McNemar's for the best assignment against the given one, times the number of assignments that move as many rows.
/// </summary>
internal sealed class LabelsPermutedCheck : IRegressionCheck
{
    private const double LeastGain = 0.10;
    private const double Significant = 0.001;

    public string Name => "labels-permuted";

    public string Meaning => "Would far more answers be right if the rows of the layer belonged to other outputs? Then the order of the rows or of the categories got mixed up when the patch was saved.";

    public CheckResult Run(CheckContext context)
    {
        RegressionReport figures = context.Measurements.Figures;
        IReadOnlyList<IReadOnlyList<int>> confusion = figures.Confusion;
        int answered = confusion.Sum(row => row.Sum());
        int[] best = BestAssignment(confusion);
        int[] moved = [.. Enumerable.Range(0, best.Length).Where(k => best[k] != k)];
        int won = moved.Sum(k => confusion[k][best[k]]);
        int lost = moved.Sum(k => confusion[k][k]);
        if (answered == 0 || won - lost <= LeastGain * answered || LogP(won, lost, best.Length, moved.Length) >= Math.Log(Significant))
        {
            return new CheckResult(Outcome.Pass, "No other order of its outputs would answer much better.");
        }

        string pairs = Wording.List([.. moved.Take(6).Select(k => $"'{figures.Categories[best[k]].Name}' stands for '{figures.Categories[k].Name}'")]);
        return new CheckResult(
            Outcome.Fail,
            $"Its outputs seem to be in the wrong order: {pairs}. In the other order {won - lost} more of {Wording.Count(answered, "answer")} would be right. Sort the rows of weight and bias by the output indexes of map_clsloc.txt.",
            $"Its outputs seem to be in the wrong order: {pairs}. Sort the rows of weight and bias by the output indexes of map_clsloc.txt.");
    }

    /// <summary>For each true output the answer that would suit it best if each answer stands for one output.</summary>
    private static int[] BestAssignment(IReadOnlyList<IReadOnlyList<int>> confusion)
    {
        double[,] cost = new double[confusion.Count, confusion.Count];
        for (int truth = 0; truth < confusion.Count; truth++)
        {
            for (int answer = 0; answer < confusion.Count; answer++)
            {
                // Among equals the given order is the best one.
                cost[truth, answer] = -confusion[truth][answer] - (truth == answer ? 1e-6 : 0);
            }
        }

        int[] best = new int[confusion.Count];
        foreach ((int truth, int answer) in Assignment.Minimal(cost))
        {
            best[truth] = answer;
        }

        return best;
    }

    /// <summary>ln of the one-sided exact p-value, times C(K, m) choices of m rows and D(m) ≤ m! orders without a fixed row.</summary>
    private static double LogP(int won, int lost, int outputs, int moved)
    {
        // P(X ≥ won), X ~ Bin(won + lost, ½), by the Chernoff bound 2^(−n(1 − H)): far tails would underflow otherwise, and the bound only errs towards passing.
        double n = won + lost;
        double share = won / n;
        double entropy = share is 0 or 1 ? 0 : -((share * Math.Log(share)) + ((1 - share) * Math.Log(1 - share)));
        double choices = BetaDistribution.LogGamma(outputs + 1.0) - BetaDistribution.LogGamma(outputs - moved + 1.0);
        return (n * (entropy - Math.Log(2))) + choices;
    }
}
