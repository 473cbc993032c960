using CsCheck;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Inference.Tests.Networks;

namespace NeuralMarket.Inference.Tests.Patches;

public sealed class OpenClPatchTests(OpenDevice open)
{
    [Fact]
    public void AnyPatchComputesWhatTheReferenceComputesInChunksOfAnySize()
    {
        ComputeDevice device = open.Device;
        Gen.Select(Gen.Int[2, 60], Gen.Int[1, 200], Gen.Int[0, 40], Gen.Int[1, 20_000], Gen.UInt).Sample(
            (outputs, features, images, chunkBytes, seed) => Compare(device, outputs, features, images, chunkBytes, seed), iter: 200, threads: 1);
    }

    [Fact]
    public void EqualOutputsAreAnsweredByTheLowestPosition()
    {
        using OpenClPatchRunner runner = new(open.Device);
        foreach (int outputs in new[] { 4, 30 })
        {
            float[] bias = new float[outputs];
            bias[2] = bias[3] = 1;
            PatchOutputs result = runner.Run(new PatchWeights(ElementType.F32, outputs, 5, new float[outputs * 5], bias), new float[10], 2, TestContext.Current.CancellationToken);
            Assert.Equal([2, 2], result.Answers);
        }
    }

    [Fact]
    public void GreatLogitsDoNotOverflowTheSoftmax()
    {
        using OpenClPatchRunner runner = new(open.Device);
        PatchOutputs result = runner.Run(new PatchWeights(ElementType.F32, 2, 1, [1e30f, 2e30f], [0, 0]), new float[] { 1 }, 1, TestContext.Current.CancellationToken);
        Assert.Equal([0f, 1f], result.Probabilities);
    }

    private static void Compare(ComputeDevice device, int outputs, int features, int images, int chunkBytes, uint seed)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        PseudoRandom random = new(seed);
        PatchWeights weights = new(ElementType.F32, outputs, features, random.Values(outputs * features, 1), random.Values(outputs, 1));
        float[] input = random.Values(images * features, 1);
        using OpenClPatchRunner runner = new(device, chunkBytes);
        PatchOutputs actual = runner.Run(weights, input, images, cancellation);
        PatchOutputs expected = new ReferencePatchRunner().Run(weights, input, images, cancellation);
        Comparison.Within(1e-4, expected.Probabilities, actual.Probabilities);
        for (int image = 0; image < images; image++)
        {
            float largest = expected.ProbabilitiesOf(image)[expected.Answers[image]];
            Assert.InRange(expected.ProbabilitiesOf(image)[actual.Answers[image]], largest - 1e-5f, largest);
        }
    }
}
