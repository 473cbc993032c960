using System.Collections.Concurrent;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;
using NeuralMarket.Inference.Reference;
using static NeuralMarket.Inference.Networks.Planning.SyntheticNetwork;

namespace NeuralMarket.Inference.Devices;

/// <summary>A small network, images, and what plain C# in double precision computes from them.</summary>
/// <param name="Name">For people.</param>
/// <param name="Network">The network.</param>
/// <param name="Images">How many images.</param>
/// <param name="Inputs">Their inputs.</param>
/// <param name="Expected">What comes out.</param>
/// <param name="Half">Whether the same comes out with dense weights in half precision.</param>
internal sealed record KnownAnswer(string Name, SyntheticNetwork Network, int Images, float[] Inputs, BaseOutputs Expected, bool Half = false);

/// <summary>
/// What devices are held to. Computed once a process, for all families of kernels and all devices that share the same numbers, and begun before a device is opened:
/// the reference takes longer than a driver.
/// </summary>
internal static class KnownAnswers
{
    /// <summary>Enough for register tiles of several heights.</summary>
    private const int ManyImages = 11;

    /// <summary>Enough for tiles of several images; convolutions take long to compute plainly.</summary>
    private const int FewImages = 3;

    private static readonly Lazy<IReadOnlyList<KnownAnswer>> Plain = new(() => [.. PlainNetworks().SelectMany(one => Answers(one.Name, one.Network, ManyImages))]);
    private static readonly ConcurrentDictionary<int, Lazy<IReadOnlyList<KnownAnswer>>> Fast = new();

    /// <summary>For the plain kernels.</summary>
    public static IReadOnlyList<KnownAnswer> OfPlainKernels => Plain.Value;

    /// <summary>For the fast kernels that are run with these numbers.</summary>
    public static IReadOnlyList<KnownAnswer> OfFastKernels(KernelParameters numbers) => FastAnswers(numbers).Value;

    /// <summary>Begins to compute all of them on another thread; whoever asks before it is done waits.</summary>
    public static void Begin(KernelParameters numbers) => _ = Task.Run(() => (Plain.Value, FastAnswers(numbers).Value));

    private static Lazy<IReadOnlyList<KnownAnswer>> FastAnswers(KernelParameters numbers) => Fast.GetOrAdd(
        numbers.FusedChannels,
        _ => new(() => [.. FastNetworks(numbers).SelectMany(one => Answers(one.Name, one.Network, FewImages)), .. Answers("dense layers", DenseLayers(), ManyImages).Select(known => known with { Half = true })]));

    /// <summary>For one image and for several: what is known of the first image serves twice.</summary>
    private static KnownAnswer[] Answers(string name, SyntheticNetwork network, int images)
    {
        int inputCount = (int)network.Definition.Input.Count;
        float[] inputs = new PseudoRandom(3).Values(inputCount * images, 1);
        BaseOutputs many = ReferenceNetworkRunner.Run(network.Definition, network.Parameters, inputs, images, CancellationToken.None);
        BaseOutputs one = new(1, many.FeatureCount, many.CategoryCount, many.FeaturesOf(0).ToArray(), many.ProbabilitiesOf(0).ToArray());
        return [new($"{name}, one image", network, 1, inputs[..inputCount], one), new($"{name}, {images} images", network, images, inputs, many)];
    }

    /// <summary>Between them every fast kernel on both sides of each choice, with sizes that fill no block, tile or panel evenly.</summary>
    private static IEnumerable<(string Name, SyntheticNetwork Network)> FastNetworks(KernelParameters numbers)
    {
        SyntheticNetwork mixed = Create(
            new Shape(3, 15, 13),
            seed: 5,
            Convolution(20, kernel: 3, stride: 1, pad: 1),
            Convolution(24, kernel: 3, pad: 1, relu: false),
            Convolution(17, kernel: 3, pad: 1),
            Pool(PoolKind.Max, window: 2, stride: 2),
            Convolution(numbers.FusedChannels + 3, kernel: 3, pad: 1),
            Convolution(37, kernel: 3, pad: 2),
            Convolution(numbers.FusedChannels + 3, kernel: 1),
            Convolution(72, kernel: 3, pad: 1),
            Pool(PoolKind.Max, window: 2, stride: 2),
            Convolution(66, kernel: 5, stride: 2, pad: 2, groups: 2),
            Dense(295, DenseActivation.Relu),
            Dense(19, DenseActivation.Softmax));
        yield return ("fast layers", mixed);
        yield return ("layers of large tiles", Create(
            new Shape(3, 11, 10),
            seed: 6,
            Convolution(12, kernel: 3, pad: 1),
            Convolution(20, kernel: 3, pad: 1),
            Convolution(18, kernel: 3, pad: 1, relu: false),
            Pool(PoolKind.Max, window: 2, stride: 2),
            Convolution(numbers.FusedChannels + 3, kernel: 3, pad: 1),
            Convolution(21, kernel: 3, pad: 1),
            Convolution(numbers.FusedChannels + 3, kernel: 1),
            Convolution(22, kernel: 3, pad: 1),
            Pool(PoolKind.Max, window: 2, stride: 2),
            Dense(31, DenseActivation.Relu),
            Dense(9, DenseActivation.Softmax)));
    }

    /// <summary>More inputs than the kernels take at once, first hardly one that is 0, then about half of them, and outputs that fill no panel.</summary>
    private static SyntheticNetwork DenseLayers() => Create(
        new Shape(601, 1, 1), seed: 7, Dense(295, DenseActivation.Relu), Dense(37, DenseActivation.None), Dense(19, DenseActivation.Softmax)).RoundedToHalf();

    /// <summary>Between them every plain kernel, with sizes that fill no block and no tile evenly.</summary>
    private static IEnumerable<(string Name, SyntheticNetwork Network)> PlainNetworks()
    {
        SyntheticNetwork wide = Create(
            new Shape(3, 13, 11),
            seed: 1,
            Convolution(20, kernel: 3, pad: 1),
            Pool(PoolKind.Max, window: 3, stride: 2, pad: 1),
            Convolution(24, kernel: 3, pad: 1, groups: 4, relu: false),
            Pool(PoolKind.Average, window: 3, stride: 2, pad: 1),
            Dense(37, DenseActivation.Relu),
            Dense(19, DenseActivation.Softmax));
        yield return ("convolutions, pools and dense layers", wide);
        yield return ("a pool before a strided convolution and a global average", Create(
            new Shape(3, 12, 9),
            seed: 2,
            Pool(PoolKind.Max, window: 2, stride: 1),
            Convolution(18, kernel: 5, stride: 2, pad: 2),
            GlobalAverage(),
            Dense(7, DenseActivation.Softmax)));
    }
}
