using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>
/// Near copies (statistics.md, "Copies"). Training is a convex problem: honest authors who saw similar images come to similar layers, so that a high cosine
/// alone proves nothing. What training cannot see, the part of the rows off the span of the activations, two honest authors have in common only by chance.
/// Where hardly anything is left off the span nothing can be said, unless the two are the same but for a little noise.
/// </summary>
internal sealed class SimilarityCheck : IRegressionCheck
{
    private const double Related = 0.2;
    private const double SuspiciousResidual = 0.3;
    private const double LeastEnergy = 0.05;
    private const double NearlySame = 0.1;
    private const int MostActivations = 1024;
    private const int MostReported = 10;

    public string Name => "similarity";

    public bool LooksAtLayer => true;

    public string Meaning => "Does it share with another author's patch what training on similar images does not explain? That hints at a copy with changes; a person compares the two.";

    public CheckResult Run(CheckContext context)
    {
        CanonicalLayer tested = CanonicalLayer.Of(context.Measurements.Package.Weights);
        (KnownLayer Layer, LayerMatch Match)[] related =
        [
            .. SimilarLayers.Foreign(context)
                .Select(other => (other, LayerMatch.Of(tested.Rows, other.Canonical.Rows)))
                .Where(pair => pair.Item2.Cosine >= Related)
                .OrderByDescending(pair => pair.Item2.Cosine)
                .Take(MostReported),
        ];
        if (related.Length == 0)
        {
            return new CheckResult(Outcome.Pass, "It resembles no other author's patch.");
        }

        ActivationSpan? span = context.Measurements.SpanOfActivations(MostActivations, context.Cancellation);
        SimilarLayer[] similar = [.. related.Select(pair => Measure(tested, pair.Layer, pair.Match, span))];
        SimilarLayer[] suspicious = [.. similar.Where(layer => layer.Suspicious)];
        string message = suspicious.Length > 0
            ? string.Join(' ', suspicious.Select(Accuse))
            : $"It resembles {Wording.List([.. similar.Select(layer => $"'{layer.Id}' {layer.Version}")])}, as honest authors' patches for the same images do; {(similar.All(layer => layer.Conclusive) ? "what training cannot see they do not share." : "whether more is behind it the weights cannot tell (inconclusive).")}";
        string authorMessage = suspicious.Length > 0
            ? $"It is very similar to {Wording.List([.. suspicious.Select(layer => $"'{layer.Id}' {layer.Version}")])} by another author. A person compares the two; if you built on it, say so in an answer to the reviewer."
            : "It is not suspiciously similar to another author's patch.";
        return new CheckResult(suspicious.Length > 0 ? Outcome.Attention : Outcome.Pass, message, authorMessage) { Adds = report => report with { Similar = similar } };
    }

    private static SimilarLayer Measure(CanonicalLayer tested, KnownLayer other, LayerMatch match, ActivationSpan? span)
    {
        double[][] left = [.. match.Pairs.Select(pair => tested.Rows[pair.Tested][..tested.Features])];
        double[][] right = [.. match.Pairs.Select(pair => other.Canonical.Rows[pair.Other][..tested.Features])];
        double? energy = null;
        double? residual = null;
        if (span is not null)
        {
            double[][] leftRest = [.. left.Select(row => span.Residual(row))];
            double[][] rightRest = [.. right.Select(row => span.Residual(row))];
            energy = Math.Min(Share(leftRest, left), Share(rightRest, right));
            residual = energy >= LeastEnergy ? LayerMatch.CosineOf(leftRest, rightRest) : null;
        }

        bool nearlySame = match.Distance <= NearlySame;
        return new SimilarLayer(other.Id, other.Version, match.Cosine, energy, residual, residual is not null, residual >= SuspiciousResidual || nearlySame);
    }

    /// <summary>How much of the rows' energy is left; nothing of rows that have none, as those of a patch that answers by its biases alone.</summary>
    private static double Share(double[][] rest, double[][] rows) => Energy(rows) is var energy && energy > 0 ? Energy(rest) / energy : 0;

    private static double Energy(double[][] rows) => rows.Sum(row => VectorMath.Dot(row, row));

    private static string Accuse(SimilarLayer layer) => layer.ResidualCosine is { } residual
        ? FormattableString.Invariant($"It shares with '{layer.Id}' {layer.Version} what no image can have taught both of them: off the span of the activations the cosine is {residual:0.00}, where honest authors have about 0. Compare the two and ask the author.")
        : FormattableString.Invariant($"It is nearly the layer of '{layer.Id}' {layer.Version} (cosine {layer.Cosine:0.0000}), as if noise had been added to it. Two authors with the same images and the same method can come this close, too: compare the two and ask the author how it was trained.");
}
