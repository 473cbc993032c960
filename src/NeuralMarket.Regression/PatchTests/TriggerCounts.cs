using NeuralMarket.Format.Categories;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Counts of when the patch fired.</summary>
internal static class TriggerCounts
{
    public static TriggerFigures Of(IReadOnlyCollection<ImageObservation> images)
    {
        Proportion recall = Fired(images.Where(image => image.Role.InDomain));
        Proportion falseRate = Fired(images.Where(image => !image.Role.InDomain));
        return new TriggerFigures(recall.Trials, recall.Successes, recall.Wilson(), falseRate.Trials, falseRate.Successes, falseRate.Wilson());
    }

    /// <summary>For each base category that has an image; an image counts for every category that its tag is or reaches.</summary>
    public static IReadOnlyList<BaseCategoryFigures> ByBaseCategory(
        IReadOnlyList<ImageObservation> images, IReadOnlyList<StoredImage> stored, CategoryList categories)
    {
        int[] total = new int[categories.Outputs.Count];
        int[] fired = new int[categories.Outputs.Count];
        for (int i = 0; i < images.Count; i++)
        {
            foreach (int category in stored[i].BaseCategories)
            {
                total[category]++;
                fired[category] += images[i].Fired ? 1 : 0;
            }
        }

        return
        [
            .. categories.Outputs.Index()
                .Where(output => total[output.Index] > 0)
                .Select(output => new BaseCategoryFigures(
                    output.Item.Tag.ToString(),
                    output.Item.Name,
                    total[output.Index],
                    fired[output.Index],
                    new Proportion(fired[output.Index], total[output.Index]).Wilson())),
        ];
    }

    private static Proportion Fired(IEnumerable<ImageObservation> images)
    {
        (int fired, int total) = (0, 0);
        foreach (ImageObservation image in images)
        {
            total++;
            fired += image.Fired ? 1 : 0;
        }

        return new Proportion(fired, total);
    }
}
