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
