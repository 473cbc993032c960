using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Inference.Reference;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;
using NeuralMarket.Regression.Layers;
using NeuralMarket.Regression.PatchTests;
using NeuralMarket.Regression.Reports;

namespace NeuralMarket.Regression.Tests.Demo;

/// <summary>The demo world's boats, and some of its other photos, through its base network, once for all tests.</summary>
public sealed class DemoWorldFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demo-store").FullName;
    private readonly ReferencePatchRunner _patches = new();

    internal BaseNetwork Network { get; private set; } = null!;

    internal LabelledImageSet Images { get; private set; } = null!;

    internal FeatureStore Store { get; private set; } = null!;

    internal static string? Folder { get; } = Find();

    public async ValueTask InitializeAsync()
    {
        if (Folder is null)
        {
            return;
        }

        Network = BaseNetwork.Open(Path.Combine(Folder, "base", "demo-world.txt")).Value!;
        LabelledImageSet all = (await LabelledImageFolder.ReadAsync(Path.Combine(Folder, "heldout"), CancellationToken.None)).Value!;
        Images = LabelledImageSet.Create(all.Name, all.Categories, all.Relations, all.Images.Where((image, i) => IsBoat(image) || i % 4 == 0));
        Store = FeatureStore.Open(_folder, Network);
        DeviceSelection selection = ComputeDevices.Choose(DeviceChoice.Default);
        using ComputeDevice? device = (selection as DeviceChosen)?.Device;
        using IBaseNetworkRunner runner = device is not null ? OpenClNetworkRunner.Load(device, Network, NetworkRunnerOptions.Default) : ReferenceNetworkRunner.Load(Network);
        await FeatureExtraction.FillAsync(Images, Store, runner, null, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        Store?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static PatchPackage Boat(string version) => PackageReader.ReadFile(Path.Combine(Folder!, "patches", $"which-boat-{version}.specialneurons")).Package!;

    internal RegressionReport Test(PatchPackage package, PatchPackage? against = null, params KnownLayer[] known)
    {
        Reading<RegressionReport> reading = PatchTest.Run(
            new PatchTestRequest(package, new string('c', 64), Network, Images, Store, _patches) { Against = against, KnownLayers = known, DeviceName = "test" }, CancellationToken.None);
        Assert.Empty(reading.Findings);
        return reading.Value!;
    }

    /// <summary>The boats' features and what they are, 0 to 2.</summary>
    internal (List<float[]> Features, List<int> Truths) Boats()
    {
        List<float[]> features = [];
        List<int> truths = [];
        foreach (LabelledImage image in Images.Images.Where(IsBoat))
        {
            Assert.True(Store.TryFind(image.Sha256, out FeatureRecord record));
            features.Add(record.Features.ToArray());
            truths.Add(image.Tag.Number - 80000101);
        }

        return (features, truths);
    }

    private static bool IsBoat(LabelledImage image) => image.Tag.Number is >= 80000101 and <= 80000103;

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string world = Path.Combine(folder.FullName, "infra", "demo-world", "world");
            if (Directory.Exists(world))
            {
                return world;
            }
        }

        return null;
    }
}
