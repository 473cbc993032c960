using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>What the patch does where it has nothing to say.</summary>
internal static class ElsewhereCounts
{
    public static ElsewhereFigures Of(IReadOnlyCollection<ImageObservation> answered, IReadOnlyCollection<ImageObservation> misfired, double confident)
    {
        Proportion share = new(misfired.Count(image => image.Confidence >= confident), misfired.Count);
        return new ElsewhereFigures(share.Trials, share.Successes, share.Value, RankFigures.Auroc(Confidences(answered), Confidences(misfired)));
    }

    /// <summary>
    /// The patch misleads when it fires and its answer is not the image's output: a wrong answer, or any answer on an image that counts for no output.
    /// An image that reaches two outputs is neither.
    /// </summary>
    public static CollateralFigures CollateralOf(IReadOnlyCollection<ImageObservation> images)
    {
        ImageObservation[] baseRight = [.. images.Where(image => image.BaseRight && !image.Role.IsAmbiguous)];
        Proportion misled = new(baseRight.Count(image => image.Fired && !image.Correct), baseRight.Length);
        return new CollateralFigures(misled.Trials, misled.Successes, misled.Wilson());
    }

    private static double[] Confidences(IEnumerable<ImageObservation> images) =>
        [.. images.Where(image => image.IsFinite).Select(image => (double)image.Confidence)];
}
