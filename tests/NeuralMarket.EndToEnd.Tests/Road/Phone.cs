using System.Text.Json;
using NeuralMarket.Client.Catalogue;
using NeuralMarket.Client.Patches;
using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Images;
using NeuralMarket.Inference.Networks;

[assembly: AssemblyFixture(typeof(NeuralMarket.EndToEnd.Tests.Road.Phone))]

namespace NeuralMarket.EndToEnd.Tests.Road;

/// <summary>A phone: the base network on the machine's OpenCL device, and the client SDK that downloads, verifies and plugs in patches.</summary>
public sealed class Phone : IDisposable
{
    private readonly Lazy<ComputeDevice?> _device = new(() => (ComputeDevices.Choose(DeviceChoice.Default) as DeviceChosen)?.Device);

    /// <summary>Downloads a version by the client SDK, which verifies it, and plugs it in.</summary>
    public async Task<PluggedPatches> InstallAsync(Uri market, BaseNetwork network, string patch, string version, string folder)
    {
        using var http = new HttpClient { BaseAddress = market };
        var catalogue = new CatalogueClient(http);
        var details = await catalogue.FindVersionAsync(patch, version, Travel.Stop);
        var path = Path.Combine(folder, $"{patch}-{version}.specialneurons");
        await catalogue.DownloadAsync(details, path, cancellationToken: Travel.Stop);
        return PluggedPatches.Open(network.Identity, network.Categories, network.Definition.FeatureCount, [path]);
    }

    /// <summary>What the patch says about a photo.</summary>
    public PatchOutcome Ask(BaseNetwork network, PluggedPatches patches, string photo)
    {
        var device = _device.Value;
        Assert.SkipWhen(device is null, "There is no OpenCL device. Run infra/install.sh.");
        var image = ImageDecoder.Decode(File.ReadAllBytes(photo), photo).Value!;
        var input = new float[network.Definition.Input.Count];
        Assert.Null(InputTransform.Apply(image, network.Definition, input, photo));
        using var runner = OpenClNetworkRunner.Load(device, network, NetworkRunnerOptions.Default);
        var outputs = runner.Run(input, 1, Travel.Stop);
        return patches.Evaluate(outputs.ProbabilitiesOf(0), outputs.FeaturesOf(0)).Single();
    }

    /// <summary>The demo world's photos that a patch should know, with the right answers' tags.</summary>
    public static IReadOnlyList<(string Path, string Tag)> PhotosFor(string patch)
    {
        using var answers = JsonDocument.Parse(File.ReadAllText(Path.Combine(DemoWorld.Phone, "answers.json")));
        return [.. answers.RootElement.EnumerateObject().Where(photo => photo.Value.GetProperty("patch").GetString() == patch)
            .Select(photo => (Path.Combine(DemoWorld.Phone, photo.Name), photo.Value.GetProperty("fine").GetString()!))];
    }

    public void Dispose()
    {
        if (_device.IsValueCreated)
            _device.Value?.Dispose();
    }
}
