using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Kit;

/// <summary>The kit's held-out photos through its base network, once for all tests: on an OpenCL device where there is one, else in plain C#.</summary>
public sealed class KitFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kit-store").FullName;
    private readonly ReferencePatchRunner _patches = new();

    public bool IsPresent => KitFolder.Path is not null;

    internal BaseNetwork Network { get; private set; } = null!;

    internal LabelledImageSet Images { get; private set; } = null!;

    internal FeatureStore Store { get; private set; } = null!;

    internal ExtractionProgress Filled { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (KitFolder.Path is not { } kit)
        {
            return;
        }

        Network = BaseNetwork.Open(Path.Combine(kit, "base", "cifar-coarse.txt")).Value!;
        Images = (await LabelledImageFolder.ReadAsync(Path.Combine(kit, "heldout"), CancellationToken.None)).Value!;
        Store = FeatureStore.Open(_folder, Network);
        DeviceSelection selection = ComputeDevices.Choose(DeviceChoice.Default);
        using ComputeDevice? device = (selection as DeviceChosen)?.Device;
        using IBaseNetworkRunner runner = device is not null
            ? OpenClNetworkRunner.Load(device, Network, NetworkRunnerOptions.Default)
            : ReferenceNetworkRunner.Load(Network);
        Filled = await FeatureExtraction.FillAsync(Images, Store, runner, null, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        Store?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static PackageReading Package(string file) => PackageReader.ReadFile(Path.Combine(KitFolder.Path!, "patches", file));

    internal RegressionReport Test(string file, string? against = null)
    {
        PackageReading package = Package(file);
        Reading<RegressionReport> reading = PatchTest.Run(
            new PatchTestRequest(package.Package!, package.Sha256, Network, Images, Store, _patches) { Against = against is null ? null : Package(against).Package, DeviceName = "test" },
            CancellationToken.None);
        Assert.Empty(reading.Findings);
        return reading.Value!;
    }
}
