using CsCheck;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Execution;
using NeuralMarket.Inference.Networks.Planning;
using NeuralMarket.Inference.Networks.Tuning;
using NeuralMarket.Inference.Reference;

namespace NeuralMarket.Inference.Tests.Networks;

public sealed class OpenClNetworkTests(OpenDevice open)
{
    [Fact]
    public void AnyNetworkComputesWhatTheReferenceComputes()
    {
        ComputeDevice device = open.Device;
        Gen.Select(RandomNetworks.Any, Gen.Int[1, 11]).Sample((network, images) => Compare(device, network, images, images), iter: 150, threads: 1);
    }

    [Fact]
    public void AnyNetworkComputesWhatTheReferenceComputesWithPlainKernelsAlone()
    {
        ComputeDevice device = open.Device;
        Gen.Select(RandomNetworks.Any, Gen.Int[1, 5]).Sample((network, images) => Compare(device, network, images, images, KernelFamilies.None), iter: 60, threads: 1);
    }

    [Fact]
    public void AnyNetworkComputesWhatTheReferenceComputesWithTheKernelsForGpus()
    {
        ComputeDevice device = open.Device;
        Gen.Select(RandomNetworks.Any, Gen.Int[1, 11]).Sample((network, images) => Compare(device, network, images, images, KernelFamilies.WinogradItems | KernelFamilies.DenseItems), iter: 60, threads: 1);
    }

    [Fact]
    public void ABatchInChunksComputesWhatEachImageComputesAlone()
    {
        SyntheticNetwork network = SyntheticNetwork.Create(
            new Shape(3, 9, 9), 5, SyntheticNetwork.Convolution(17, 3, pad: 1), SyntheticNetwork.Pool(PoolKind.Max, 2, 2), SyntheticNetwork.Dense(5, DenseActivation.Softmax));
        Compare(open.Device, network, 23, chunk: 10);
        Compare(open.Device, network, 23, chunk: 1);
    }

    [Fact]
    public void InputsThatAre0AreLeftOutAndChangeNothing()
    {
        ComputeDevice device = open.Device;

        // Whether they are trusted or not: else plain kernels would hide a fast one that is wrong.
        KernelFamilies families = KernelParameters.FamiliesFor(device.Description, device.LargestWorkGroup);
        Gen.Select(Gen.Int[1, 700], Gen.Float[0, 1], Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(65)), Gen.Bool).Sample(
            (inputs, zeros, images, half) =>
            {
                SyntheticNetwork network = SyntheticNetwork.Create(
                    new Shape(inputs, 1, 1), 5, SyntheticNetwork.Dense(37, DenseActivation.Relu), SyntheticNetwork.Dense(5, DenseActivation.Softmax));
                Compare(device, half ? network.RoundedToHalf() : network, images, new NetworkRunnerOptions { MaximumBatch = images, HalfPrecisionDense = half }, families, zeros);
            },
            iter: 80,
            threads: 1);
    }

    [Fact]
    public void NoImagesAreNoOutputs()
    {
        SyntheticNetwork network = SyntheticNetwork.Create(new Shape(3, 2, 2), 5, SyntheticNetwork.Dense(5, DenseActivation.Softmax));
        using DeviceNetwork execution = new(open.Device, network.Definition, network.Layer, new NetworkRunnerOptions { MaximumBatch = 4 });
        Assert.Empty(OpenClNetworkRunner.Run(open.Device, execution, network.Definition, Array.Empty<float>(), 0, TestContext.Current.CancellationToken).Probabilities);
    }

    [Fact]
    public void TooFewInputValuesAreAnErrorOfTheCaller()
    {
        SyntheticNetwork network = SyntheticNetwork.Create(new Shape(3, 2, 2), 5, SyntheticNetwork.Dense(5, DenseActivation.Softmax));
        using DeviceNetwork execution = new(open.Device, network.Definition, network.Layer, new NetworkRunnerOptions { MaximumBatch = 4 });
        Assert.Throws<ArgumentException>(() => OpenClNetworkRunner.Run(open.Device, execution, network.Definition, new float[11], 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ThreadsThatShareADeviceTakeTurns()
    {
        ComputeDevice device = open.Device;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), cancellation, (seed, _) =>
        {
            SyntheticNetwork network = SyntheticNetwork.Create(
                new Shape(3, 8 + seed, 9), (uint)seed, SyntheticNetwork.Convolution(16 + seed, 3), SyntheticNetwork.Dense(6, DenseActivation.Softmax));
            Compare(device, network, 7, chunk: 2);
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void ACancelledRunStopsBeforeTheNextChunk()
    {
        SyntheticNetwork network = SyntheticNetwork.Create(new Shape(3, 2, 2), 5, SyntheticNetwork.Dense(5, DenseActivation.Softmax));
        using DeviceNetwork execution = new(open.Device, network.Definition, network.Layer, new NetworkRunnerOptions { MaximumBatch = 4 });
        Assert.Throws<OperationCanceledException>(() => OpenClNetworkRunner.Run(open.Device, execution, network.Definition, new float[12], 1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void WeightsLargerThanTheLargestBufferLieInSeveral()
    {
        Assert.Equal(1, DenseExecution.BlocksPerPart(1000, 16, 1000));
        Assert.Equal(3, DenseExecution.BlocksPerPart(1000, 16, (3 * 1000 * 16 * 4) + 5));
    }

    [Fact]
    public void TheBatchShrinksToTheDevicesMemory()
    {
        ComputeDeviceDescription small = new("p", "d", "v", "1", "OpenCL 1.2", ComputeDeviceType.Gpu, 1 << 20, 1 << 18, 1, 1, 4, true, "");
        SyntheticNetwork network = SyntheticNetwork.Create(new Shape(3, 64, 64), 5, SyntheticNetwork.Convolution(4, 3), SyntheticNetwork.Dense(5, DenseActivation.Softmax));
        NetworkPlan plan = NetworkPlan.Create(network.Definition, 4);
        Assert.Equal((1 << 17) / 4 / (int)plan.LargestActivation, DeviceNetwork.BatchThatFits(plan, 1000, small));
        Assert.Equal(2, DeviceNetwork.BatchThatFits(plan, 2, small));
    }

    private static void Compare(ComputeDevice device, SyntheticNetwork network, int images, int chunk, KernelFamilies? families = null) =>
        Compare(device, network, images, new NetworkRunnerOptions { MaximumBatch = chunk }, families);

    private static void Compare(ComputeDevice device, SyntheticNetwork network, int images, NetworkRunnerOptions options, KernelFamilies? families = null, float zeros = 0)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        float[] inputs = Inputs((int)network.Definition.Input.Count * images, zeros);
        BaseOutputs expected = ReferenceNetworkRunner.Run(network.Definition, network.Parameters, inputs, images, cancellation);
        using DeviceNetwork execution = new(device, network.Definition, network.Layer, options, families);
        Comparison.Close(expected, OpenClNetworkRunner.Run(device, execution, network.Definition, inputs, images, cancellation));
    }

    /// <summary>Pseudo-random inputs, a share of them 0.</summary>
    private static float[] Inputs(int count, float zeros)
    {
        float[] chances = new PseudoRandom(10).Values(count, 0.5f);
        return [.. new PseudoRandom(9).Values(count, 1).Zip(chances, (input, chance) => chance + 0.5f < zeros ? 0 : input)];
    }
}
