using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Engines;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Tests.Engines;

/// <summary>A batch over several devices, some of which fail in the middle: every image keeps its place and its numbers.</summary>
public sealed class SeveralDevicesTests
{
    private const int OutOfResources = -5;
    private const int DeviceLost = -9999;
    private const int Images = 100;

    private readonly ManualClock _clock = new();
    private readonly List<string> _notices = [];

    [Fact]
    public void ABatchIsSharedAndEachImageKeepsItsPlace()
    {
        FakeDevice first = new("first");
        FakeDevice second = new("second");
        using ComputeEngine engine = Engine(first, second);
        IBaseNetworkRunner runner = Run(engine);
        Assert.Equal("first and second", runner.DeviceName);
        Assert.Equal(32, runner.MaximumBatch);

        // Two more each told how fast it is.
        Assert.Equal(Images, first.Runs.Sum() + second.Runs.Sum() - 4);
    }

    [Fact]
    public void ADeviceThatBreaksInTheMiddleLeavesItsShareToTheOthers()
    {
        FakeDevice good = new("good");
        FakeDevice bad = new("bad") { RunFails = images => images > 1 ? new OpenClException("clFinish", DeviceLost) : null };
        using ComputeEngine engine = Engine(bad, good);
        Assert.Equal("good", Run(engine).DeviceName);
        Assert.NotNull(bad.Quarantined);
        Assert.True(bad.Disposed);
    }

    [Fact]
    public void ADeviceThatRunsOutOfMemoryInTheMiddleGetsSmallerShares()
    {
        FakeDevice large = new("large");
        FakeDevice small = new("small") { RunFails = images => images > 3 ? new OpenClException("clEnqueueNDRangeKernel", OutOfResources) : null };
        using ComputeEngine engine = Engine(small, large);
        Run(engine);
        Assert.Null(small.Quarantined);
        Assert.All(small.Runs, images => Assert.InRange(images, 1, 3));
    }

    [Fact]
    public void ADeviceThatNeverComesBackLeavesItsShareToTheOthers()
    {
        using FakePatience patience = new();
        FakeDevice good = new("good");
        FakeDevice hung = new("hung") { RunFails = images => images > 1 ? patience.Hang() : null };
        using ComputeEngine engine = new(new FakeDevices(2, hung, good), new NetworkRunnerOptions { MaximumBatch = 16, Notice = _notices.Add }, _clock, patience);
        Assert.Equal("good", Run(engine).DeviceName);
        Assert.Contains("did not come back", hung.Quarantined, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAllBreakInTheMiddleTheErrorSaysWhyNotEach()
    {
        using ComputeEngine engine = Engine(
            new FakeDevice("one") { RunFails = _ => new OpenClException("clFinish", DeviceLost) },
            new FakeDevice("other") { RunFails = _ => new OpenClException("clFinish", DeviceLost) });
        string message = Assert.Throws<OpenClException>(() => Run(engine)).Message;
        Assert.Contains("one: ", message, StringComparison.Ordinal);
        Assert.Contains("other: ", message, StringComparison.Ordinal);
    }

    private ComputeEngine Engine(params FakeDevice[] devices) =>
        new(new FakeDevices(devices.Length, devices), new NetworkRunnerOptions { MaximumBatch = 16, Notice = _notices.Add }, _clock);

    private static IBaseNetworkRunner Run(ComputeEngine engine)
    {
        SyntheticNetwork network = SyntheticNetwork.Create(new Shape(3, 1, 1), 1, SyntheticNetwork.Dense(2, DenseActivation.Softmax));
        IBaseNetworkRunner runner = engine.Load(new BaseNetwork(network.Definition, new CategoryList([]), "identity", "", "", ""));
        float[] inputs = [.. Enumerable.Range(0, Images * 3).Select(i => (float)i)];
        Assert.Equal(inputs, runner.Run(inputs, Images, TestContext.Current.CancellationToken).Features);
        return runner;
    }
}
