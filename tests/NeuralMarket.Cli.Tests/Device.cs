namespace NeuralMarket.Cli.Tests;

/// <summary>Tests that need an OpenCL device are skipped where there is none.</summary>
internal static class Device
{
    public static void SkipWhenAbsent(Call call) =>
        Assert.SkipWhen(call.Status == 2 && call.Output.Contains("environment.device", StringComparison.Ordinal), "There is no OpenCL device.");
}
