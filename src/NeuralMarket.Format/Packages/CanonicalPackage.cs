using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Containers;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Format.Packages;

/// <summary>Builds the canonical package (specialneurons.md): the same content gives the same bytes on every machine.</summary>
public static class CanonicalPackage
{
    /// <summary>Writes the canonical file.</summary>
    public static byte[] Write(PatchPackage package) => StoredZip.Write(Entries(package));

    /// <summary>How long the canonical entries are in bytes; those that cannot be too long are not written for that.</summary>
    internal static IEnumerable<(string Name, long Length)> Lengths(PatchPackage package)
    {
        yield return (ManifestJson.FileName, ManifestJson.WriteCanonical(package.Manifest).Length);
        yield return (CategoriesText.FileName, CategoriesText.WriteCanonical(package.Categories).Length);
        yield return (Safetensors.FileName, Safetensors.CanonicalLength(package.Weights));
        long greatest = PngEncoder.GreatestLength(package.Icon.Side);
        yield return (IconPng.FileName, greatest <= IconPng.MaximumLength ? greatest : IconPng.WriteCanonical(package.Icon).Length);
    }

    /// <summary>The canonical entries in the canonical order.</summary>
    internal static IReadOnlyList<(string Name, byte[] Content)> Entries(PatchPackage package)
    {
        List<(string, byte[])> entries =
        [
            (ManifestJson.FileName, ManifestJson.WriteCanonical(package.Manifest)),
            (CategoriesText.FileName, CategoriesText.WriteCanonical(package.Categories)),
            (Safetensors.FileName, Safetensors.WriteCanonical(package.Weights)),
            (IconPng.FileName, IconPng.WriteCanonical(package.Icon)),
        ];
        if (package.Readme is byte[] readme)
        {
            entries.Add((PackageEntry.Readme, readme));
        }

        if (package.License is byte[] license)
        {
            entries.Add((PackageEntry.License, license));
        }

        return entries;
    }
}
