using System.Text.Json;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class DeviceTests
{
    /// <summary>A folder of drivers that is not there: the machine without OpenCL.</summary>
    private static readonly Surroundings WithoutDevice = new Surroundings().With("OCL_ICD_VENDORS", Path.Combine(AppContext.BaseDirectory, "no-drivers"));

    [Fact]
    public async Task DevicesSayWhichOneWouldBeUsedAndWhy()
    {
        Call call = await CommandLine.RunAsync("devices", "--json");
        Assert.SkipWhen(call.Status == 2, "There is no OpenCL device.");

        Assert.Equal(0, call.Status);
        JsonElement chosen = call.Json.GetProperty("devices").EnumerateArray().Single(device => device.GetProperty("chosen").GetBoolean());
        Assert.NotEmpty(chosen.GetProperty("why").GetString()!);
        Assert.Equal(call.Json.GetProperty("chosen").GetString(), chosen.GetProperty("device").GetProperty("name").GetString());
        Assert.Contains("would be used", (await CommandLine.RunAsync("devices")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MachineWithoutADeviceIsTheWrongEnvironment()
    {
        Assert.Equal(2, (await CommandLine.RunAsync(WithoutDevice, "devices", "--json")).Status);
        foreach (string[] words in (string[][])[
            ["classify", DemoWorld.Photo("photo-1.jpg"), "--base", DemoWorld.Base, "--json"],
            ["test", DemoWorld.Package("which-boat-1.0.0"), "--base", DemoWorld.Base, "--images", DemoWorld.HeldOut, "--json"]])
        {
            Call call = await CommandLine.RunAsync(WithoutDevice, words);
            Assert.Equal(2, call.Status);
            Assert.Equal("environment.device", call.ErrorCode);
        }
    }

    [Fact]
    public async Task CheckingPackagesNeedsNoDevice() =>
        Assert.Equal(0, (await CommandLine.RunAsync(WithoutDevice, "lint", DemoWorld.Package("which-boat-1.0.0"), "--base", DemoWorld.Base)).Status);
}
