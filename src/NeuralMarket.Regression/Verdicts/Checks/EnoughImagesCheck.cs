using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>There must be enough labelled images, in all and of every output, for the other checks to mean anything.</summary>
internal sealed class EnoughImagesCheck : IRegressionCheck
{
    public string Name => "enough-images";

    public string Meaning => "Are there enough photos for the other checks to mean anything?";

    public CheckResult Run(CheckContext context)
    {
        RegressionReport figures = context.Measurements.Figures;
        VerdictOptions options = context.Options;
        List<string> wanted = [];
        foreach (CategoryFigures output in figures.Categories.Where(output => output.Support < options.MinimumImagesPerCategory).OrderBy(output => output.Support))
        {
            wanted.Add($"Label {Wording.Count(options.MinimumImagesPerCategory - output.Support, "more image")} of {output.Name}.");
        }

        int labelled = figures.Images.Labelled;
        int stillMissing = options.MinimumImages - labelled - figures.Categories.Sum(output => Math.Max(0, options.MinimumImagesPerCategory - output.Support));
        if (stillMissing > 0)
        {
            wanted.Add($"Label {Wording.Count(stillMissing, $"{(wanted.Count > 0 ? "further" : "more")} image")} of any output.");
        }

        string counted = $"{Wording.Count(labelled, "labelled image")} of {Wording.Count(figures.Categories.Count, "output")}";
        return wanted.Count == 0
            ? new CheckResult(Outcome.Pass, $"There are enough images: {counted}.", "There are enough images.")
            : new CheckResult(
                Outcome.Attention,
                $"There are too few images to be sure: {counted}. {string.Join(' ', wanted)}",
                "There are too few held-out images to be sure yet. A curator is asked to label more; you need not do anything.");
    }
}
