using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>How good one layer could be here (statistics.md, "Reference"): a layer that the market trains itself, on the same images on which the patch fired.</summary>
internal sealed class LinearProbeCheck : IRegressionCheck
{
    private const int FewestPerOutput = 10;
    private const int MostImages = 400;
    private const double Penalty = 1e-3;

    public string Name => "linear-probe";

    public bool LooksAtLayer => true;

    public CheckMode DefaultMode => CheckMode.Shadow;

    public string Meaning => "How well would a layer do that was trained right here, on half of these images? A patch far below that has room to improve; one above it was trained on more or better images than we have.";

    public CheckResult Run(CheckContext context)
    {
        PatchMeasurements measurements = context.Measurements;
        ImageObservation[] answered = [.. measurements.Observations.Where(image => image.Answered)];
        int outputs = measurements.Package.Categories.Outputs.Count;
        int fewest = Enumerable.Range(0, outputs).Min(k => answered.Count(image => image.Role.Output == k));
        if (fewest < FewestPerOutput || measurements.Sample(answered, MostImages, context.Cancellation) is not { } features)
        {
            return new CheckResult(Outcome.Pass, "There are too few images to train a layer for comparison.");
        }

        ImageObservation[] images = [.. PatchMeasurements.Evenly(answered, MostImages)];
        int[] truths = [.. images.Select(image => image.Role.Output!.Value)];
        bool[] right = LinearProbe.CrossValidate(features, truths, outputs, Penalty, context.Cancellation);
        int only = Enumerable.Range(0, images.Length).Count(i => right[i] && !images[i].Correct);
        int lost = Enumerable.Range(0, images.Length).Count(i => !right[i] && images[i].Correct);
        PairedComparison comparison = new(lost, only, images.Length);
        Proportion probe = new(right.Count(isRight => isRight), right.Length);
        LinearProbeFigures figures = new(images.Length, probe.Successes, probe.Wilson(), comparison.Tango());
        bool below = figures.Difference.High < 0;
        string measured = $"A layer trained here on half of these images gets {Wording.Percent(probe.Value)} of the other half right; the patch gets {Wording.Percent(new Proportion(images.Count(image => image.Correct), images.Length).Value)}";
        return new CheckResult(
            below ? Outcome.Attention : Outcome.Pass,
            below ? $"{measured}: its author could do better with the same base network." : $"{measured}.")
        { Adds = report => report with { LinearProbe = figures } };
    }
}
