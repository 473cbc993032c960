using NeuralMarket.Format.Categories;
using NeuralMarket.Regression.Figures;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Counts by output over labelled images.</summary>
internal static class CategoryCounts
{
    public static IReadOnlyList<CategoryFigures> Of(IReadOnlyList<Category> outputs, IReadOnlyCollection<ImageObservation> labelled)
    {
        int[] support = new int[outputs.Count];
        int[] fired = new int[outputs.Count];
        int[] correct = new int[outputs.Count];
        int[] answered = new int[outputs.Count];
        foreach (ImageObservation image in labelled)
        {
            int truth = image.Role.Output!.Value;
            support[truth]++;
            if (image.Fired)
            {
                fired[truth]++;
                answered[image.Answer]++;
                correct[truth] += image.Correct ? 1 : 0;
            }
        }

        return
        [
            .. outputs.Select((output, k) => new CategoryFigures(
                output.Tag.ToString(),
                output.Name,
                support[k],
                new Proportion(correct[k], answered[k]).Wilson(),
                new Proportion(correct[k], support[k]).Wilson(),
                fired[k],
                correct[k],
                answered[k])),
        ];
    }

    public static Interval BalancedAccuracyOf(IReadOnlyList<CategoryFigures> categories) =>
        BalancedAccuracy.Of([.. categories.Select(category => new Proportion(category.Correct, category.Support))]);

    public static IReadOnlyList<IReadOnlyList<int>> Confusion(int outputs, IReadOnlyCollection<ImageObservation> answered)
    {
        int[][] counts = [.. Enumerable.Range(0, outputs).Select(_ => new int[outputs])];
        foreach (ImageObservation image in answered)
        {
            counts[image.Role.Output!.Value][image.Answer]++;
        }

        return counts;
    }

    public static IReadOnlyList<int> NotFired(int outputs, IReadOnlyCollection<ImageObservation> labelled)
    {
        int[] counts = new int[outputs];
        foreach (ImageObservation image in labelled.Where(image => !image.Fired))
        {
            counts[image.Role.Output!.Value]++;
        }

        return counts;
    }
}
