using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>
/// The patch on changed photos, each paired with the photo as it is (statistics.md, "Robustness"). Looks at those of the <see cref="RobustnessSample"/> that the
/// store has: what else is in the store, from tests of other patches, changes nothing.
/// </summary>
internal static class RobustnessTest
{
    public static IReadOnlyList<RobustnessFigures> Run(
        PatchTestRequest request, LineageEvaluation plain, IReadOnlyList<StoredImage> images, Func<LineageEvaluation> begin, CancellationToken cancellationToken)
    {
        if (request.Perturbations.Count == 0)
        {
            return [];
        }

        HashSet<string> sample = [.. RobustnessSample.Choose(request.Package, request.Network, request.Parents, request.Images).Images.Select(image => image.Sha256)];
        (StoredImage, ImageObservation)[] chosen = [.. images.Zip(plain.Observations).Where(pair => sample.Contains(pair.First.Image.Sha256))];
        return [.. request.Perturbations.Select(perturbation => Run(perturbation, request, chosen, begin(), cancellationToken)).OfType<RobustnessFigures>()];
    }

    private static RobustnessFigures? Run(
        Perturbation perturbation, PatchTestRequest request, (StoredImage, ImageObservation)[] images, LineageEvaluation changed, CancellationToken cancellationToken)
    {
        List<StoredImage> stored = [];
        List<ImageObservation> before = [];
        foreach ((StoredImage image, ImageObservation observation) in images)
        {
            string key = PerturbedKey.Of(image.Image.Sha256, perturbation);
            if (request.Store.TryFind(key, out FeatureRecord record) && record.Failure is null)
            {
                stored.Add(image with { Key = key });
                before.Add(observation);
            }
        }

        if (stored.Count == 0)
        {
            return null;
        }

        LineageEvaluation.RunAll([changed], stored, request.Store, request.Patches, cancellationToken);
        return Compare(perturbation, [.. before.Zip(changed.Observations)]);
    }

    private static RobustnessFigures Compare(Perturbation perturbation, (ImageObservation Before, ImageObservation After)[] pairs)
    {
        (ImageObservation Before, ImageObservation After)[] labelled = [.. pairs.Where(pair => pair.Before.Role.IsLabelled)];
        (ImageObservation Before, ImageObservation After)[] both = [.. labelled.Where(pair => pair.Before.Fired && pair.After.Fired)];
        int won = labelled.Count(pair => pair.After.Correct && !pair.Before.Correct);
        int lost = labelled.Count(pair => !pair.After.Correct && pair.Before.Correct);
        return new RobustnessFigures(perturbation.Name, Rate(labelled, pair => pair.After.Correct))
        {
            Description = perturbation.Description,
            Images = labelled.Length,
            Before = Rate(labelled, pair => pair.Before.Correct),
            Difference = new PairedComparison(won, lost, labelled.Length).Tango(),
            FlipRate = Rate(both, pair => pair.After.Answer != pair.Before.Answer),
            TriggerRecall = Rate([.. pairs.Where(pair => pair.Before.Role.InDomain)], pair => pair.After.Fired),
            FalseRate = Rate([.. pairs.Where(pair => !pair.Before.Role.InDomain)], pair => pair.After.Fired),
        };
    }

    private static Interval Rate((ImageObservation Before, ImageObservation After)[] pairs, Func<(ImageObservation Before, ImageObservation After), bool> counts) =>
        new Proportion(pairs.Count(counts), pairs.Length).Wilson();
}
