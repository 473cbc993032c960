using System.Globalization;
using System.Text.Json;
using NeuralMarket.Client.Catalogue;
using NeuralMarket.Client.Patches;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Inference.Devices;
using NeuralMarket.Inference.Images;
using NeuralMarket.Inference.Networks;

namespace NeuralMarket.Demo;

/// <summary>A photo and what it really shows.</summary>
internal sealed record PhoneAnswer(string Coarse, string Fine, string Patch);

/// <summary>A phone: its base network, and the client SDK that downloads, verifies and plugs in a patch.</summary>
internal sealed class Phone(DemoOptions options)
{
    /// <summary>Downloads a patch's latest version and asks it about every photo that it should know; true when all answers are right.</summary>
    public async Task<bool> UseAsync(string patchId, Action<string> say, CancellationToken cancellationToken)
    {
        BaseNetwork network = OpenBase();
        using HttpClient http = new() { BaseAddress = options.Server };
        CatalogueClient catalogue = new(http);
        PatchSummary found = (await catalogue.BrowseAsync(new PatchQuery { Base = network.Identity }, cancellationToken)).Items.Single(item => item.Id == patchId);
        PatchVersionDetails version = await catalogue.FindVersionAsync(found.Id, found.Version, cancellationToken);
        string path = Path.Combine(options.RunFolder, $"{version.Id}-{version.Version}.specialneurons");
        await catalogue.DownloadAsync(version, path, cancellationToken: cancellationToken);
        say($"downloaded {version.Id} {version.Version} by {version.Author}: {version.Length} bytes, SHA-256 {version.Sha256[..16]}… verified");

        PluggedPatches patches = PluggedPatches.Open(network.Identity, network.Categories, network.Definition.FeatureCount, [path]);
        using IBaseNetworkRunner runner = Load(network);
        bool right = true;
        foreach ((string file, PhoneAnswer photo) in Answers().Where(answer => answer.Value.Patch == patchId))
        {
            PatchOutcome outcome = Ask(runner, patches, Path.Combine(options.World, "phone", file), cancellationToken);
            bool same = outcome.Answer?.Tag.ToString() == photo.Fine;
            right &= same;
            string said = outcome.Fired ? string.Create(CultureInfo.InvariantCulture, $"{outcome.Answer!.Name} (probability {outcome.Probabilities!.Max():0.00})") : "asleep";
            say($"{file}: {said}, {(same ? "right" : $"wrong, it is {photo.Fine}")}");
        }

        return right;
    }

    private BaseNetwork OpenBase()
    {
        return BaseNetwork.Open(options.BaseNetwork).Value ?? throw new DemoException($"{options.BaseNetwork} is not a valid base network.");
    }

    private static OpenClNetworkRunner Load(BaseNetwork network) =>
        ComputeDevices.Choose(DeviceChoice.Default) is DeviceChosen chosen
            ? OpenClNetworkRunner.Load(chosen.Device, network, NetworkRunnerOptions.Default)
            : throw new DemoException("There is no OpenCL device for the phone's base network.");

    private static PatchOutcome Ask(IBaseNetworkRunner runner, PluggedPatches patches, string path, CancellationToken cancellationToken)
    {
        DecodedImage image = ImageDecoder.Decode(File.ReadAllBytes(path), path).Value ?? throw new DemoException($"{path} cannot be decoded.");
        var input = new float[runner.Network.Definition.Input.Count];
        if (InputTransform.Apply(image, runner.Network.Definition, input, path) is { } problem)
        {
            throw new DemoException(problem.Message);
        }

        BaseOutputs outputs = runner.Run(input, 1, cancellationToken);
        return patches.Evaluate(outputs.ProbabilitiesOf(0), outputs.FeaturesOf(0)).Single();
    }

    private Dictionary<string, PhoneAnswer> Answers()
    {
        using FileStream file = File.OpenRead(Path.Combine(options.World, "phone", "answers.json"));
        return JsonSerializer.Deserialize<Dictionary<string, PhoneAnswer>>(file, JsonSerializerOptions.Web) ?? [];
    }
}
