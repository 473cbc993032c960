using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Tuning;

namespace NeuralMarket.Inference.Tests.Devices;

public sealed class KernelTuningTests(OpenDevice open) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("neuralmarket-tuning-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void WhatWasMeasuredOnADeviceIsKeptAndUsedAtTheNextStart()
    {
        Assert.SkipWhen(open.Selection is NoDevice, (open.Selection as NoDevice)?.Reason ?? "");
        DeviceChoice choice = new() { TuningFolder = _folder.FullName };
        (KernelParameters measured, string first) = Choose(choice);
        (KernelParameters kept, string second) = Choose(choice);
        Assert.Contains("measured best on it now", first, StringComparison.Ordinal);
        Assert.EndsWith("Its kernels run as was measured best on it.", second, StringComparison.Ordinal);
        Assert.Equal(measured, kept);
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void WithoutAFolderNothingIsMeasuredAndTheTableDecides()
    {
        Assert.SkipWhen(open.Selection is NoDevice, (open.Selection as NoDevice)?.Reason ?? "");
        (KernelParameters numbers, string reason) = Choose(new DeviceChoice { TuningFolder = "" });
        Assert.Equal(KernelParameters.For(open.Device.Description), numbers);
        Assert.DoesNotContain("measured", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatHoldsWhatCannotHaveBeenMeasuredCountsAsNone()
    {
        ComputeDeviceDescription device = open.Device.Description;
        TuningCache cache = new(_folder.FullName);
        cache.Keep(device, KernelParameters.For(device));
        Assert.Equal(KernelParameters.For(device), cache.Read(device));
        string path = _folder.GetFiles().Single().FullName;
        string sound = File.ReadAllText(path);
        foreach (string damaged in new[] { sound.Replace("\"FusedTiles\": ", "\"FusedTiles\": 9", StringComparison.Ordinal), sound[..^20], "null", "{}", new string(' ', 5000) + sound })
        {
            File.WriteAllText(path, damaged);
            Assert.Null(cache.Read(device));
        }
    }

    [Fact]
    public void AnotherDriverOrAnotherProcessorIsMeasuredAnew()
    {
        ComputeDeviceDescription device = open.Device.Description;
        TuningCache cache = new(_folder.FullName);
        cache.Keep(device, KernelParameters.For(device));
        Assert.Null(cache.Read(device with { Driver = device.Driver + ".1" }));
        Assert.Null(cache.Read(device with { ComputeUnits = device.ComputeUnits + 1 }));
        Assert.NotNull(cache.Read(device with { MemoryBytes = device.MemoryBytes / 2 }));
    }

    [Fact]
    public void EveryKnownAnswerComesOutWithAnyNumbersThatMayBeMeasured()
    {
        Assert.SkipWhen(open.Selection is NoDevice, (open.Selection as NoDevice)?.Reason ?? "");
        using ComputeDevice device = Assert.IsType<DeviceChosen>(ComputeDevices.Choose(new DeviceChoice { TuningFolder = "" })).Device;
        foreach (KernelParameters numbers in KernelTuner.Candidates(device.Parameters, device.Trusted))
        {
            device.Parameters = numbers;
            Assert.Null(KnownAnswerCheck.Run(device));
        }
    }

    private static (KernelParameters Numbers, string Reason) Choose(DeviceChoice choice)
    {
        DeviceChosen chosen = Assert.IsType<DeviceChosen>(ComputeDevices.Choose(choice));
        using ComputeDevice device = chosen.Device;
        return (device.Parameters, chosen.Considered.Single(one => one.Chosen).Reason);
    }
}
