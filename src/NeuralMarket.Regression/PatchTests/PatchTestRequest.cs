using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Images.Perturbations;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>What is to be tested, on what.</summary>
/// <param name="Package">The patch.</param>
/// <param name="PackageSha256">SHA-256 of its file.</param>
/// <param name="Network">The base network.</param>
/// <param name="Images">The labelled images.</param>
/// <param name="Store">The base network's outputs for them; see <see cref="FeatureExtraction"/>.</param>
/// <param name="Patches">Runs the patch's layer.</param>
public sealed record PatchTestRequest(
    PatchPackage Package, string PackageSha256, BaseNetwork Network, LabelledImageSet Images, FeatureStore Store, IPatchRunner Patches)
{
    /// <summary>The version to compare with.</summary>
    public PatchPackage? Against { get; init; }

    /// <summary>The packages among which parents (<c>on</c>) are looked for, the parents' own parents included; the highest version that a range accepts is taken.</summary>
    public IReadOnlyList<PatchPackage> Parents { get; init; } = [];

    /// <summary>Other patches' layers for the same base network, to find copies among them.</summary>
    public IReadOnlyList<KnownLayer> KnownLayers { get; init; } = [];

    /// <summary>Under which changes of the photos the patch is tested, too, on those photos for which the store has them (<see cref="FeatureExtraction"/>).</summary>
    public IReadOnlyList<Perturbation> Perturbations { get; init; } = [];

    /// <summary>The verdict's thresholds.</summary>
    public VerdictOptions Options { get; init; } = VerdictOptions.Default;

    /// <summary>The device as the report names it.</summary>
    public string DeviceName { get; init; } = "unknown";
}
