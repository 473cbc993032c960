using NeuralMarket.Format.Weights;

namespace NeuralMarket.Regression.Layers;

/// <summary>A layer of another patch, with which a tested one is compared.</summary>
/// <param name="Id">The patch.</param>
/// <param name="Version">Its version.</param>
/// <param name="SameAuthor">Whether the tested patch's author published it: people may build on their own work.</param>
/// <param name="Weights">Its layer, for the same base network.</param>
public sealed record KnownLayer(string Id, string Version, bool SameAuthor, PatchWeights Weights)
{
    private CanonicalLayer? _canonical;

    /// <summary>Whether the tested patch says openly that it builds on this one.</summary>
    public bool DeclaredFork { get; init; }

    /// <summary>Its canonical form, worked out once.</summary>
    public CanonicalLayer Canonical => _canonical ??= CanonicalLayer.Of(Weights);
}
