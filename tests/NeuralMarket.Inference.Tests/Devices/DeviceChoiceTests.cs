using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Tuning;
using NeuralMarket.Inference.Tests.Engines;

namespace NeuralMarket.Inference.Tests.Devices;

public sealed class DeviceChoiceTests(OpenDevice open)
{
    [Fact]
    public void TheChosenDeviceComputesEveryKnownAnswer() => Assert.Null(KnownAnswerCheck.Run(open.Device));

    [Fact]
    public void TheChosenDeviceIsTrustedWithEveryFastKernelThatSuitsIt()
    {
        ComputeDevice device = open.Device;
        Assert.DoesNotContain("not used", open.Selection.Considered.Single(one => one.Chosen).Reason, StringComparison.Ordinal);
        Assert.Equal(KernelParameters.FamiliesFor(device.Description, device.LargestWorkGroup), device.Trusted);
    }

    [Fact]
    public void ADeviceThatCannotCompileFilesTogetherCompilesThemApartAndComputesEveryKnownAnswer()
    {
        Assert.SkipWhen(open.Selection is NoDevice, (open.Selection as NoDevice)?.Reason ?? "");
        using ComputeDevice device = Assert.IsType<DeviceChosen>(ComputeDevices.Choose(new DeviceChoice { TuningFolder = "" })).Device;
        device.CompilesFilesApart = true;
        device.Trusted = KernelFamilies.None;
        Assert.Null(KnownAnswerCheck.Run(device));
    }

    [Fact]
    public void EachOfPoclsThreadsStaysOnACoreOfItsOwn()
    {
        const string Allowed = "Cpus_allowed_list:\t";
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads' cores are read from Linux's /proc.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable("POCL_AFFINITY") is not null || Environment.GetEnvironmentVariable("POCL_MAX_PTHREAD_COUNT") is not null, "PoCL's threads are set up by hand.");
        ComputeDevice device = open.Device;
        string[] all = [.. Directory.EnumerateDirectories("/proc/self/task").SelectMany(StatusOf).Where(line => line.StartsWith(Allowed, StringComparison.Ordinal))];
        Assert.SkipUnless(
            device.Description.Platform == "Portable Computing Language" && device.Description.ComputeUnits > 1 && all.Contains($"{Allowed}0-{device.Description.ComputeUnits - 1}"),
            "Only PoCL with all cores of the machine keeps its threads on them.");
        Assert.Equal(Enumerable.Range(0, device.Description.ComputeUnits).Select(core => $"{Allowed}{core}").ToHashSet(), all.Where(line => line[Allowed.Length..].All(char.IsAsciiDigit)).ToHashSet());
    }

    [Theory]
    [InlineData("0-1", "0-1", true)]
    [InlineData("1", "0-1", false)]
    [InlineData("0-3", "0-7", false)]
    [InlineData("0,2-3", "0,2-3", true)]
    public void APoclInAProcessThatIsConfinedToSomeCoresIsNotToldToLeaveThem(string allowed, string online, bool told)
    {
        string folder = Directory.CreateTempSubdirectory("neuralmarket-cores-").FullName;
        try
        {
            (string status, string cores) = (Path.Combine(folder, "status"), Path.Combine(folder, "online"));
            File.WriteAllText(status, $"Name:\tneuralmarket\nCpus_allowed:\tff\nCpus_allowed_list:\t{allowed}\n");
            File.WriteAllText(cores, $"{online}\n");
            Assert.Equal(told, DriverSettings.MayUseEveryCore(status, cores));
            Assert.False(DriverSettings.MayUseEveryCore(status, Path.Combine(folder, "missing")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void TheSpeedOfADeviceIsAPlausibleNumber()
    {
        DeviceSpeed speed = DeviceSpeed.Measure(open.Device);
        Assert.InRange(speed.GigaflopsPerSecond, 0.1, 1e7);
        Assert.InRange(speed.GigabytesPerSecond, 0.1, 1e5);
    }

    [Fact]
    public void EveryDeviceThatWasLookedAtHasAReasonAndAtMostOneWasChosen()
    {
        Assert.Equal(ComputeDevices.List().Count, open.Selection.Considered.Count);
        Assert.All(open.Selection.Considered, one => Assert.NotEmpty(one.Reason));
        Assert.Equal(open.Selection is DeviceChosen ? 1 : 0, open.Selection.Considered.Count(one => one.Chosen));
    }

    [Fact]
    public void AskingForADeviceThatIsNotThereSaysWhyEachOtherWasNotTaken()
    {
        NoDevice none = Assert.IsType<NoDevice>(ComputeDevices.Choose(new DeviceChoice { NameContains = "no such device" }));
        Assert.NotEmpty(none.Reason);
        Assert.All(none.Considered, one => Assert.Contains("no such device", one.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void ADeviceThatComputesWronglyIsRefused()
    {
        Assert.SkipUnless(ComputeDevices.List().Any(device => device.Suitable), "No suitable OpenCL device is installed.");
        NoDevice none = Assert.IsType<NoDevice>(ComputeDevices.Choose(DeviceChoice.Default, DeviceInventory.Read(), _ => "Two and two are five."));
        Assert.Contains("Two and two are five.", none.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceThatBreaksWhileItIsTriedIsRefused()
    {
        Assert.SkipUnless(ComputeDevices.List().Any(device => device.Suitable), "No suitable OpenCL device is installed.");
        NoDevice none = Assert.IsType<NoDevice>(ComputeDevices.Choose(DeviceChoice.Default, DeviceInventory.Read(), _ => throw new OpenClException("The wire is loose.")));
        Assert.Contains("The wire is loose.", none.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceThatNeverComesBackWhileItIsTriedIsRefused()
    {
        Assert.SkipUnless(ComputeDevices.List().Any(device => device.Suitable), "No suitable OpenCL device is installed.");
        using FakePatience patience = new();
        IReadOnlyList<InstalledDevice> hung = [.. DeviceInventory.Read().Where(device => device.Description.Suitable).Take(1).Select(device => device with { Description = device.Description with { Name = "hung" } })];
        NoDevice none = Assert.IsType<NoDevice>(ComputeDevices.Choose(DeviceChoice.Default, hung, _ => patience.Hang()?.Message ?? "It came back too late.", patience));
        Assert.Contains("did not come back", none.Reason, StringComparison.Ordinal);
        Assert.NotNull(Quarantine.Shared.ReasonAgainst(hung[0].Description));
    }

    [Fact]
    public void EqualCardsWorkTogetherAndCpusThatAreTheSameCoresDoNot()
    {
        ComputeDeviceDescription card = new("p", "card", "v", "1", "OpenCL 1.2", ComputeDeviceType.Gpu, 1, 1, 1, 1, 4, true, "");
        ComputeDeviceDescription cpu = card with { Name = "cpu", Type = ComputeDeviceType.Cpu };
        Assert.Null(ComputeDevices.Superfluous(card, DeviceChoice.Default, []));
        Assert.Null(ComputeDevices.Superfluous(card with { Ordinal = 1 }, DeviceChoice.Default, [card]));
        Assert.Contains("would hold it up", ComputeDevices.Superfluous(cpu, DeviceChoice.Default, [card]), StringComparison.Ordinal);
        Assert.Contains("same cores", ComputeDevices.Superfluous(cpu with { Ordinal = 1 }, DeviceChoice.Default, [cpu]), StringComparison.Ordinal);
        Assert.Null(ComputeDevices.Superfluous(cpu, new DeviceChoice { MaximumDevices = 2 }, [card]));
        Assert.NotNull(ComputeDevices.Superfluous(cpu, new DeviceChoice { MaximumDevices = 1 }, [card]));
    }

    [Fact]
    public void DevicesThatAreAlikeAreNumbered()
    {
        ComputeDeviceDescription card = new("p", "card", "v", "1", "OpenCL 1.2", ComputeDeviceType.Gpu, 1, 1, 1, 1, 4, true, "");
        Assert.Equal([0, 1, 0], DeviceInventory.Numbered([new(1, 1, card), new(1, 2, card), new(1, 3, card with { Name = "other" })]).Select(device => device.Description.Ordinal));
    }

    [Theory]
    [InlineData("OpenCL 1.2 CUDA", true)]
    [InlineData("OpenCL 3.0 PoCL HSTR: pthread", true)]
    [InlineData("OpenCL 1.1 Mesa", false)]
    [InlineData("OpenGL 4.6", false)]
    [InlineData("", false)]
    public void OpenClMustBeAtLeast12(string version, bool enough) => Assert.Equal(enough, DeviceInventory.IsAtLeast12(version));

    /// <summary>What Linux says of a thread; nothing of one that has ended meanwhile, as the thread pool's do.</summary>
    private static string[] StatusOf(string task)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(task, "status"));
        }
        catch (IOException)
        {
            return [];
        }
    }
}
