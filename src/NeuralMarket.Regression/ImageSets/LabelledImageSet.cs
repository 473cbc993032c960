using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeuralMarket.Format.Categories;

namespace NeuralMarket.Regression.ImageSets;

/// <summary>A set of labelled photos (base-network.md, "Sets of labelled images").</summary>
/// <param name="Name">What people call the set; the folder's name when it was read from one.</param>
/// <param name="Categories">The root's map_clsloc.txt; only tags and names are used.</param>
/// <param name="Relations">is_a.txt; none when the file is absent.</param>
/// <param name="Images">The photos that count, by relative path.</param>
/// <param name="Skipped">The files that do not, by relative path.</param>
/// <param name="Hash">SHA-256 naming the exact set; see <see cref="HashOf"/>.</param>
public sealed record LabelledImageSet(
    string Name,
    CategoryList Categories,
    IsARelations Relations,
    IReadOnlyList<LabelledImage> Images,
    IReadOnlyList<SkippedFile> Skipped,
    string Hash)
{
    /// <summary>Makes a set of photos that are already known (for example from a database) and computes its hash.</summary>
    public static LabelledImageSet Create(
        string name, CategoryList categories, IsARelations relations, IEnumerable<LabelledImage> images, IEnumerable<SkippedFile>? skipped = null)
    {
        LabelledImage[] ordered = [.. images.OrderBy(image => image.RelativePath, StringComparer.Ordinal)];
        return new LabelledImageSet(name, categories, relations, ordered, [.. skipped ?? []], HashOf(categories, relations, ordered));
    }

    /// <summary>
    /// SHA-256, lower-case hex, of everything that a result depends on: the categories by tag, the relations, and for each photo its content and tag,
    /// ordered by content. Where the files lie and what the set is called does not change it.
    /// </summary>
    public static string HashOf(CategoryList categories, IsARelations relations, IEnumerable<LabelledImage> images)
    {
        StringBuilder text = new();
        foreach (Category row in categories.OrderBy(row => row.Tag))
        {
            text.Append(CultureInfo.InvariantCulture, $"category {row.Tag} {row.Name}\n");
        }

        foreach ((Tag child, Tag parent) in relations.Pairs)
        {
            text.Append(CultureInfo.InvariantCulture, $"is_a {child} {parent}\n");
        }

        foreach (LabelledImage image in images.OrderBy(image => image.Sha256, StringComparer.Ordinal).ThenBy(image => image.Tag))
        {
            text.Append(CultureInfo.InvariantCulture, $"image {image.Sha256} {image.Tag}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
