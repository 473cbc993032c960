using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>What installing the patch costs: images that the base network had right and on which the patch now misleads (statistics.md, "Collateral").</summary>
internal sealed class CollateralCheck : IRegressionCheck
{
    private const double MuchHarm = 0.05;

    public string Name => "collateral";

    public CheckMode DefaultMode => CheckMode.Shadow;

    public string Meaning => "On which photos was the phone right before the patch was installed, and is misled by it afterwards?";

    public CheckResult Run(CheckContext context)
    {
        CollateralFigures collateral = context.Measurements.Figures.Collateral;
        if (collateral.BaseRight == 0)
        {
            return new CheckResult(Outcome.Pass, "The base network has no image right, so there is nothing to spoil.");
        }

        Proportion misled = new(collateral.Misled, collateral.BaseRight);
        string measured = $"Of {Wording.Count(collateral.BaseRight, "image")} that the base network has right it misleads on {collateral.Misled} (at most {Wording.Percent(misled.UpperBound())} with 95% confidence)";
        return misled.LowerBound() <= MuchHarm
            ? new CheckResult(Outcome.Pass, $"{measured}.")
            : new CheckResult(Outcome.Attention, $"{measured}. Look at the photos on which it errs: wrong answers on its own categories and answers to photos of other things.");
    }
}
