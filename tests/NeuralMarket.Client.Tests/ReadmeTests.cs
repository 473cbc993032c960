using NeuralMarket.Client.Catalogue;
using NeuralMarket.Client.Patches;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Packages;
using NeuralMarket.Testing;

namespace NeuralMarket.Client.Tests;

/// <summary>The README's example, run as it stands there.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "        // The example begins.";
    private const string End = "        // The example ends.";

    [Fact]
    public async Task ExampleGoesFromASearchToAnAnswer()
    {
        using TemporaryFolder folder = new();
        BaseNetwork network = BaseNetwork.Open(Repository.File("infra", "demo-world", "world", "base", "demo-world.txt")).Value!;
        byte[] package = await File.ReadAllBytesAsync(Repository.File("infra", "demo-world", "world", "patches", "which-boat-1.1.0.specialneurons"), TestContext.Current.CancellationToken);
        using var server = new CatalogueServer(package);
        using var http = new HttpClient(server, disposeHandler: false) { BaseAddress = new Uri("http://market.example/") };
        float[] probabilities = [1, .. new float[9]];
        var features = new float[network.Definition.FeatureCount];
        List<string> said = [];

        await ShowAsync(http, network, folder["which-boat.specialneurons"], probabilities, features, said.Add);

        Assert.EndsWith(" sure", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void ExampleStandsInTheReadmeAsItRuns()
    {
        string code = File.ReadAllText(Repository.File("tests", "NeuralMarket.Client.Tests", "ReadmeTests.cs"));
        string[] lines = code.Split('\n');
        IEnumerable<string> example = lines[(Array.IndexOf(lines, Begin) + 1)..Array.IndexOf(lines, End)].Select(line => line.Length > 8 ? line[8..] : line);
        string readme = File.ReadAllText(Repository.File("client-sdk", "dotnet", "NeuralMarket.Client", "README.md"));

        Assert.Contains($"```csharp\n{string.Join('\n', example)}\n```", readme, StringComparison.Ordinal);
    }

    private static async Task ShowAsync(HttpClient http, BaseNetwork network, string path, float[] probabilities, float[] features, Action<string> say)
    {
        // The example begins.
        var catalogue = new CatalogueClient(http);
        PatchPage page = await catalogue.BrowseAsync(new PatchQuery { Base = network.Identity, Text = "boat" });
        PatchVersionDetails version = await catalogue.FindVersionAsync(page.Items[0].Id, page.Items[0].Version);
        await catalogue.DownloadAsync(version, path);

        var patches = PluggedPatches.Open(network.Identity, network.Categories, network.Definition.FeatureCount, [path]);
        foreach (PatchOutcome outcome in patches.Evaluate(probabilities, features))
        {
            say(outcome.Fired ? $"{outcome.Answer!.Name}, {outcome.Probabilities!.Max():P0} sure" : "asleep");
        }
        // The example ends.
    }
}
