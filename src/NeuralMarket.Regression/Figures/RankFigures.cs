namespace NeuralMarket.Regression.Figures;

/// <summary>Figures from ranks.</summary>
public static class RankFigures
{
    /// <summary>
    /// The area under the ROC curve: the probability that a score of the first group is above one of the second, ties counting half
    /// (Hanley and McNeil 1982); <see langword="null"/> when a group is empty.
    /// </summary>
    public static double? Auroc(IReadOnlyCollection<double> above, IReadOnlyCollection<double> below)
    {
        if (above.Count == 0 || below.Count == 0)
        {
            return null;
        }

        (double Score, bool Above)[] all = [.. above.Select(score => (score, true)).Concat(below.Select(score => (score, false))).OrderBy(item => item.Item1)];
        double rankSum = 0;
        for (int start = 0; start < all.Length;)
        {
            int end = start + 1;
            while (end < all.Length && all[end].Score.Equals(all[start].Score))
            {
                end++;
            }

            double meanRank = (start + 1 + end) / 2.0;
            rankSum += meanRank * all[start..end].Count(item => item.Above);
            start = end;
        }

        double wins = rankSum - (above.Count * (above.Count + 1.0) / 2);
        return wins / ((double)above.Count * below.Count);
    }
}
