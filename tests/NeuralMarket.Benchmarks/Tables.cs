using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Patches;

namespace NeuralMarket.Benchmarks;

/// <summary>The tables: base networks, their layers, patches over stored features, tests of patches.</summary>
internal sealed class Tables(ComputeDevice device, bool quick)
{
    private const int Features = 4096;

    private int Rounds => quick ? 7 : 25;

    public IReadOnlyList<Table> All =>
    [
        new("network", "A base network, images in, probabilities out; VGG16's dense layers have as many inputs of 0 as when trained. Limit: all multiplications of direct convolution at the measured rate of multiply-adds.", () => Network().ToAsyncEnumerable()),
        new("layers", "VGG16 step by step, by batch; each step is waited for. Limit: the longer of the multiplications that its method needs and of reading its weights, for one image without those of inputs that are 0.", () => new Layers(device, Rounds).Measure().ToAsyncEnumerable()),
        new("patches", "Patches over stored features. Limit: the longer of reading the features once, done in every round, and all multiply-adds at the measured rate.", () => Patches().ToAsyncEnumerable()),
        new("images", "From JPEG files to inputs, decoded and resized side by side.", () => Photos.Measure(Rounds).ToAsyncEnumerable()),
        new("start", "VGG16 from the start of a process to its first image, and the most memory it took; a process each.", () => Starts.Measure(quick).ToAsyncEnumerable()),
        new("store", "A patch of 10 outputs tested from stored features. / reading: times merely reading the store's files from the page cache.", new StoreBenchmark(device, quick).MeasureAsync),
        new("retest", "A catalogue tested again, answers alone, as one product. Limit: all multiply-adds at the measured rate.", new RetestBenchmark(device, quick).MeasureAsync),
    ];

    private IEnumerable<Line> Network()
    {
        foreach (int batch in new[] { 1, 32 })
        {
            yield return Network($"small VGG, 32 × 32, batch {batch}", Networks.SmallVgg(), batch, new NetworkRunnerOptions { MaximumBatch = batch });
        }

        SyntheticNetwork random = Networks.Vgg16();
        float[] image = Inputs(random, 1);
        SyntheticNetwork vgg = LiveInputs.Set(random, device, image, LiveInputs.OfTrainedVgg16);
        foreach (int batch in new[] { 1, 8 })
        {
            yield return Network($"VGG16, 224 × 224, batch {batch}", vgg, batch, new NetworkRunnerOptions { MaximumBatch = batch });
        }

        yield return Network("VGG16, batch 1, dense weights half", vgg, 1, new NetworkRunnerOptions { MaximumBatch = 1, HalfPrecisionDense = true });
        SyntheticNetwork worst = LiveInputs.Set(random, device, image, LiveInputs.All);
        yield return Network("VGG16, batch 1, no zeros", worst, 1, new NetworkRunnerOptions { MaximumBatch = 1 });
        yield return Network("VGG16, batch 1, no zeros, half", worst, 1, new NetworkRunnerOptions { MaximumBatch = 1, HalfPrecisionDense = true });
    }

    private Line Network(string name, SyntheticNetwork network, int batch, NetworkRunnerOptions options)
    {
        float[] inputs = Inputs(network, batch);
        DeviceNetwork execution = new(device, network.Definition, network.Layer, options);
        OnnxContender onnx = new(OnnxModel.Of(network), inputs, [batch, network.Definition.Input.Channels, network.Definition.Input.Height, network.Definition.Input.Width]);
        Contenders contenders = new(
            () => OpenClNetworkRunner.Run(device, execution, network.Definition, inputs, batch, CancellationToken.None).Probabilities, onnx.Run, execution, onnx);
        double limit = batch * network.Definition.Layers.Sum(Networks.Operations) / Machine.OperationsPerSecond * 1000;
        return Duel.Run(name, contenders, Rounds, () => limit);
    }

    private static float[] Inputs(SyntheticNetwork network, int batch) => new PseudoRandom(2).Values((int)network.Definition.Input.Count * batch, 1);

    private IEnumerable<Line> Patches()
    {
        int images = quick ? 10_000 : 50_000;
        float[] features = new PseudoRandom(3).Values(images * Features, 1);
        foreach (int outputs in new[] { 2, 10, 100 })
        {
            PseudoRandom random = new(4);
            PatchWeights weights = new(ElementType.F32, outputs, Features, random.Values(outputs * Features, 0.05f), random.Values(outputs, 1));
            OpenClPatchRunner runner = new(device);
            OnnxContender onnx = new(OnnxModel.Of(weights), features, [images, Features]);
            Contenders contenders = new(() => runner.Run(weights, features, images, CancellationToken.None).Probabilities, onnx.Run, runner, onnx);
            double multiplying = 2.0 * images * Features * outputs / Machine.OperationsPerSecond * 1000;
            yield return Duel.Run($"K = {outputs}, {images} × {Features}", contenders, Rounds, () => Math.Max(Figures.Milliseconds(() => Machine.Read(features)), multiplying));
        }
    }
}
