using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>
/// Whether every device comes to the same answers (statistics.md, "Numerics"): the device against plain C#, weights of 32 against 16 bits, and images whose
/// two largest probabilities differ by less than the engine's tolerance, where either answer is right.
/// </summary>
internal sealed class NumericsCheck : IRegressionCheck
{
    // specialneurons.md and the kit hold engines to 1e-4 on probabilities.
    private const double Tolerance = 1e-4;
    private const double MostDifference = 1e-3;

    public string Name => "numerics";

    public bool LooksAtLayer => true;

    public string Meaning => "Do different devices, and weights shortened to 16 bits, come to the same answers? Answers that hang on the last digit may differ from phone to phone.";

    public CheckResult Run(CheckContext context)
    {
        IReadOnlyList<ReferenceAnswer> answers = context.Measurements.Reference(context.Cancellation);
        if (answers.Count == 0)
        {
            return new CheckResult(Outcome.Pass, "There was nothing to compute twice.");
        }

        NumericsFigures figures = Measure(answers);
        string said = FormattableString.Invariant($"On {Wording.Count(answers.Count, "image")} computed twice, ");
        return figures.Disagreeing > 0
            ? new CheckResult(
                Outcome.Attention,
                FormattableString.Invariant($"{said}this device and the reference disagree on {figures.Disagreeing} (probabilities differ by up to {figures.LargestDifference:0.0000}). The operator must look at the device; nothing is said about the patch."),
                "Two of our devices do not agree on its answers. That is ours to mend; a reviewer decides meanwhile.")
            { Adds = report => report with { Numerics = figures } }
            : new CheckResult(
                Outcome.Pass,
                FormattableString.Invariant($"{said}the device agrees with the reference; with weights of 16 bits {Wording.Count(figures.HalfFlips, "answer")} would change, and {Wording.Count(figures.NearTies, "answer")} hang on less than 0.0001."),
                "Devices agree on its answers.")
            { Adds = report => report with { Numerics = figures } };
    }

    private static NumericsFigures Measure(IReadOnlyList<ReferenceAnswer> answers)
    {
        (int disagreeing, int ties, int flips, double largest) = (0, 0, 0, 0.0);
        foreach (ReferenceAnswer answer in answers)
        {
            double[] probabilities = TemperatureFit.Apply(answer.Logits, 1);
            double difference = probabilities.Select((p, k) => Math.Abs(p - answer.Image.Probabilities.Span[k])).Max();
            double[] top = [.. probabilities.OrderDescending().Take(2)];
            bool tie = top.Length == 2 && top[0] - top[1] < Tolerance;
            ties += tie ? 1 : 0;
            flips += answer.HalfAnswer != answer.Answer && !tie ? 1 : 0;
            disagreeing += !(difference <= MostDifference) || (answer.Answer != answer.Image.Answer && !tie) ? 1 : 0;
            largest = double.IsFinite(difference) ? Math.Max(largest, difference) : 1;
        }

        return new NumericsFigures(answers.Count, disagreeing, largest, ties, flips);
    }
}
