using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>An image that went through the base network, and whether that had it right.</summary>
/// <param name="Image">The image.</param>
/// <param name="BaseAnswer">0-based position of the base network's answer.</param>
/// <param name="BaseRight">Whether that is one of the base categories that the image's tag is or reaches.</param>
/// <param name="BaseCategories">0-based positions of the base categories that its tag is or reaches.</param>
internal sealed record StoredImage(LabelledImage Image, int BaseAnswer, bool BaseRight, int[] BaseCategories)
{
    /// <summary>Where the store has it; another than the photo's own for a changed photo.</summary>
    public string Key { get; init; } = Image.Sha256;
}

/// <summary>A set's images as the store has them.</summary>
/// <param name="Usable">Those with outputs.</param>
/// <param name="Failed">Those that cannot be decoded, with the reason.</param>
/// <param name="Missing">How many the store lacks.</param>
internal sealed record StoredImages(IReadOnlyList<StoredImage> Usable, IReadOnlyList<SkippedImage> Failed, int Missing)
{
    public static StoredImages Find(LabelledImageSet set, FeatureStore store, BaseNetwork network)
    {
        List<StoredImage> usable = [];
        List<SkippedImage> failed = [];
        int missing = 0;
        Dictionary<Tag, int[]> baseCategories = [];
        foreach (LabelledImage image in set.Images)
        {
            if (!store.TryFind(image.Sha256, out FeatureRecord record))
            {
                missing++;
            }
            else if (record.Failure is { } failure)
            {
                failed.Add(new SkippedImage(image.RelativePath, failure.Rule, failure.Message));
            }
            else
            {
                if (!baseCategories.TryGetValue(image.Tag, out int[]? belongs))
                {
                    belongs = OutputPositions.Reached(set.Relations.SelfAndAncestors(image.Tag), network.Categories);
                    baseCategories.Add(image.Tag, belongs);
                }

                int answer = LargestPosition(record.Probabilities);
                usable.Add(new StoredImage(image, answer, belongs.Contains(answer), belongs));
            }
        }

        return new StoredImages(usable, failed, missing);
    }

    /// <summary>The largest, the lowest position first among equals.</summary>
    private static int LargestPosition(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[largest])
            {
                largest = i;
            }
        }

        return largest;
    }
}
