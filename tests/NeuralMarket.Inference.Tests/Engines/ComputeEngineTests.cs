using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Categories;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Engines;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Networks.Planning;

namespace NeuralMarket.Inference.Tests.Engines;

/// <summary>What happens when devices fail, with devices that fail on purpose.</summary>
public sealed class ComputeEngineTests
{
    private const int OutOfResources = -5;
    private const int DeviceLost = -9999;

    private readonly ManualClock _clock = new();
    private readonly List<string> _notices = [];

    [Fact]
    public void ADeviceThatBreaksIsQuarantinedAndTheNextOneAnswers()
    {
        FakeDevice bad = new("bad") { Fails = _ => new OpenClException("clFinish", DeviceLost) };
        FakeDevice good = new("good");
        using ComputeEngine engine = Engine(bad, good);
        Assert.Equal("good", Run(engine));
        Assert.NotNull(bad.Quarantined);
        Assert.True(bad.Disposed);
        Assert.Contains("bad is not used", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void MemoryThatRunsOutMeansSmallerBatchesBeforeAnotherDevice()
    {
        FakeDevice small = new("small") { Fails = batch => batch > 3 ? new OpenClException("clCreateBuffer", OutOfResources) : null };
        FakeDevice other = new("other");
        using ComputeEngine engine = Engine(small, other);
        Assert.Equal("small", Run(engine));
        Assert.Equal([16, 8, 4, 2], small.Batches);
        Assert.Null(small.Quarantined);
        Assert.Equal(3, _notices.Count);
    }

    [Fact]
    public void ADeviceTooSmallForOneImageGivesWayToTheNextWithTheFullBatch()
    {
        FakeDevice tiny = new("tiny") { Fails = _ => new OpenClException("clCreateBuffer", OutOfResources) };
        FakeDevice large = new("large");
        using ComputeEngine engine = Engine(tiny, large);
        Assert.Equal("large", Run(engine));
        Assert.Equal([16, 8, 4, 2, 1], tiny.Batches);
        Assert.Equal([16], large.Batches);
    }

    [Fact]
    public void WithoutADeviceLeftTheErrorSaysWhyNotEach()
    {
        using ComputeEngine engine = Engine(new FakeDevice("bad") { Fails = _ => new OpenClException("clFinish", DeviceLost) });
        Assert.Contains("bad: ", Assert.Throws<OpenClException>(() => Run(engine)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheKnownAnswersAreComputedAgainEverySoOftenAndAWrongOneIsNotTrusted()
    {
        FakeDevice aging = new("aging");
        FakeDevice good = new("good");
        using ComputeEngine engine = Engine(aging, good);
        Assert.Equal("aging", Run(engine));
        Assert.Equal(0, aging.Checks);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("aging", Run(engine));
        Assert.Equal("aging", Run(engine));
        Assert.Equal(1, aging.Checks);
        _clock.Advance(TimeSpan.FromMinutes(11));
        aging.Wrong = "Two and two are five.";
        Assert.Equal("good", Run(engine));
        Assert.Contains("computed again", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceThatWasQuarantinedIsTriedAgainWithTheNextCheck()
    {
        FakeDevice flaky = new("flaky") { RunFails = _ => new OpenClException("clFinish", DeviceLost) };
        FakeDevice good = new("good");
        using ComputeEngine engine = Engine(flaky, good);
        Assert.Equal("good", Run(engine));
        flaky.Quarantined = null;
        Assert.Equal("good", Run(engine));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("good", Run(engine));
        Assert.Equal(2, _notices.Count);
    }

    [Fact]
    public void AQuarantineEndsAfterAWhile()
    {
        ComputeDeviceDescription device = new("p", "d", "v", "1", "OpenCL 1.2", ComputeDeviceType.Gpu, 1, 1, 1, 1, 4, true, "");
        Quarantine quarantine = new(_clock);
        Assert.Null(quarantine.ReasonAgainst(device));
        quarantine.Add(device, "The wire is loose.");
        Assert.Contains("The wire is loose.", quarantine.ReasonAgainst(device), StringComparison.Ordinal);
        Assert.Null(quarantine.ReasonAgainst(device with { Driver = "2" }));
        Assert.Null(quarantine.ReasonAgainst(device with { Ordinal = 1 }));
        _clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null(quarantine.ReasonAgainst(device));
    }

    [Fact]
    public void ADeviceThatNeverComesBackIsLeftAloneAndTheNextOneAnswers()
    {
        using FakePatience patience = new();
        FakeDevice hung = new("hung") { RunFails = _ => patience.Hang() };
        using ComputeEngine engine = new(new FakeDevices(1, hung, new FakeDevice("good")), new NetworkRunnerOptions { Notice = _notices.Add }, _clock, patience);
        Assert.Equal("good", Run(engine));
        Assert.Contains("did not come back", hung.Quarantined, StringComparison.Ordinal);
        Assert.False(hung.Disposed);
    }

    [Fact]
    public void WhatIsWrongWithTheNetworkIsNoFaultOfTheDevice()
    {
        FakeDevice device = new("device") { Fails = _ => new IOException("The file is gone.") };
        using ComputeEngine engine = Engine(device);
        Assert.Throws<IOException>(() => Run(engine));
        Assert.Null(device.Quarantined);
    }

    [Fact]
    public void ACancelledRunIsCancelledAndNoFaultOfTheDevice()
    {
        FakeDevice device = new("device") { RunFails = _ => new OperationCanceledException() };
        using ComputeEngine engine = Engine(device);
        Assert.ThrowsAny<OperationCanceledException>(() => Run(engine));
        Assert.Null(device.Quarantined);
    }

    private ComputeEngine Engine(params FakeDevice[] devices) =>
        new(new FakeDevices(1, devices), new NetworkRunnerOptions { MaximumBatch = 16, Notice = _notices.Add }, _clock);

    private static string Run(ComputeEngine engine)
    {
        SyntheticNetwork network = SyntheticNetwork.Create(new Shape(3, 1, 1), 1, SyntheticNetwork.Dense(2, DenseActivation.Softmax));
        IBaseNetworkRunner runner = engine.Load(new BaseNetwork(network.Definition, new CategoryList([]), "identity", "", "", ""));
        runner.Run(new float[3], 1, TestContext.Current.CancellationToken);
        return runner.DeviceName;
    }
}
