using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Calibration over labelled images on which the patch fired.</summary>
internal static class CalibrationCounts
{
    public static CalibrationFigures Of(IReadOnlyCollection<ImageObservation> answered)
    {
        if (answered.Count == 0 || answered.Any(image => !image.IsFinite))
        {
            return new CalibrationFigures(null, null, [], Interval.Unknown);
        }

        Answer[] answers = [.. answered.Select(image => new Answer(image.Confidence, image.Correct))];
        IReadOnlyList<CalibrationBin> bins = Calibration.EqualMassBins(answers);
        return new CalibrationFigures(
            Calibration.ExpectedError(bins),
            answered.Average(image => Calibration.BrierTerm(image.Probabilities.Span, image.Role.Output!.Value)),
            [.. bins.Select(bin => new ReliabilityBin(bin.Correct.Trials, bin.Confidence, bin.Correct.Successes, bin.Correct.Wilson()))],
            Calibration.BootstrappedError(answers));
    }
}
