using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Engines;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Inference.Tests.Kit;
using NeuralMarket.Inference.Tests.Networks;

namespace NeuralMarket.Inference.Tests.Engines;

/// <summary>Two real devices at once: the halves of this machine's processor.</summary>
public sealed class SplitProcessorTests
{
    [Fact]
    public void TwoDevicesTogetherComputeWhatTheReferenceComputes()
    {
        IReadOnlyList<InstalledDevice> halves = SplitProcessor.Halves();
        Assert.SkipUnless(halves.Count == 2, "There is no processor that its driver can divide.");
        BaseNetwork network = BaseNetwork.Open(KitFiles.Path("base/cifar-coarse.txt")).Value!;
        List<string> notices = [];
        NetworkRunnerOptions options = new() { MaximumBatch = 8, CacheFolder = "", Notice = notices.Add };
        DeviceChoice both = new() { MaximumDevices = 2 };
        using ComputeEngine engine = new(new OpenClEngines(() => ComputeDevices.Choose(both, halves, KnownAnswerCheck.Run)), options, TimeProvider.System);
        IBaseNetworkRunner runner = engine.Load(network);
        Assert.Contains(" and ", runner.DeviceName, StringComparison.Ordinal);
        Assert.Equal(16, runner.MaximumBatch);

        const int Images = 45;
        float[] inputs = [.. Enumerable.Range(0, Images * (int)network.Definition.Input.Count).Select(i => MathF.Sin(i * 0.7f))];
        using ReferenceNetworkRunner reference = ReferenceNetworkRunner.Load(network);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Comparison.Close(reference.Run(inputs, Images, cancellation), runner.Run(inputs, Images, cancellation));
        Assert.Empty(notices);
    }
}
