using System.Diagnostics;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Benchmarks;

/// <summary>VGG16 step by step, beside what the machine allows each step.</summary>
internal sealed class Layers(ComputeDevice device, int rounds)
{
    public IEnumerable<Line> Measure()
    {
        SyntheticNetwork random = Networks.Vgg16();
        SyntheticNetwork network = LiveInputs.Set(random, device, Inputs(random.Definition, 1), LiveInputs.OfTrainedVgg16);
        return new[] { (Batch: 1, Half: false), (Batch: 8, Half: false), (Batch: 1, Half: true) }.SelectMany(one => Measure(network, one.Batch, one.Half));
    }

    /// <summary>The first image is the same in every batch.</summary>
    private static float[] Inputs(NetworkDefinition definition, int batch) => new PseudoRandom(2).Values((int)definition.Input.Count * batch, 1);

    private IEnumerable<Line> Measure(SyntheticNetwork network, int batch, bool half)
    {
        NetworkDefinition definition = network.Definition;
        float[] inputs = Inputs(definition, batch);
        using DeviceNetwork execution = new(device, definition, network.Layer, new NetworkRunnerOptions { MaximumBatch = batch, HalfPrecisionDense = half });
        List<double>[] times = Times(execution, inputs, batch, definition);
        for (int i = 0; i < times.Length; i++)
        {
            PlanStep step = execution.Steps[i];
            if (half && step is not DenseStep)
            {
                continue;
            }

            double milliseconds = Figures.Median(times[i]);
            double limit = Limit(step, definition, batch, half);

            // A change of layout multiplies nothing and reads no weights: there is no limit to hold it to.
            yield return new Line(
                $"{batch}: {step.LayerIndex + 1}. {step.GetType().Name.Replace("Step", "", StringComparison.Ordinal)} {Show(step.Input)} → {Show(step.Output)}{(half ? ", half" : "")}",
                [("ms", milliseconds), ("limit ms", limit), ("ms / limit", limit > 0 ? milliseconds / limit : 0), ("share %", 100 * milliseconds / times.Sum(Figures.Median))]);
        }

        yield return new Line(
            $"{batch}: all{(half ? ", half" : "")}",
            [("ms", times.Sum(Figures.Median)), ("limit ms", execution.Steps.Sum(step => Limit(step, definition, batch, half))), ("ms / limit", times.Sum(Figures.Median) / execution.Steps.Sum(step => Limit(step, definition, batch, half))), ("share %", 100)]);
    }

    private List<double>[] Times(DeviceNetwork execution, float[] inputs, int batch, NetworkDefinition definition)
    {
        List<double>[] times = [.. execution.Steps.Select(_ => new List<double>())];
        float[] features = new float[definition.FeatureCount * batch];
        float[] probabilities = new float[definition.CategoryCount * batch];
        for (int round = -1; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            execution.Run(inputs, batch, features, probabilities, step =>
            {
                if (round >= 0)
                {
                    times[step].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                start = Stopwatch.GetTimestamp();
            });
        }

        return times;
    }

    /// <summary>
    /// The longer of the multiplications that its method needs and of reading its weights once, those of inputs that are 0 left out for one image, at the measured rates, in milliseconds.
    /// </summary>
    private static double Limit(PlanStep step, NetworkDefinition definition, int batch, bool half)
    {
        Layer layer = definition.Layers[step.LayerIndex];
        (double operations, double weights) = step switch
        {
            WinogradStep winograd => (
                2.0 * winograd.Transform.Points * winograd.Tiles * layer.Input.Channels * layer.Output.Channels,
                (double)winograd.Transform.Points * layer.Input.Channels * layer.Output.Channels),
            ConvolutionStep => (Networks.Operations(layer), layer.WeightCount),
            DenseStep => (Networks.Operations(layer), layer.WeightCount * (batch == 1 ? Live(definition, step) : 1)),
            _ => (0, 0),
        };
        return 1000 * Math.Max(batch * operations / Machine.OperationsPerSecond, weights * (half && step is DenseStep ? 2 : 4) / Machine.BytesPerSecond);
    }

    private static double Live(NetworkDefinition definition, PlanStep step) =>
        LiveInputs.OfTrainedVgg16[definition.Layers.Take(step.LayerIndex).Count(layer => layer is DenseLayer)];

    private static string Show(Shape shape) => $"{shape.Channels} × {shape.Height} × {shape.Width}";
}
