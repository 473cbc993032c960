using NeuralMarket.Regression.Layers;

namespace NeuralMarket.Regression.Verdicts.Checks;

/// <summary>Rows that are the base network's own (statistics.md, "Copies"): such a patch only says again what the phone knows already.</summary>
internal sealed class BaseRowsCheck : IRegressionCheck
{
    private const double SameRows = 0.999;
    private const int Rounds = 3;

    public string Name => "base-rows";

    public bool LooksAtLayer => true;

    public string Meaning => "Are the layer's rows taken from the base network itself? Then the patch can only repeat what the base network says.";

    public CheckResult Run(CheckContext context)
    {
        if (context.Measurements.BaseLayer is not { } network)
        {
            return new CheckResult(Outcome.Pass, "The base network's own layer was not at hand to compare with.");
        }

        CanonicalLayer tested = CanonicalLayer.Of(context.Measurements.Package.Weights);
        if (tested.Features != network.Features || tested.Rows.Count > network.Outputs)
        {
            return new CheckResult(Outcome.Pass, "Its rows are not the base network's own.");
        }

        double cosine = Compare(tested, [.. Enumerable.Range(0, network.Outputs).Select(k => VectorMath.Widen(network.Row(k)))]);
        return cosine < SameRows
            ? new CheckResult(Outcome.Pass, "Its rows are not the base network's own.")
            : new CheckResult(Outcome.Attention, "Its rows are rows of the base network, so it only repeats what the base network says. Train a layer of your own on images of the outputs.");
    }

    /// <summary>A subset of the base's rows has another mean than all of them, so that matching and centring take turns.</summary>
    private static double Compare(CanonicalLayer tested, double[][] network)
    {
        double[][] rows = [.. tested.Rows.Select(row => row[..tested.Features])];
        double[][] candidates = [.. network.Select(row => (double[])row.Clone())];
        CanonicalLayer.Centre(candidates);
        double cosine = 0;
        for (int round = 0; round < Rounds; round++)
        {
            LayerMatch match = LayerMatch.Of(rows, candidates);
            cosine = Math.Max(cosine, match.Cosine);
            double[] mean = new double[tested.Features];
            foreach ((int _, int other) in match.Pairs)
            {
                VectorMath.AddScaled(mean, 1.0 / match.Pairs.Count, candidates[other]);
            }

            foreach (double[] candidate in candidates)
            {
                VectorMath.AddScaled(candidate, -1, mean);
            }
        }

        return cosine;
    }
}
