using Microsoft.ML.OnnxRuntime;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Import;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Testing;

namespace NeuralMarket.Import.Tests;

/// <summary>Imports a model and holds what it puts out then to what ONNX Runtime makes of the model itself.</summary>
internal static class Equivalence
{
    private const int Images = 3;
    private const double Tolerance = 1e-4;

    // A softmax hides small differences of improbable categories; their logarithms do not.
    private const double LogarithmTolerance = 2e-3;
    private const double SmallestCompared = 1e-6;

    /// <summary>Imports a model whose layers are then as listed, without head and comments.</summary>
    public static BaseNetwork Import(byte[] model, TemporaryFolder folder)
    {
        Reading<OnnxImportResult> reading = Importing.Run(model, folder);
        Assert.True(reading.IsValid, string.Join("\n", reading.Findings.Select(finding => $"{finding.Rule} {finding.Where} {finding.Message}")));
        return reading.Value!.Network;
    }

    /// <summary>Checks the plain runner and the OpenCL runner; a model that ends without softmax is normalised.</summary>
    public static void Check(byte[] model, OpenDevice device, bool normalise = false, int seed = 7)
    {
        using TemporaryFolder folder = new();
        BaseNetwork network = Import(model, folder);
        float[] inputs = Inputs(network.Definition.Input, Images, seed);
        float[] expected = RunOnnx(model, network, inputs, normalise);
        using (IBaseNetworkRunner reference = ReferenceNetworkRunner.Load(network))
        {
            Close(expected, reference.Run(inputs, Images, CancellationToken.None).Probabilities);
        }

        using IBaseNetworkRunner runner = OpenClNetworkRunner.Load(device.Device, network, NetworkRunnerOptions.Default);
        Close(expected, runner.Run(inputs, Images, CancellationToken.None).Probabilities);
    }

    public static float[] Inputs(Shape shape, int images, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, (int)shape.Count * images).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    public static float[] RunOnnx(byte[] model, BaseNetwork network, float[] inputs, bool normalise)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(model, options);
        Shape shape = network.Definition.Input;
        List<float> results = [];
        bool isSingle = session.InputMetadata[session.InputNames[0]].Dimensions[0] == 1;
        int batch = isSingle ? 1 : (int)(inputs.Length / shape.Count);
        foreach (float[] images in inputs.Chunk(batch * (int)shape.Count))
        {
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(images, [batch, shape.Channels, shape.Height, shape.Width]);
            using RunOptions run = new();
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, [session.InputNames[0]], [input], session.OutputNames);
            results.AddRange(outputs[0].GetTensorDataAsSpan<float>());
        }

        return normalise ? [.. results.Chunk(network.Definition.CategoryCount).SelectMany(Softmax)] : [.. results];
    }

    public static void Close(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - Tolerance, expected[i] + Tolerance);
            if (expected[i] > SmallestCompared)
            {
                Assert.InRange(Math.Log(actual[i]), Math.Log(expected[i]) - LogarithmTolerance, Math.Log(expected[i]) + LogarithmTolerance);
            }
        }
    }

    private static IEnumerable<float> Softmax(float[] sums)
    {
        double[] powers = [.. sums.Select(sum => Math.Exp(sum - sums.Max()))];
        return powers.Select(power => (float)(power / powers.Sum()));
    }
}
