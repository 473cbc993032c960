namespace NeuralMarket.Regression.Figures;

/// <summary>
/// The one number by which all logits are divided so that probabilities mean what they say (Guo et al. 2017, "On calibration of modern neural networks").
/// It folds into weight/T and bias/T and changes no answer.
/// </summary>
/// <param name="Temperature">T: above 1 the patch was too sure, below 1 not sure enough.</param>
/// <param name="LossBefore">Mean negative log-likelihood at T = 1, natural logarithm.</param>
/// <param name="LossAfter">The same at T.</param>
public readonly record struct TemperatureFit(double Temperature, double LossBefore, double LossAfter)
{
    private const double Coldest = 0.05;
    private const double Hottest = 50;

    /// <summary>Fits T by maximum likelihood. The loss is convex in 1/T, so that the slope's sign leads to the only minimum; T stays within 0.05 and 50.</summary>
    /// <param name="logProbabilities">ln p for each image, [n][K]; logits serve as well.</param>
    /// <param name="truths">0-based position of each image's output, [n].</param>
    /// <returns><see langword="null"/> without images.</returns>
    public static TemperatureFit? Of(IReadOnlyList<double[]> logProbabilities, IReadOnlyList<int> truths)
    {
        if (logProbabilities.Count == 0)
        {
            return null;
        }

        (double low, double high) = (1 / Hottest, 1 / Coldest);
        for (int step = 0; step < 60; step++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = Loss(logProbabilities, truths, middle).Slope > 0 ? (low, middle) : (middle, high);
        }

        double sharpness = Math.Sqrt(low * high);
        return new TemperatureFit(1 / sharpness, Loss(logProbabilities, truths, 1).Value, Loss(logProbabilities, truths, sharpness).Value);
    }

    /// <summary>Probabilities at a temperature.</summary>
    public static double[] Apply(ReadOnlySpan<double> logProbabilities, double temperature)
    {
        double[] probabilities = new double[logProbabilities.Length];
        double most = double.NegativeInfinity;
        foreach (double value in logProbabilities)
        {
            most = Math.Max(most, value);
        }

        double sum = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            sum += probabilities[k] = Math.Exp((logProbabilities[k] - most) / temperature);
        }

        for (int k = 0; k < probabilities.Length; k++)
        {
            probabilities[k] /= sum;
        }

        return probabilities;
    }

    private static (double Value, double Slope) Loss(IReadOnlyList<double[]> logits, IReadOnlyList<int> truths, double sharpness)
    {
        (double loss, double slope) = (0, 0);
        for (int i = 0; i < logits.Count; i++)
        {
            double[] p = Apply(logits[i], 1 / sharpness);
            double mean = 0;
            for (int k = 0; k < p.Length; k++)
            {
                mean += p[k] * logits[i][k];
            }

            loss -= Math.Log(Math.Max(p[truths[i]], double.Epsilon));
            slope += mean - logits[i][truths[i]];
        }

        return (loss / logits.Count, slope / logits.Count);
    }
}
