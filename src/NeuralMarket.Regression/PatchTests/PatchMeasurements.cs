using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.PatchTests;

/// <summary>Everything that was measured of a patch; what checks look at.</summary>
/// <param name="Package">The patch.</param>
/// <param name="Observations">Image by image.</param>
/// <param name="Figures">The report, still without a verdict.</param>
public sealed record PatchMeasurements(PatchPackage Package, IReadOnlyList<ImageObservation> Observations, RegressionReport Figures)
{
    private IReadOnlyList<ReferenceAnswer>? _reference;

    /// <summary>An image's features, [F], as the store has them; <see langword="null"/> when there is no store at hand.</summary>
    public Func<ImageObservation, float[]>? Activations { get; init; }

    /// <summary>The name of a tag in the set; the tag itself by default.</summary>
    public Func<Tag, string> NameOf { get; init; } = tag => tag.ToString();

    /// <summary>Other patches' layers for the same base network.</summary>
    public IReadOnlyList<KnownLayer> KnownLayers { get; init; } = [];

    /// <summary>The base network's own last layer; <see langword="null"/> when it is not at hand.</summary>
    public PatchWeights? BaseLayer { get; init; }

    /// <summary>Some images answered once more by plain C# in double precision, worked out once; empty without activations.</summary>
    internal IReadOnlyList<ReferenceAnswer> Reference(CancellationToken cancellationToken) => _reference ??= ReferenceAnswer.Of(this, cancellationToken);

    /// <summary>The features of so many images at most, spread evenly; <see langword="null"/> without activations or images.</summary>
    internal IReadOnlyList<float[]>? Sample(IReadOnlyList<ImageObservation> images, int most, CancellationToken cancellationToken)
    {
        if (Activations is not { } read || images.Count == 0)
        {
            return null;
        }

        List<float[]> sample = [];
        foreach (ImageObservation image in Evenly(images, most))
        {
            cancellationToken.ThrowIfCancellationRequested();
            sample.Add(read(image));
        }

        return sample;
    }

    internal ActivationSpan? SpanOfActivations(int most, CancellationToken cancellationToken) =>
        Sample(Observations, most, cancellationToken) is { } sample ? ActivationSpan.Of(Package.Weights.Features, sample, cancellationToken) : null;

    internal static IEnumerable<ImageObservation> Evenly(IReadOnlyList<ImageObservation> images, int most) =>
        images.Count <= most ? images : Enumerable.Range(0, most).Select(i => images[(int)((long)i * images.Count / most)]);
}
