using System.Text.Json;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Format.Triggers;
using NeuralMarket.Inference.Images;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;

namespace NeuralMarket.Inference.Tests.Kit;

/// <summary>From image file to answer, against the kit's results: networks, features, probabilities, triggers, answers.</summary>
public sealed class KitNetworkTests(OpenDevice open)
{
    /// <summary>From the same decoded pixels.</summary>
    private const double Exact = 1e-4;

    /// <summary>From pixels that another decoder read a few levels differently.</summary>
    private const double OtherDecoder = 5e-3;

    [Theory]
    [InlineData("base/cifar-coarse.txt", "formats")]
    [InlineData("base/cifar-coarse.txt", "photos")]
    [InlineData("base/cifar-coarse.txt", "heldout")]
    [InlineData("networks/ops-mixed/ops-mixed.txt", "network-ops-mixed")]
    [InlineData("networks/vgg-input/vgg-input.txt", "network-vgg-input")]
    public void OpenClGivesTheExpectedOutputs(string network, string expected)
    {
        BaseNetwork snapshot = Open(network);
        using OpenClPatchRunner patches = new(open.Device);
        DirectoryInfo cache = Directory.CreateTempSubdirectory("neuralmarket-");
        NetworkRunnerOptions options = new() { CacheFolder = cache.FullName, Notice = notice => Assert.Fail(notice) };
        for (int start = 0; start < 2; start++)
        {
            // The second start reads what the first packed.
            using OpenClNetworkRunner runner = OpenClNetworkRunner.Load(open.Device, snapshot, options);
            Check(runner, patches, expected);
        }

        cache.Delete(recursive: true);
    }

    [Theory]
    [InlineData("base/cifar-coarse.txt", "formats")]
    [InlineData("networks/ops-mixed/ops-mixed.txt", "network-ops-mixed")]
    [InlineData("networks/vgg-input/vgg-input.txt", "network-vgg-input")]
    public void TheReferenceGivesTheExpectedOutputs(string network, string expected)
    {
        using ReferenceNetworkRunner runner = ReferenceNetworkRunner.Load(Open(network));
        using ReferencePatchRunner patches = new();
        Check(runner, patches, expected);
    }

    private static BaseNetwork Open(string text)
    {
        var reading = BaseNetwork.Open(KitFiles.Path(text));
        Assert.True(reading.IsValid, string.Join(Environment.NewLine, reading.Findings));
        return reading.Value!;
    }

    private static void Check(IBaseNetworkRunner runner, IPatchRunner patchRunner, string expected)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        NetworkDefinition definition = runner.Network.Definition;
        IReadOnlyList<ExpectedImage> images = ExpectedImage.All(expected);
        int inputCount = (int)definition.Input.Count;
        float[] inputs = new float[images.Count * inputCount];
        double[] tolerances = new double[images.Count];
        for (int i = 0; i < images.Count; i++)
        {
            DecodedImage decoded = ImageDecoder.Decode(KitFiles.Read(images[i].File), images[i].File).Value!;
            images[i].CheckCrop(decoded, InputTransform.CropToBytes(decoded, definition).Value!);
            Assert.Null(InputTransform.Apply(decoded, definition, inputs.AsSpan(i * inputCount, inputCount), images[i].File));
            tolerances[i] = images[i].DecodedAsExpected(decoded) && images[i].Halves == 0 ? Exact : OtherDecoder;
        }

        BaseOutputs outputs = runner.Run(inputs, images.Count, cancellation);
        for (int i = 0; i < images.Count; i++)
        {
            CheckBase(images[i], outputs, i, tolerances[i]);
        }

        foreach (string name in images[0].Json.GetProperty("patches").EnumerateObject().Select(patch => patch.Name))
        {
            PatchPackage package = PackageReader.ReadFile(KitFiles.Path($"patches/{name}")).Package!;
            PatchOutputs patched = patchRunner.Run(package.Weights, outputs.Features, images.Count, cancellation);
            int[] positions = package.TriggerPositions(runner.Network.Categories);
            for (int i = 0; i < images.Count; i++)
            {
                TriggerOutcome outcome = TriggerEvaluation.Evaluate(package.Manifest.Trigger, outputs.ProbabilitiesOf(i), positions);
                CheckPatch(images[i], images[i].Json.GetProperty("patches").GetProperty(name), outcome, patched, i, tolerances[i]);
            }
        }
    }

    private static void CheckBase(ExpectedImage image, BaseOutputs outputs, int i, double tolerance)
    {
        IReadOnlyList<double> probabilities = ExpectedImage.Numbers(image.Json.GetProperty("base"));
        Near(image, probabilities, outputs.ProbabilitiesOf(i), tolerance);
        int top = image.Json.GetProperty("top")[0].GetInt32() - 1;
        Assert.InRange(outputs.ProbabilitiesOf(i)[top], outputs.ProbabilitiesOf(i).ToArray().Max() - (2 * tolerance), 1);

        if (tolerance == Exact)
        {
            ReadOnlySpan<float> features = outputs.FeaturesOf(i);
            IReadOnlyList<double> first = ExpectedImage.Numbers(image.Json.GetProperty("featuresFirst"));
            double largest = Math.Max(1, features.ToArray().Max());
            Near(image, first, features[..first.Count], 1e-5 * largest);
            double sum = image.Json.GetProperty("featuresSum").GetDouble();
            Assert.InRange(features.ToArray().Sum(value => (double)value), sum - (1e-5 * Math.Max(1, Math.Abs(sum))), sum + (1e-5 * Math.Max(1, Math.Abs(sum))));
        }
    }

    private static void CheckPatch(ExpectedImage image, JsonElement expected, TriggerOutcome outcome, PatchOutputs patched, int i, double tolerance)
    {
        IReadOnlyList<double> probabilities = ExpectedImage.Numbers(expected.GetProperty("probabilities"));
        Near(image, probabilities, patched.ProbabilitiesOf(i), tolerance);
        double sum = expected.GetProperty("triggerSum").GetDouble();
        Assert.InRange(outcome.Sum, sum - tolerance, sum + tolerance);
        if (expected.GetProperty("margin").GetDouble() >= tolerance)
        {
            Assert.True(expected.GetProperty("fires").GetBoolean() == outcome.Fired, $"{image}: fired is {outcome.Fired}.");
        }

        int answer = expected.GetProperty("answer").GetInt32() - 1;
        Assert.True(answer == patched.Answers[i] || probabilities[answer] - probabilities[patched.Answers[i]] <= 2 * tolerance, $"{image}: the answer is {patched.Answers[i]}.");
    }

    private static void Near(ExpectedImage image, IReadOnlyList<double> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Length);
        for (int k = 0; k < expected.Count; k++)
        {
            Assert.True(Math.Abs(expected[k] - actual[k]) <= tolerance, $"{image}: value {k} is {actual[k]}, not {expected[k]}.");
        }
    }
}
