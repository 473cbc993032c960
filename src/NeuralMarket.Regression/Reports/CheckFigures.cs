using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Reports;

/// <summary>Another author's patch with a similar layer.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">Its version.</param>
/// <param name="Cosine">The cosine of the two layers, rows centred and paired.</param>
/// <param name="EnergyOffSpan">How much of the rows lies off the span of the activations, 0 to 1, the smaller of the two; <see langword="null"/> when there were no activations.</param>
/// <param name="ResidualCosine">The cosine of what lies there; <see langword="null"/> when that is too little to compare.</param>
/// <param name="Conclusive">Whether the residual could be compared.</param>
/// <param name="Suspicious">Whether a person should look.</param>
public sealed record SimilarLayer(string Id, string Version, double Cosine, double? EnergyOffSpan, double? ResidualCosine, bool Conclusive, bool Suspicious);

/// <summary>Answers computed twice: on the device, and by plain C# in double precision.</summary>
/// <param name="Images">How many images.</param>
/// <param name="Disagreeing">Images on which the two differ beyond the tolerance.</param>
/// <param name="LargestDifference">The largest difference of a probability.</param>
/// <param name="NearTies">Images whose two largest probabilities differ by less than 0.0001.</param>
/// <param name="HalfFlips">Other images whose answer changes when the weights are rounded to 16 bits.</param>
public sealed record NumericsFigures(int Images, int Disagreeing, double LargestDifference, int NearTies, int HalfFlips);

/// <summary>The temperature that would make the probabilities honest.</summary>
/// <param name="Temperature">T: divide weight and bias by it.</param>
/// <param name="EceBefore">Expected calibration error now.</param>
/// <param name="EceAfter">Expected calibration error at T.</param>
/// <param name="LossBefore">Mean negative log-likelihood now.</param>
/// <param name="LossAfter">Mean negative log-likelihood at T.</param>
public sealed record TemperatureFigures(double Temperature, double EceBefore, double EceAfter, double LossBefore, double LossAfter);

/// <summary>A layer trained on half of the images and asked about the other half, both ways.</summary>
/// <param name="Images">Labelled images on which the patch fired.</param>
/// <param name="Correct">How many of them the trained layer gets right.</param>
/// <param name="Accuracy">Correct of images.</param>
/// <param name="Difference">The patch minus the trained layer, on the same images; Tango's score interval.</param>
public sealed record LinearProbeFigures(int Images, int Correct, Interval Accuracy, Interval Difference);

/// <summary>One kind of photos within an output.</summary>
/// <param name="Tag">What the photos are labelled as.</param>
/// <param name="Name">Its name.</param>
/// <param name="Output">The tag of the output that they count for.</param>
/// <param name="Images">How many.</param>
/// <param name="Correct">Of those, right.</param>
/// <param name="Recall">Correct of images.</param>
/// <param name="PValue">Fisher's exact test against the rest of the output, one-sided, with Holm's correction for the number of slices.</param>
public sealed record SliceFigures(string Tag, string Name, string Output, int Images, int Correct, Interval Recall, double PValue);

/// <summary>What the images can show, and how many more would decide.</summary>
/// <param name="HalfWidth">How closely they tell the balanced accuracy (one-sided 95%).</param>
/// <param name="MoreForAccuracy">Labelled images that would show a sound patch to be sound, if it stays as it is; 0 when these do, <see langword="null"/> when no number would.</param>
/// <param name="ComparisonPower">The probability that an equally good update is shown to be no worse; <see langword="null"/> without another version.</param>
/// <param name="MoreForComparison">Images that would make that 80%.</param>
public sealed record PowerFigures(double? HalfWidth, int? MoreForAccuracy, double? ComparisonPower, int? MoreForComparison)
{
    private const double TooClose = 0.1;

    /// <summary>Works them out from what was measured.</summary>
    public static PowerFigures Of(RegressionReport report, VerdictOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(options);
        Interval bounds = report.BalancedAccuracyBounds;
        double? halfWidth = bounds.Value - bounds.Low;
        (double Power, int More)? comparison = report.Against is { Images: > 0 } against ? Comparison(against) : null;
        return new PowerFigures(halfWidth, MoreImages(report, options), comparison?.Power, comparison?.More);
    }

    private static int? MoreImages(RegressionReport report, VerdictOptions options)
    {
        if (report.BalancedAccuracyBounds is not { Value: { } value, Low: { } low })
        {
            return null;
        }

        // The bound closes in with the square root of the number of images.
        double distance = value > low ? (value - options.SoundBalancedAccuracy) / (value - low) : 1;
        int labelled = report.Images.Labelled;
        return distance >= 1 ? 0 : distance < TooClose ? null : (int)Math.Ceiling(labelled / (distance * distance)) - labelled;
    }

    private static (double Power, int More) Comparison(AgainstFigures against)
    {
        double discordant = (double)(against.OnlyThisRight + against.OnlyThatRight) / against.Images;
        double power = discordant > 0 ? Normal.Cumulative((against.Margin * Math.Sqrt(against.Images / discordant)) - Normal.OneSided95) : 1;
        return (power, Math.Max(0, PairedComparison.ImagesNeeded(discordant, against.Margin) - against.Images));
    }
}
