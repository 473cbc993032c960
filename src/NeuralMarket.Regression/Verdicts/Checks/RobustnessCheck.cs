using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>Whether the patch still works when the photo is taken a little differently (statistics.md, "Robustness").</summary>
internal sealed class RobustnessCheck : IRegressionCheck
{
    private const double MuchWorse = -0.10;

    public string Name => "robustness";

    public bool LooksAtLayer => true;

    public CheckMode DefaultMode => CheckMode.Shadow;

    public string Meaning => "Does it still work when the phone is held at an angle, the light is different or the picture is blurred? Each photo is compared with itself.";

    public CheckResult Run(CheckContext context)
    {
        IReadOnlyList<RobustnessFigures> figures = context.Measurements.Figures.Robustness;
        RobustnessFigures[] measured = [.. figures.Where(change => change.Images > 0).OrderBy(change => change.Difference.Value)];
        if (measured.Length == 0)
        {
            return new CheckResult(Outcome.Pass, "It was not tried on changed photos.");
        }

        RobustnessFigures[] weak = [.. measured.Where(change => change.Difference.High < MuchWorse)];
        RobustnessFigures worst = measured[0];
        string most = $"The hardest change is '{worst.Perturbation}' ({worst.Description}): {Wording.Percent(worst.Before.Value)} right before, {Wording.Percent(worst.Accuracy.Value)} after";
        return weak.Length == 0
            ? new CheckResult(Outcome.Pass, $"{most}; no change costs certainly more than {Wording.Percent(-MuchWorse)}.")
            : new CheckResult(
                Outcome.Attention,
                $"{most}. {Wording.List([.. weak.Select(change => $"'{change.Perturbation}'")])} {(weak.Length == 1 ? "costs" : "cost")} certainly more than {Wording.Percent(-MuchWorse)} of its images. Train with photos that were changed in this way, too.");
    }
}
