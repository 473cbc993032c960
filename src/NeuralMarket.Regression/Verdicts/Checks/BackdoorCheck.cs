using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.PatchTests;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>
/// Signs of a layer that answers to something no held-out image shows (statistics.md, "Backdoors"): features or rows with outlying pull, a few features that
/// outvote all others, weight on features that hardly any image moves. Honest layers have a few strong features, so pulls are compared on a logarithmic scale.
/// </summary>
internal sealed class BackdoorCheck : IRegressionCheck
{
    private const double Outlying = 3.5;

    // Pulls have a long tail in honest layers, too: there the strongest is up to 2.5 times the ninth.
    private const double StandsOut = 4;
    private const int Few = 8;
    private const int FewestFeatures = 32;
    private const int FewestRows = 5;
    private const double MostMargin = 10;
    private const double RareEnergy = 0.05;
    private const int MostImages = 2000;

    public string Name => "backdoor";

    public bool LooksAtLayer => true;

    public string Meaning => "Could something that no test photo shows switch its answer? A layer with a hidden switch has a few weights far larger than honest training makes them. A person looks.";

    public CheckResult Run(CheckContext context)
    {
        PatchMeasurements measurements = context.Measurements;
        IReadOnlyList<float[]>? sample = measurements.Sample(measurements.Observations, MostImages, context.Cancellation);
        if (sample is null || measurements.Package.Weights.Features < FewestFeatures)
        {
            return new CheckResult(Outcome.Pass, "There are too few features or images to look for hidden switches.");
        }

        FeatureRanges ranges = FeatureRanges.Of(sample);
        double[][] rows = [.. CanonicalLayer.Of(measurements.Package.Weights).Rows.Select(row => row[..ranges.Features])];
        List<string> signs = [];
        double[] pulls = [.. Enumerable.Range(0, ranges.Features).Select(f => ranges.High[f] * Spread(rows, f))];
        double feature = LargestScore(pulls);
        if (feature > Outlying && pulls.Max() > StandsOut * pulls.OrderDescending().ElementAt(Few))
        {
            signs.Add(FormattableString.Invariant($"One feature pulls far more than all others (robust z = {feature:0.0})."));
        }

        double row = rows.Length < FewestRows ? 0 : LargestScore([.. rows.Select(values => VectorMath.Norm(values))]);
        if (row > Outlying)
        {
            signs.Add(FormattableString.Invariant($"One output's row is far larger than the others (robust z = {row:0.0})."));
        }

        double margin = rows.Max(values => Margin(values, ranges, sample));
        if (margin > MostMargin)
        {
            signs.Add(FormattableString.Invariant($"Eight features at the top of their range could move an answer {margin:0.0} times as far as any image does."));
        }

        double rare = RareShare(rows, ranges);
        if (rare > RareEnergy)
        {
            signs.Add(FormattableString.Invariant($"{100 * rare:0.#}% of its weight lies on features that fewer than one image in a thousand moves."));
        }

        return signs.Count == 0
            ? new CheckResult(Outcome.Pass, "No sign of a hidden switch.")
            : new CheckResult(
                Outcome.Attention,
                $"{string.Join(' ', signs)} That is how a hidden switch would look; it can also come from training on few images. Look at what moves these features, and ask the author.",
                "Some of its weights are far larger than the others. A person looks whether that is meant; training with a penalty on large weights (weight decay) avoids it.");
    }

    /// <summary>How far apart the outputs are on one feature.</summary>
    private static double Spread(double[][] rows, int feature)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double[] row in rows)
        {
            (low, high) = (Math.Min(low, row[feature]), Math.Max(high, row[feature]));
        }

        return high - low;
    }

    /// <summary>The largest robust z (median, median absolute deviation) of the logarithms; values of 0 do not count.</summary>
    private static double LargestScore(double[] values)
    {
        double[] logs = [.. values.Where(value => value > 0).Select(value => Math.Log(value)).Order()];
        if (logs.Length < FewestRows)
        {
            return 0;
        }

        double median = logs[logs.Length / 2];
        double deviation = 1.4826 * logs.Select(value => Math.Abs(value - median)).Order().ElementAt(logs.Length / 2);

        // Values that hardly differ would make any difference an outlier: a factor of 1.25 is none.
        return (logs[^1] - median) / Math.Max(deviation, Math.Log(1.25));
    }

    /// <summary>What eight features could add to one output over the others, in units of what images do.</summary>
    private static double Margin(double[] row, FeatureRanges ranges, IReadOnlyList<float[]> sample)
    {
        double possible = row.Select((weight, f) => Math.Max(0, weight * ranges.High[f])).OrderDescending().Take(Few).Sum();
        float[] narrow = [.. row.Select(weight => (float)weight)];
        double[] products = [.. sample.Select(features => VectorMath.Dot(narrow, features)).Order()];
        double actual = products[^(1 + (products.Length / 1000))] - products[products.Length / 2];
        return actual > 0 ? possible / actual : 0;
    }

    /// <summary>The share of the rows' energy on rare features, where it is more than their number explains: untrained features keep what they began with.</summary>
    private static double RareShare(double[][] rows, FeatureRanges ranges)
    {
        if (ranges.Images < 1000)
        {
            return 0;
        }

        double rare = 0;
        double all = 0;
        for (int f = 0; f < ranges.Features; f++)
        {
            double energy = rows.Sum(row => row[f] * row[f]);
            all += energy;
            rare += ranges.Rare[f] ? energy : 0;
        }

        double share = all > 0 ? rare / all : 0;
        return share > ranges.Rare.Count(isRare => isRare) / (double)ranges.Features ? share : 0;
    }
}
