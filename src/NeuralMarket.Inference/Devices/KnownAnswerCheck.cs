using System.Globalization;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;
using static NeuralMarket.Inference.Networks.Planning.SyntheticNetwork;

namespace NeuralMarket.Inference.Devices;

/// <summary>Runs every kernel on fixed small inputs and compares with the plain C# reference: a device, and each family of fast kernels on it, is trusted only after this.</summary>
public static class KnownAnswerCheck
{
    /// <summary>Few, many, and many with half a panel.</summary>
    private static readonly int[] PatchOutputCounts = [3, 7, 40, 50];

    private static readonly KernelFamilies[] Families = [.. Enum.GetValues<KernelFamilies>().Where(family => family != KernelFamilies.None)];

    /// <summary>How far a device may be off: of the largest value, or of 1 where all are smaller.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Checks a device's plain kernels, and the fast ones that it uses already.</summary>
    /// <returns><see langword="null"/> when every kernel gave the known answer; otherwise what was wrong, in a plain sentence.</returns>
    /// <exception cref="OpenClException">The device or its driver broke.</exception>
    public static string? Run(ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        string? wrong = PlainNetworks().Select(network => CheckNetwork(device, network.Name, network.Network, network.Images, KernelFamilies.None))
            .Concat(PatchOutputCounts.Select(outputs => CheckPatch(device, outputs, KernelFamilies.None)))
            .FirstOrDefault(wrong => wrong is not null);
        return wrong ?? (device.Trusted == KernelFamilies.None ? null : CheckFast(device, device.Trusted));
    }

    /// <summary>Tries each family of fast kernels that suits a device; the device then uses those that computed every known answer.</summary>
    /// <returns>Why each other one is not used, in plain sentences.</returns>
    internal static IReadOnlyList<string> Trust(ComputeDevice device)
    {
        List<string> obstacles = [];
        foreach (KernelFamilies family in Families.Where(family => KernelParameters.FamiliesFor(device.Description, device.LargestWorkGroup).HasFlag(family)))
        {
            string? obstacle = TryFast(device, family);
            device.Trusted |= obstacle is null ? family : KernelFamilies.None;
            if (obstacle is not null)
            {
                obstacles.Add($"The {family} kernels are not used: {obstacle}");
            }
        }

        return obstacles;
    }

    private static string? TryFast(ComputeDevice device, KernelFamilies family)
    {
        try
        {
            return CheckFast(device, family);
        }
        catch (OpenClException broken)
        {
            return broken.Message;
        }
    }

    private static string? CheckFast(ComputeDevice device, KernelFamilies families) =>
        (families == KernelFamilies.TiledPatch ? [] : FastNetworks(device.Parameters).Select(network => CheckNetwork(device, network.Name, network.Network, network.Images, families)))
            .Concat(families.HasFlag(KernelFamilies.TiledPatch) ? PatchOutputCounts.Select(outputs => CheckPatch(device, outputs, families)) : [])
            .FirstOrDefault(wrong => wrong is not null);

    /// <summary>Between them every fast kernel on both sides of each choice, with sizes that fill no block, tile or panel evenly.</summary>
    private static IEnumerable<(string Name, SyntheticNetwork Network, int Images)> FastNetworks(KernelParameters numbers)
    {
        SyntheticNetwork network = Create(
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
        yield return ("fast layers, one image", network, 1);
        yield return ("fast layers, eleven images", network, 11);
    }

    /// <summary>Between them every plain kernel, with sizes that fill no block and no tile evenly.</summary>
    private static IEnumerable<(string Name, SyntheticNetwork Network, int Images)> PlainNetworks()
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

    private static string? CheckNetwork(ComputeDevice device, string name, SyntheticNetwork network, int images, KernelFamilies families)
    {
        float[] inputs = new PseudoRandom(3).Values((int)network.Definition.Input.Count * images, 1);
        BaseOutputs expected = ReferenceNetworkRunner.Run(network.Definition, network.Parameters, inputs, images, CancellationToken.None);
        using DeviceNetwork execution = new(device, network.Definition, network.Layer, new NetworkRunnerOptions { MaximumBatch = images }, families);
        BaseOutputs actual = OpenClNetworkRunner.Run(device, execution, network.Definition, inputs, images, CancellationToken.None);
        return Compare($"features of {name}", expected.Features, actual.Features) ?? Compare($"probabilities of {name}", expected.Probabilities, actual.Probabilities);
    }

    private static string? CheckPatch(ComputeDevice device, int outputs, KernelFamilies families)
    {
        const int Features = 1101;
        const int Images = 11;
        PseudoRandom random = new(4);
        PatchWeights weights = new(ElementType.F32, outputs, Features, random.Values(outputs * Features, 0.05f), random.Values(outputs, 1));
        float[] features = random.Values(Features * Images, 1);
        using ReferencePatchRunner reference = new();
        using OpenClPatchRunner runner = new(device, int.MaxValue, families);
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
