using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks.Tuning;

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

    [Theory]
    [InlineData("OpenCL 1.2 CUDA", true)]
    [InlineData("OpenCL 3.0 PoCL HSTR: pthread", true)]
    [InlineData("OpenCL 1.1 Mesa", false)]
    [InlineData("OpenGL 4.6", false)]
    [InlineData("", false)]
    public void OpenClMustBeAtLeast12(string version, bool enough) => Assert.Equal(enough, DeviceInventory.IsAtLeast12(version));
}
