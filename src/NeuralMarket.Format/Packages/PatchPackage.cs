using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Format.Packages;

/// <summary>The parsed content of a valid package: one version of one patch.</summary>
/// <param name="Manifest">manifest.json.</param>
/// <param name="Categories">map_clsloc.txt; its outputs are the patch's K answers.</param>
/// <param name="Weights">weights.safetensors; K rows.</param>
/// <param name="Icon">icon.png.</param>
public sealed record PatchPackage(Manifest Manifest, CategoryList Categories, PatchWeights Weights, Icon Icon)
{
    /// <summary>README.md, byte for byte; <see langword="null"/> when absent.</summary>
    public byte[]? Readme { get; init; }

    /// <summary>LICENSE, byte for byte; <see langword="null"/> when absent.</summary>
    public byte[]? License { get; init; }

    /// <summary>
    /// The trigger categories: the tags that also stand in the network (or the parent's outputs) that the trigger reads, as 0-based positions in its output order.
    /// </summary>
    public int[] TriggerPositions(CategoryList readOutputs) => TriggerPositions(Categories, readOutputs);

    internal static int[] TriggerPositions(CategoryList categories, CategoryList readOutputs) =>
        [.. categories.Select(row => readOutputs.Find(row.Tag)).OfType<Category>().Where(found => found.Index > 0).Select(found => found.Index - 1).OrderBy(position => position)];
}
