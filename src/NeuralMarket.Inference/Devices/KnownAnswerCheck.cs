using System.Globalization;
using NeuralMarket.Format.Weights;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;
using NeuralMarket.Inference.Patches;
using NeuralMarket.Inference.Reference;

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
        string? wrong = KnownAnswers.OfPlainKernels.Select(known => CheckNetwork(device, known, KernelFamilies.None))
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
        (families == KernelFamilies.TiledPatch ? [] : KnownAnswers.OfFastKernels(device.Parameters).SelectMany(known => CheckFast(device, known, families)))
            .Concat(families.HasFlag(KernelFamilies.TiledPatch) ? PatchOutputCounts.Select(outputs => CheckPatch(device, outputs, families)) : [])
            .FirstOrDefault(wrong => wrong is not null);

    private static IEnumerable<string?> CheckFast(ComputeDevice device, KnownAnswer known, KernelFamilies families)
    {
        yield return CheckNetwork(device, known, families);
        if (known.Half && families.HasFlag(KernelFamilies.TiledDense))
        {
            yield return CheckNetwork(device, known with { Name = $"{known.Name} in half precision" }, families, half: true);
        }
    }

    private static string? CheckNetwork(ComputeDevice device, KnownAnswer known, KernelFamilies families, bool half = false)
    {
        NetworkRunnerOptions options = new() { MaximumBatch = known.Images, HalfPrecisionDense = half };
        using DeviceNetwork execution = new(device, known.Network.Definition, known.Network.Layer, options, families);
        BaseOutputs actual = OpenClNetworkRunner.Run(device, execution, known.Network.Definition, known.Inputs, known.Images, CancellationToken.None);
        return Compare($"features of {known.Name}", known.Expected.Features, actual.Features) ?? Compare($"probabilities of {known.Name}", known.Expected.Probabilities, actual.Probabilities);
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
