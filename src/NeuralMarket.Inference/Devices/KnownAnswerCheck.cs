using System.Globalization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;
using static NeuralMarket.Inference.Networks.Planning.SyntheticNetwork;

namespace NeuralMarket.Inference.Devices;

/// <summary>Runs every kernel on fixed small inputs and compares with the plain C# reference: a device is trusted only after this.</summary>
public static class KnownAnswerCheck
{
    /// <summary>How far a device may be off: of the largest value, or of 1 where all are smaller.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Checks a device.</summary>
    /// <returns><see langword="null"/> when every kernel gave the known answer; otherwise what was wrong, in a plain sentence.</returns>
    /// <exception cref="OpenClException">The device or its driver broke.</exception>
    public static string? Run(ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Networks().Select(network => CheckNetwork(device, network.Name, network.Network, network.Images))
            .Concat(new[] { 3, 40 }.Select(outputs => CheckPatch(device, outputs)))
            .FirstOrDefault(wrong => wrong is not null);
    }

    /// <summary>Between them every kernel, with sizes that fill no block and no tile evenly.</summary>
    private static IEnumerable<(string Name, SyntheticNetwork Network, int Images)> Networks()
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
        yield return ("convolutions, pools and dense layers, one image", wide, 1);
        yield return ("convolutions, pools and dense layers, eleven images", wide, 11);
        yield return ("a pool before a strided convolution and a global average", Create(
            new Shape(3, 12, 9),
            seed: 2,
            Pool(PoolKind.Max, window: 2, stride: 1),
            Convolution(18, kernel: 5, stride: 2, pad: 2),
            GlobalAverage(),
            Dense(7, DenseActivation.Softmax)), 2);
    }

    private static string? CheckNetwork(ComputeDevice device, string name, SyntheticNetwork network, int images)
    {
        float[] inputs = new PseudoRandom(3).Values((int)network.Definition.Input.Count * images, 1);
        BaseOutputs expected = ReferenceNetworkRunner.Run(network.Definition, network.Parameters, inputs, images, CancellationToken.None);
        using DeviceNetwork execution = new(device, network.Definition, layer => network.Parameters[layer], images);
        BaseOutputs actual = OpenClNetworkRunner.Run(device, execution, network.Definition, inputs, images, CancellationToken.None);
        return Compare($"features of {name}", expected.Features, actual.Features) ?? Compare($"probabilities of {name}", expected.Probabilities, actual.Probabilities);
    }

    private static string? CheckPatch(ComputeDevice device, int outputs)
    {
        const int Features = 37;
        const int Images = 11;
        PseudoRandom random = new(4);
        PatchWeights weights = new(ElementType.F32, outputs, Features, random.Values(outputs * Features, 1), random.Values(outputs, 1));
        float[] features = random.Values(Features * Images, 1);
        using ReferencePatchRunner reference = new();
        using OpenClPatchRunner runner = new(device);
        PatchOutputs expected = reference.Run(weights, features, Images, CancellationToken.None);
        PatchOutputs actual = runner.Run(weights, features, Images, CancellationToken.None);
        string name = $"a patch of {outputs} outputs";
        return Compare($"probabilities of {name}", expected.Probabilities, actual.Probabilities)
            ?? (actual.Answers.SequenceEqual(expected.Answers) ? null : $"The answers of {name} are wrong.");
    }

    private static string? Compare(string what, float[] expected, float[] actual)
    {
        double largest = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            // Written so that a NaN is wrong, too.
            if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest))
            {
                return string.Create(CultureInfo.InvariantCulture, $"The {what} are wrong: value {i} is {actual[i]}, not {expected[i]}.");
            }
        }

        return null;
    }
}
