using System.Security.Cryptography;
using System.Text;
using NeuralMarket.Format.Categories;

namespace NeuralMarket.Inference.Import;

/// <summary>In which order a network puts out the categories of a file (base-network.md).</summary>
public enum CategoryOrder
{
    /// <summary>As the file numbers them, when it does so from 1 without a gap; by ascending tag otherwise, and for the ILSVRC development kit's own file.</summary>
    Automatic,

    /// <summary>By ascending tag, as ImageNet networks of Caffe, Keras and PyTorch put them out.</summary>
    Tags,

    /// <summary>As the file numbers them.</summary>
    Indexes,
}

/// <summary>Gives categories the output indexes of a network.</summary>
internal static class CategoryOrdering
{
    // SHA-256 of the tags in the order in which the ILSVRC development kit (2012 and later) numbers them, a line each.
    private const string DevelopmentKit = "e85e4969a881deb8a8ba329357d033f7a664de8f1e099f593ad723bcf79bbfe5";

    /// <summary>Which order <see cref="CategoryOrder.Automatic"/> stands for.</summary>
    public static CategoryOrder Resolve(CategoryOrder order, CategoryList categories) =>
        order != CategoryOrder.Automatic ? order
        : IsNumbered(categories) && !IsDevelopmentKit(categories) ? CategoryOrder.Indexes
        : CategoryOrder.Tags;

    /// <summary>Whether the categories are numbered from 1 without a gap.</summary>
    public static bool IsNumbered(CategoryList categories) =>
        categories.Select(category => (long)category.Index).Order().SequenceEqual(Enumerable.Range(1, categories.Count).Select(index => (long)index));

    /// <summary>The categories with the indexes that an order gives them.</summary>
    /// <exception cref="ArgumentException">The order is <see cref="CategoryOrder.Indexes"/>, and they are not numbered.</exception>
    public static CategoryList Apply(CategoryOrder order, CategoryList categories) => order switch
    {
        CategoryOrder.Indexes when IsNumbered(categories) => categories,
        CategoryOrder.Tags => new CategoryList(categories.OrderBy(category => category.Tag).Select((category, position) => category with { Index = position + 1 })),
        _ => throw new ArgumentException($"The order {order} gives these categories no indexes.", nameof(order)),
    };

    private static bool IsDevelopmentKit(CategoryList categories)
    {
        string tags = string.Concat(categories.OrderBy(category => category.Index).Select(category => $"{category.Tag}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(tags))) == DevelopmentKit;
    }
}
