using Microsoft.ML.OnnxRuntime;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Patches;
using static NeuralMarket.Inference.Networks.Planning.SyntheticNetwork;

namespace NeuralMarket.Benchmarks;

/// <summary>What is measured: base networks image by image and in batches, and patches over stored features.</summary>
internal static class Workloads
{
    private const int Features = 4096;

    public static IEnumerable<Workload> All(ComputeDevice device, bool quick)
    {
        foreach (int batch in new[] { 1, 32 })
        {
            yield return Network(device, $"small VGG, 32 × 32, batch {batch}", SmallVgg, batch);
        }

        foreach (int batch in new[] { 1, 8 })
        {
            yield return Network(device, $"VGG16, 224 × 224, batch {batch}", Vgg16, batch);
        }

        foreach (int outputs in new[] { 2, 10, 100 })
        {
            yield return Patch(device, outputs, quick ? 10_000 : 50_000);
        }
    }

    private static SyntheticNetwork SmallVgg() => Create(
        new Shape(3, 32, 32), 1, [.. Stage(32, 2), .. Stage(64, 2), .. Stage(128, 2), Dense(256, DenseActivation.Relu), Dense(7, DenseActivation.Softmax)]);

    private static SyntheticNetwork Vgg16() => Create(
        new Shape(3, 224, 224),
        1,
        [
            .. Stage(64, 2), .. Stage(128, 2), .. Stage(256, 3), .. Stage(512, 3), .. Stage(512, 3),
            Dense(4096, DenseActivation.Relu), Dense(4096, DenseActivation.Relu), Dense(1000, DenseActivation.Softmax),
        ]);

    private static IEnumerable<Func<Shape, Layer>> Stage(int channels, int convolutions) =>
        Enumerable.Repeat(Convolution(channels, kernel: 3, pad: 1), convolutions).Append(Pool(PoolKind.Max, window: 2, stride: 2));

    private static Workload Network(ComputeDevice device, string name, Func<SyntheticNetwork> make, int batch) => new(name, "ONNX Runtime, CPU", () =>
    {
        SyntheticNetwork network = make();
        float[] inputs = new PseudoRandom(2).Values((int)network.Definition.Input.Count * batch, 1);
        DeviceNetwork execution = new(device, network.Definition, layer => network.Parameters[layer], batch);
        OnnxContender onnx = new(OnnxModel.Of(network), inputs, [batch, network.Definition.Input.Channels, network.Definition.Input.Height, network.Definition.Input.Width]);
        return new Contenders(
            () => OpenClNetworkRunner.Run(device, execution, network.Definition, inputs, batch, CancellationToken.None).Probabilities, onnx.Run, execution, onnx);
    });

    private static Workload Patch(ComputeDevice device, int outputs, int images) => new($"patch, K = {outputs}, {images} × {Features}", "ONNX Runtime, CPU", () =>
    {
        PseudoRandom random = new(3);
        PatchWeights weights = new(ElementType.F32, outputs, Features, random.Values(outputs * Features, 0.05f), random.Values(outputs, 1));
        float[] features = random.Values(images * Features, 1);
        OpenClPatchRunner runner = new(device);
        OnnxContender onnx = new(OnnxModel.Of(weights), features, [images, Features]);
        return new Contenders(() => runner.Run(weights, features, images, CancellationToken.None).Probabilities, onnx.Run, runner, onnx);
    });
}

/// <summary>A model in ONNX Runtime with its default options.</summary>
internal sealed class OnnxContender : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtValue _input;
    private readonly RunOptions _options = new();

    public OnnxContender(byte[] model, float[] input, long[] shape)
    {
        _session = new InferenceSession(model);
        _input = OrtValue.CreateTensorValueFromMemory(input, shape);
    }

    public float[] Run()
    {
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(_options, ["input"], [_input], ["output"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _input.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
