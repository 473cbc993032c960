using CsCheck;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;
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
        Gen.Select(Gen.Int[2, 60], Gen.OneOf(Gen.Int[1, 200], Gen.Int[1000, 1100]), Gen.Int[0, 110], Gen.Int[1, 200_000], Gen.Select(Gen.UInt, Gen.Bool)).Sample(
            (outputs, features, images, chunkBytes, how) => Compare(device, outputs, features, images, chunkBytes, how.Item1, how.Item2 ? null : KernelFamilies.None), iter: 200, threads: 1);
    }

    [Fact]
    public void ManyPatchesTogetherComputeWhatEachComputesAlone()
    {
        ComputeDevice device = open.Device;
        Gen.Select(Gen.Int[2, 40].List[0, 30], Gen.Int[1, 60], Gen.Int[0, 20], Gen.UInt).Sample(
            (outputs, features, images, seed) => CompareTogether(device, outputs, features, images, seed), iter: 40, threads: 1);
    }

    [Fact]
    public void PatchesOfDifferentFeaturesCannotRunTogether()
    {
        using OpenClPatchRunner runner = new(open.Device);
        PatchWeights[] patches = [new(ElementType.F32, 2, 1, new float[2], new float[2]), new(ElementType.F32, 2, 2, new float[4], new float[2])];
        Assert.Throws<ArgumentException>(() => runner.Run(patches, new float[2], 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void PatchesAreGroupedInOrderUpToTheLimit()
    {
        PatchWeights[] patches = [.. new[] { 3, 4, 9, 1, 1 }.Select(outputs => new PatchWeights(ElementType.F32, outputs, 1, new float[outputs], new float[outputs]))];
        Assert.Equal([[3, 4], [9], [1, 1]], PatchGrouping.Group(patches, 8).Select(group => group.Select(weights => weights.Outputs).ToArray()));
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

    private static void Compare(ComputeDevice device, int outputs, int features, int images, int chunkBytes, uint seed, KernelFamilies? families)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        PseudoRandom random = new(seed);
        PatchWeights weights = new(ElementType.F32, outputs, features, random.Values(outputs * features, Math.Min(1, 10 / MathF.Sqrt(features))), random.Values(outputs, 1));
        float[] input = random.Values(images * features, 1);
        using OpenClPatchRunner runner = new(device, chunkBytes, families);
        PatchOutputs actual = runner.Run(weights, input, images, cancellation);
        PatchOutputs expected = new ReferencePatchRunner().Run(weights, input, images, cancellation);
        Comparison.Within(1e-4, expected.Probabilities, actual.Probabilities);
        for (int image = 0; image < images; image++)
        {
            float largest = expected.ProbabilitiesOf(image)[expected.Answers[image]];
            Assert.InRange(expected.ProbabilitiesOf(image)[actual.Answers[image]], largest - 1e-5f, largest);
        }
    }

    private static void CompareTogether(ComputeDevice device, List<int> outputs, int features, int images, uint seed)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        PseudoRandom random = new(seed);
        PatchWeights[] patches = [.. outputs.Select(count => new PatchWeights(ElementType.F32, count, features, random.Values(count * features, 1), random.Values(count, 1)))];
        float[] input = random.Values(images * features, 1);
        using OpenClPatchRunner runner = new(device);
        IReadOnlyList<PatchOutputs> together = runner.Run(patches, input, images, cancellation);
        Assert.Equal(patches.Length, together.Count);
        foreach ((PatchWeights weights, PatchOutputs actual) in patches.Zip(together))
        {
            PatchOutputs expected = runner.Run(weights, input, images, cancellation);
            Comparison.Within(1e-5, expected.Probabilities, actual.Probabilities);
            Assert.Equal(expected.Answers.Length, actual.Answers.Length);
        }
    }
}
