using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Networks;
using NeuralMarket.Regression.Features;
using NeuralMarket.Regression.ImageSets;

namespace NeuralMarket.EndToEnd.Tests.Markets;

/// <summary>
/// The feature store of the demo world's held-out images, computed once a test run and copied into every market: what each server would otherwise
/// compute for itself with its first submission.
/// </summary>
internal static class HeldOutFeatures
{
    private static readonly Lazy<Task<string>> Computed = new(ComputeAsync);

    public static async Task CopyToAsync(string folder) => Folders.Copy(await Computed.Value, folder);

    private static async Task<string> ComputeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("neuralmarket-features-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        if (ComputeDevices.Choose(DeviceChoice.Default) is not DeviceChosen chosen)
            return folder; // The server's own health check says what is missing.
        var network = BaseNetwork.Open(DemoWorld.BaseNetwork).Value!;
        var images = (await LabelledImageFolder.ReadAsync(DemoWorld.HeldOut, CancellationToken.None)).Value!;
        using var device = chosen.Device;
        using var runner = OpenClNetworkRunner.Load(device, network, NetworkRunnerOptions.Default);
        using var store = FeatureStore.Open(folder, network);
        await FeatureExtraction.FillAsync(images, store, runner, null, CancellationToken.None);
        return folder;
    }
}
