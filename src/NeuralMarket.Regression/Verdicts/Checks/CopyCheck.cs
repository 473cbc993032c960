using NeuralMarket.Regression.Layers;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>
/// The same layer as another author's, once the order of the rows, a common factor and a vector added to all rows are taken out, none of which changes an
/// answer (statistics.md, "Copies").
/// </summary>
internal sealed class CopyCheck : IRegressionCheck
{
    // Single precision keeps seven digits; shifting by a vector of a thousand times the rows' size costs three of them.
    private const double Rounding = 1e-4;

    public string Name => "copies";

    public bool LooksAtLayer => true;

    public string Meaning => "Is it the very layer of somebody else's patch, perhaps with its rows reordered, scaled or shifted together so that it looks different while every answer stays the same?";

    public CheckResult Run(CheckContext context)
    {
        KnownLayer[] others = [.. SimilarLayers.Foreign(context)];
        CanonicalLayer tested = CanonicalLayer.Of(context.Measurements.Package.Weights);
        KnownLayer? original = others.FirstOrDefault(other => Same(tested, other.Canonical));
        return original is null
            ? new CheckResult(Outcome.Pass, others.Length == 0 ? "There is no other author's patch to compare with." : "It is no other author's layer.")
            : new CheckResult(
                Outcome.Fail,
                $"It is the layer of '{original.Id}' {original.Version}, which another author published: apart from the order, a common factor and a common shift of its rows they are the same. If you build on that patch with its author's consent, appeal and say so; else train a layer of your own.");
    }

    private static bool Same(CanonicalLayer tested, CanonicalLayer other) =>
        tested.Hash == other.Hash
        || (tested.Features == other.Features && tested.Rows.Count == other.Rows.Count && LayerMatch.Of(tested.Rows, other.Rows).Distance < Rounding);
}
