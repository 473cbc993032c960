using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Manifests;
using NeuralMarket.Format.Weights;

namespace NeuralMarket.Format.Containers;

/// <summary>One entry that a package may have.</summary>
/// <param name="Name">Its name, exactly.</param>
/// <param name="MaximumLength">Its greatest size in bytes, unpacked.</param>
/// <param name="IsRequired">Whether a package without it is invalid.</param>
internal sealed record PackageEntry(string Name, int MaximumLength, bool IsRequired)
{
    private const int KiB = 1024;

    public const string Readme = "README.md";
    public const string License = "LICENSE";

    /// <summary>All that there are, in the order of the specification's table, which is that of the canonical package.</summary>
    public static IReadOnlyList<PackageEntry> All { get; } =
    [
        new(ManifestJson.FileName, 64 * KiB, true),
        new(CategoriesText.FileName, CategoriesText.MaximumPatchLength, true),
        new(Safetensors.FileName, 32 * KiB * KiB, true),
        new(IconPng.FileName, IconPng.MaximumLength, true),
        new(Readme, 256 * KiB, false),
        new(License, 256 * KiB, false),
    ];

    /// <summary>The entry of exactly this name, or <see langword="null"/>.</summary>
    public static PackageEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);
}
