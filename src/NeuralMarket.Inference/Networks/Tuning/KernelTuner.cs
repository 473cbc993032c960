using System.Diagnostics;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;
using static NeuralMarket.Inference.Networks.Planning.SyntheticNetwork;

namespace NeuralMarket.Inference.Networks.Tuning;

/// <summary>
/// Measures on a device which numbers its kernels are fastest with, question by question: where caches and memory differ, no table knows. A few seconds. Only what
/// changes the time is asked, never what is computed; the caller checks the known answers with the outcome.
/// </summary>
internal static class KernelTuner
{
    /// <summary>Runs of each candidate, after one that does not count; they take turns, so that a busy moment of the machine strikes them all.</summary>
    private const int Rounds = 3;

    /// <summary>What a candidate's time must be below, of the time of what is used already, to replace it, and twice: less may be chance.</summary>
    private const double WorthIt = 0.95;

    private const long MiB = 1024 * 1024;

    /// <summary>Tiles of a group, in full register tiles.</summary>
    private static readonly int[] Heights = [1, 2, 3];

    private static readonly int[] Channels = [64, 128, 256];
    private static readonly int[] Megabytes = [8, 16, 32];
    private static readonly int[] Distances = [512, 2048, 4096];

    /// <summary>
    /// Convolutions of 64, 128 and 256 channels on as many pixels as VGG16 has there: with fewer, the transformed weights are read less often, and other numbers win.
    /// </summary>
    private static readonly Lazy<SyntheticNetwork> Convolutions = new(() => Create(
        new Shape(4, 112, 112),
        seed: 1,
        Convolution(64, kernel: 3, pad: 1),
        Convolution(128, kernel: 3, pad: 1),
        Pool(PoolKind.Max, window: 2, stride: 2),
        Convolution(256, kernel: 3, pad: 1),
        Convolution(256, kernel: 3, pad: 1),
        GlobalAverage(),
        Dense(2, DenseActivation.Softmax)));

    /// <summary>32 MiB of weights: more than most caches hold.</summary>
    private static readonly Lazy<SyntheticNetwork> Weights = new(() => Create(
        new Shape(4096, 1, 1), seed: 1, Dense(2048, DenseActivation.Relu), Dense(2, DenseActivation.Softmax)));

    /// <summary>Measures a device with the fast kernels that it is trusted with, and leaves it as it was.</summary>
    /// <exception cref="OpenClException">The device or its driver broke.</exception>
    public static KernelParameters Measure(ComputeDevice device)
    {
        KernelParameters table = device.Parameters, best = table;
        try
        {
            foreach (Question question in Questions(device.Trusted))
            {
                best = Answer(device, question, best);
            }

            return best;
        }
        finally
        {
            device.Parameters = table;
        }
    }

    /// <summary>Whether numbers, as a file has them, are among those that could have been measured for a row of the table.</summary>
    public static bool CouldHaveMeasured(KernelParameters table, KernelParameters numbers)
    {
        // One question after the other, each from what the ones before it may have left.
        HashSet<KernelParameters> possible = [table];
        foreach (Question question in Questions((KernelFamilies)~0))
        {
            possible.UnionWith([.. possible.SelectMany(question.Candidates)]);
        }

        return possible.Contains(numbers);
    }

    /// <summary>What is measured beside the table's numbers, each change by itself.</summary>
    public static IEnumerable<KernelParameters> Candidates(KernelParameters table, KernelFamilies families) =>
        Questions(families).SelectMany(question => question.Candidates(table)).Where(candidate => candidate != table);

    private static IEnumerable<Question> Questions(KernelFamilies families)
    {
        if (families.HasFlag(KernelFamilies.Winograd))
        {
            yield return new(Convolutions, Images: 1, Half: false, now => Heights.Select(heights => now with { FusedTiles = heights * now.Rows }));
            yield return new(Convolutions, Images: 1, Half: false, now => Channels.Select(channels => now with { LargeTileChannels = channels }));
            yield return new(Convolutions, Images: 1, Half: false, now => Channels.Select(channels => now with { FusedChannels = channels }));
        }

        if ((families & (KernelFamilies.Winograd | KernelFamilies.WinogradItems)) != 0)
        {
            yield return new(Convolutions, Images: 2, Half: false, now => Megabytes.Select(megabytes => now with { ScratchBytes = megabytes * MiB }));
        }

        if (families.HasFlag(KernelFamilies.TiledDense))
        {
            yield return new(Weights, Images: 1, Half: false, now => Distances.Select(bytes => now with { SinglePrefetchBytes = bytes }));
            yield return new(Weights, Images: 1, Half: true, now => Distances.Select(bytes => now with { HalfPrefetchBytes = bytes }));
        }
    }

    private static KernelParameters Answer(ComputeDevice device, Question question, KernelParameters current)
    {
        KernelParameters[] candidates = [current, .. question.Candidates(current).Where(candidate => candidate != current)];
        SyntheticNetwork network = question.Network.Value;
        List<DeviceNetwork> networks = [];
        try
        {
            foreach (KernelParameters candidate in candidates)
            {
                device.Parameters = candidate;
                networks.Add(new DeviceNetwork(
                    device, network.Definition, network.Layer, new NetworkRunnerOptions { MaximumBatch = question.Images, HalfPrecisionDense = question.Half }));
            }

            int fastest = Fastest(device, question, networks);
            bool wins = fastest > 0 && Fastest(device, question, [networks[0], networks[fastest]]) > 0;
            return wins ? candidates[fastest] : current;
        }
        finally
        {
            networks.ForEach(network => network.Dispose());
        }
    }

    /// <summary>The network that is clearly faster than the first; else the first.</summary>
    private static int Fastest(ComputeDevice device, Question question, List<DeviceNetwork> networks)
    {
        double[] seconds = Shortest(device, question, networks);
        int fastest = Array.IndexOf(seconds, seconds.Min());
        return seconds[fastest] < WorthIt * seconds[0] ? fastest : 0;
    }

    private static double[] Shortest(ComputeDevice device, Question question, List<DeviceNetwork> networks)
    {
        NetworkDefinition definition = question.Network.Value.Definition;
        float[] inputs = new PseudoRandom(2).Values((int)definition.Input.Count * question.Images, 1);
        double[] shortest = [.. networks.Select(_ => double.PositiveInfinity)];
        for (int round = 0; round <= Rounds; round++)
        {
            for (int i = 0; i < networks.Count; i++)
            {
                long start = Stopwatch.GetTimestamp();
                _ = OpenClNetworkRunner.Run(device, networks[i], definition, inputs, question.Images, CancellationToken.None);
                shortest[i] = round == 0 ? shortest[i] : Math.Min(shortest[i], Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return shortest;
    }

    /// <summary>Which of some numbers a network is fastest with.</summary>
    /// <param name="Network">The network.</param>
    /// <param name="Images">Images at once.</param>
    /// <param name="Half">Whether dense weights are in half precision.</param>
    /// <param name="Candidates">What may be better, from what is best so far.</param>
    private sealed record Question(Lazy<SyntheticNetwork> Network, int Images, bool Half, Func<KernelParameters, IEnumerable<KernelParameters>> Candidates);
}
