using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>
/// Whether probabilities mean what they say, and the temperature that would make them (statistics.md, "Calibration"). It is an offer: it never holds a patch up.
/// </summary>
internal sealed class CalibrationCheck : IRegressionCheck
{
    private const int FewestImages = 30;
    private const double WorthwhileGain = 0.005;

    public string Name => "calibration";

    public bool LooksAtLayer => true;

    public string Meaning => "When it says 80%, is it right four times out of five? If not, dividing all weights and biases by one number (the temperature) mends that without changing a single answer.";

    public CheckResult Run(CheckContext context)
    {
        ReferenceAnswer[] answered = [.. context.Measurements.Reference(context.Cancellation).Where(answer => answer.Image.Answered)];
        if (answered.Length < FewestImages)
        {
            return new CheckResult(Outcome.Pass, "There are too few answers to say how far its probabilities can be believed.");
        }

        int[] truths = [.. answered.Select(answer => answer.Image.Role.Output!.Value)];
        TemperatureFit fit = TemperatureFit.Of([.. answered.Select(answer => answer.Logits)], truths)!.Value;
        TemperatureFigures figures = new(Math.Round(fit.Temperature, 2), Error(answered, truths, 1), Error(answered, truths, fit.Temperature), fit.LossBefore, fit.LossAfter);
        string advice = FormattableString.Invariant($"Dividing weight and bias by {figures.Temperature:0.##} changes no answer and makes its probabilities honest");
        if (fit.LossBefore - fit.LossAfter < WorthwhileGain)
        {
            return new CheckResult(
                Outcome.Pass,
                FormattableString.Invariant($"Its probabilities mean about what they say (expected calibration error {figures.EceBefore:0.000})."),
                "Its probabilities mean about what they say.")
            { Adds = report => report with { Temperature = figures } };
        }

        string how = fit.Temperature > 1 ? "too sure" : "not sure enough";
        return new CheckResult(
            Outcome.Pass,
            FormattableString.Invariant($"It is {how} of its answers. {advice}: the expected calibration error falls from {figures.EceBefore:0.000} to {figures.EceAfter:0.000}."),
            FormattableString.Invariant($"It is {how} of its answers. {advice}; you may do that before you send it again."))
        { Adds = report => report with { Temperature = figures } };
    }

    private static double Error(ReferenceAnswer[] answers, int[] truths, double temperature) => Calibration.ExpectedError(Calibration.EqualMassBins(
        answers.Select((answer, i) => new Answer(TemperatureFit.Apply(answer.Logits, temperature).Max(), answer.Answer == truths[i]))))!.Value;
}
