using NeuralMarket.Regression.PatchTests;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>Every probability must be a finite number; weights that overflow make none of them one.</summary>
internal sealed class FiniteCheck : IRegressionCheck
{
    public string Name => "finite";

    public string Meaning => "Are all probabilities numbers at all? Weights that are far too large overflow on phones.";

    public CheckResult Run(CheckContext context)
    {
        IReadOnlyList<ImageObservation> images = context.Measurements.Observations;
        int broken = images.Count(image => !image.IsFinite);
        return broken == 0
            ? new CheckResult(Outcome.Pass, "Every probability is a finite number.")
            : new CheckResult(
                Outcome.Fail,
                $"On {broken} of {Wording.Count(images.Count, "image")} the probabilities are not finite numbers: the layer's sums overflow. Scale the weights down; dividing all weights and biases by one number changes no answer.",
                "On some images the probabilities are not finite numbers: the layer's sums overflow. Scale the weights down; dividing all weights and biases by one number changes no answer.");
    }
}
