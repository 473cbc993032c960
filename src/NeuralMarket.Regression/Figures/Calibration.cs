using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Figures;

/// <summary>One answered image, for calibration.</summary>
/// <param name="Confidence">The largest probability.</param>
/// <param name="Correct">Whether the answer is right.</param>
public readonly record struct Answer(double Confidence, bool Correct);

/// <summary>A bin of answers of similar confidence.</summary>
/// <param name="Correct">How many of how many are right.</param>
/// <param name="Confidence">Their mean confidence.</param>
public readonly record struct CalibrationBin(Proportion Correct, double Confidence);

/// <summary>How far probabilities can be believed (statistics.md, "Calibration").</summary>
public static class Calibration
{
    private const int Resamples = 400;
    private const int MostResampled = 10_000;
    private const int Seed = 20;

    /// <summary>Bins with equally many answers each, by confidence; fewer bins when there are few answers.</summary>
    /// <param name="answers">In any order.</param>
    /// <param name="mostBins">How many bins at most.</param>
    /// <param name="fewestInBin">How many answers a bin has at least, unless there are fewer in all.</param>
    public static IReadOnlyList<CalibrationBin> EqualMassBins(IEnumerable<Answer> answers, int mostBins = 10, int fewestInBin = 10)
    {
        Answer[] sorted = Sort(answers);
        return sorted.Length == 0 ? [] : Divide(sorted, mostBins, fewestInBin);
    }

    private static Answer[] Sort(IEnumerable<Answer> answers) => [.. answers.GroupBy(answer => answer.Confidence).OrderBy(group => group.Key).SelectMany(Spread)];

    private static CalibrationBin[] Divide(Answer[] sorted, int mostBins = 10, int fewestInBin = 10)
    {
        int bins = BinsOf(sorted.Length, mostBins, fewestInBin);
        return [.. Enumerable.Range(0, bins).Select(bin => Bin(sorted[EndOf(bin - 1, bins, sorted.Length)..EndOf(bin, bins, sorted.Length)]))];
    }

    /// <summary>The expected calibration error: the bins' distances between accuracy and confidence, weighted by their answers; <see langword="null"/> without answers.</summary>
    public static double? ExpectedError(IReadOnlyCollection<CalibrationBin> bins) =>
        bins.Count == 0 ? null : bins.Sum(bin => bin.Correct.Trials * Math.Abs(bin.Correct.Value!.Value - bin.Confidence)) / bins.Sum(bin => bin.Correct.Trials);

    /// <summary>
    /// The error with a 95% percentile interval from resampled answers (Efron 1979). With few answers the error is biased upwards: bins of ten scatter by
    /// themselves. The same answers give the same interval on every machine.
    /// </summary>
    /// <returns>The interval is unknown without answers, and with so many (10,000) that resampling would take longer than it tells.</returns>
    public static Interval BootstrappedError(IReadOnlyCollection<Answer> answers)
    {
        double? error = ExpectedError(EqualMassBins(answers));
        if (answers.Count is 0 or > MostResampled)
        {
            return new Interval(error, null, null);
        }

        // The order of the answers must not matter, so that the same images in another order give the same draws. What is drawn from sorted answers is
        // counted, neither copied nor sorted again.
        Answer[] all = Sort(answers);
        int[] counts = new int[all.Length];
        SplitMix random = new(Seed);
        double[] errors = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            Array.Clear(counts);
            for (int draw = 0; draw < all.Length; draw++)
            {
                counts[random.Below(all.Length)]++;
            }

            errors[i] = ErrorOf(all, counts);
        }

        Array.Sort(errors);
        return new Interval(error, errors[(int)(0.025 * Resamples)], errors[(int)(0.975 * Resamples)]);
    }

    /// <summary>The expected calibration error of a resample.</summary>
    /// <param name="sorted">At least one answer, sorted by confidence.</param>
    /// <param name="counts">How often each was drawn; as often in all as there are answers.</param>
    public static double ErrorOf(Answer[] sorted, int[] counts)
    {
        int bins = BinsOf(sorted.Length);
        double error = 0;
        (int answer, int left) = (0, counts[0]);
        for (int bin = 0; bin < bins; bin++)
        {
            int room = EndOf(bin, bins, sorted.Length) - EndOf(bin - 1, bins, sorted.Length);
            (double right, double confidence) = (0, 0);
            while (room > 0)
            {
                if (left == 0)
                {
                    left = counts[++answer];
                    continue;
                }

                int taken = Math.Min(room, left);
                right += sorted[answer].Correct ? taken : 0;
                confidence += taken * sorted[answer].Confidence;
                (room, left) = (room - taken, left - taken);
            }

            // Trials · |right / trials − confidence / trials|.
            error += Math.Abs(right - confidence);
        }

        return error / sorted.Length;
    }

    private static int BinsOf(int answers, int mostBins = 10, int fewestInBin = 10) => Math.Clamp(answers / fewestInBin, 1, mostBins);

    /// <summary>Where a bin of sorted answers ends.</summary>
    private static int EndOf(int bin, int bins, int answers) => (int)((bin + 1L) * answers / bins);

    /// <summary>One image's term of the multi-class Brier score (Brier 1950): Σ (p_k − [k is the truth])², 0 to 2.</summary>
    public static double BrierTerm(ReadOnlySpan<float> probabilities, int truth)
    {
        double sum = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            double error = probabilities[k] - (k == truth ? 1.0 : 0.0);
            sum += error * error;
        }

        return sum;
    }

    /// <summary>
    /// Among equals the right answers lie evenly between the wrong ones: the order of the images does not matter, and no bin gets all the wrong ones, which
    /// would look like an error where there is none.
    /// </summary>
    private static IEnumerable<Answer> Spread(IGrouping<double, Answer> equals)
    {
        Answer[] right = [.. equals.Where(answer => answer.Correct)];
        Answer[] wrong = [.. equals.Where(answer => !answer.Correct)];
        return right.Select((answer, i) => (answer, (i + 0.5) / right.Length)).Concat(wrong.Select((answer, i) => (answer, (i + 0.5) / wrong.Length)))
            .OrderBy(item => item.Item2).ThenBy(item => item.answer.Correct).Select(item => item.answer);
    }

    private static CalibrationBin Bin(Answer[] answers) =>
        new(new Proportion(answers.Count(answer => answer.Correct), answers.Length), answers.Average(answer => answer.Confidence));
}
