namespace NeuralMarket.Regression.Figures;

/// <summary>Several tests at once, with the error of all together held (Holm 1979).</summary>
public static class Holm
{
    /// <summary>Adjusted p-values in the order given: compare each with the error of all together.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        double[] adjusted = new double[pValues.Count];
        double largest = 0;
        int rank = 0;
        foreach ((int index, double p) in pValues.Index().OrderBy(item => item.Item))
        {
            largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * p));
            adjusted[index] = largest;
            rank++;
        }

        return adjusted;
    }
}
