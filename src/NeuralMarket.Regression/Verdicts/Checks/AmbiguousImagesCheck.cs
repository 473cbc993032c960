using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>Reports images that reach two outputs: they count for neither, and the outputs may overlap in meaning.</summary>
internal sealed class AmbiguousImagesCheck : IRegressionCheck
{
    public string Name => "ambiguous-images";

    public string Meaning => "Do outputs overlap in meaning, so that a photo counts for two of them?";

    public CheckResult Run(CheckContext context)
    {
        IReadOnlyList<AmbiguousImage> ambiguous = context.Measurements.Figures.Ambiguous;
        if (ambiguous.Count == 0)
        {
            return new CheckResult(Outcome.Pass, "No image counts for two outputs.");
        }

        IEnumerable<string> pairs = ambiguous.Select(image => string.Join(" and ", image.Outputs)).Distinct().Order(StringComparer.Ordinal).Take(3);
        return new CheckResult(
            Outcome.Pass,
            $"{Wording.Count(ambiguous.Count, "image")} show what is several outputs at once ({string.Join("; ", pairs)}) and count for none. Label them more exactly, or merge the outputs.",
            "Some outputs overlap in meaning: images of one are images of another, too. Merge them, or give them tags that do not contain each other.");
    }
}
