using NeuralMarket.Format.Categories;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Weights;
using NeuralMarket.Regression.Reports;
using NeuralMarket.Regression.Tests.Layers;
using NeuralMarket.Regression.Tests.PatchTests;
using NeuralMarket.Regression.Verdicts;

namespace NeuralMarket.Regression.Tests.Checks;

/// <summary>A world with many features of which images move only some, and layers trained on them, so that checks of a layer have something to find.</summary>
internal sealed class LayerWorld : IDisposable
{
    private const int Active = 60;
    private readonly Random _random = new(17);

    public LayerWorld(int features = 200, int stones = 400)
    {
        World = new World(features);
        foreach ((Tag tag, int truth) in new[] { (World.Cat, 0), (World.Dog, 1) })
        {
            for (int i = 0; i < 120; i++)
            {
                float[] values = Image(truth);
                World.Add(tag, fires: true, values);
                Images.Add(values);
                Truths.Add(truth);
            }
        }

        for (int i = 0; i < stones; i++)
        {
            World.Add(World.Stone, fires: false, Image(2));
        }
    }

    public World World { get; }

    public List<float[]> Images { get; } = [];

    public List<int> Truths { get; } = [];

    /// <summary>Active features are ReLU-like: positive numbers and zeros; the truth shifts some of them.</summary>
    public float[] Image(int truth)
    {
        float[] values = new float[World.FeatureCount];
        for (int f = 0; f < Active; f++)
        {
            double shift = f % 3 == truth ? 0.9 : 0;
            values[f] = (float)Math.Max(0, Training.Gaussian(_random) + shift);
        }

        return values;
    }

    public PatchWeights Train(int seed, double start = 0.05) => Training.Fit(Images, Truths, 2, seed, start);

    public PatchPackage Patch(PatchWeights weights, string id = "cat-or-dog") => World.Patch(weight: weights.Weight, bias: weights.Bias, id: id);

    public async Task<VerdictReason> AskAsync(PatchWeights weights, string check, string id = "cat-or-dog") => Reason(await World.TestAsync(Patch(weights, id)), check);

    public static VerdictReason Reason(RegressionReport report, string check)
    {
        VerdictReason reason = Assert.Single(report.Verdict.Reasons, reason => reason.Check == check);
        Assert.False(reason.Broken, reason.Message);
        return reason;
    }

    public void Dispose() => World.Dispose();
}
