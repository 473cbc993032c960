using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Format.Findings;
using NeuralMarket.Format.Icons;
using NeuralMarket.Format.Packages;

namespace NeuralMarket.Format.Tests.Kit;

/// <summary>The kit's packages and networks, against what an independent implementation says of them.</summary>
public sealed class KitPackageTests
{
    [Fact]
    public void PackagesAreValidAndFitTheirNetwork()
    {
        string kit = Kit.Require();
        BaseNetwork network = KitNetwork(kit);
        foreach (string path in Directory.GetFiles(Path.Combine(kit, "patches")))
        {
            PackageReading reading = PackageReader.ReadFile(path);
            Assert.Empty(reading.Findings);
            Assert.Empty(BaseCompatibility.Check(reading.Package!, network));
        }
    }

    [Fact]
    public void CanonicalEntriesAreThoseOfTheReference()
    {
        string kit = Kit.Require();
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(kit, "expected", "canonical.json")));
        foreach (JsonProperty package in expected.RootElement.EnumerateObject())
        {
            PatchPackage read = PackageReader.ReadFile(Path.Combine(kit, "patches", package.Name)).Package!;
            Dictionary<string, byte[]> entries = ZipEntries.Read(CanonicalPackage.Write(read));
            Assert.Equal(package.Value.GetProperty("manifest").GetString(), Encoding.UTF8.GetString(entries["manifest.json"]));
            Assert.Equal(package.Value.GetProperty("map_clsloc").GetString(), Encoding.UTF8.GetString(entries["map_clsloc.txt"]));
            foreach (JsonProperty hash in package.Value.GetProperty("sha256").EnumerateObject())
            {
                Assert.Equal(hash.Value.GetString(), Hash(entries[hash.Name]));
            }

            Icon icon = IconPng.Read(entries["icon.png"]).Value!;
            JsonElement expectedIcon = package.Value.GetProperty("icon");
            Assert.Equal(expectedIcon.GetProperty("side").GetInt32(), icon.Side);
            Assert.Equal(expectedIcon.GetProperty("rgbaSha256").GetString(), Hash(icon.Rgba));
        }
    }

    [Fact]
    public void FactsOfThePackagesAreThoseOfTheReference()
    {
        string kit = Kit.Require();
        BaseNetwork network = KitNetwork(kit);
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(kit, "expected", "formats.json")));
        foreach (JsonProperty facts in expected.RootElement.GetProperty("patches").EnumerateObject())
        {
            PackageReading reading = PackageReader.ReadFile(Path.Combine(kit, "patches", facts.Name));
            PatchPackage package = reading.Package!;
            Assert.Equal(facts.Value.GetProperty("fileSha256").GetString(), reading.Sha256);
            Assert.Equal(facts.Value.GetProperty("id").GetString(), package.Manifest.Id);
            Assert.Equal(facts.Value.GetProperty("version").GetString(), package.Manifest.Version.ToString());
            Assert.Equal(facts.Value.GetProperty("dtype").GetString(), package.Weights.ElementType.ToString());
            Assert.Equal(facts.Value.GetProperty("K").GetInt32(), package.Weights.Outputs);
            Assert.Equal(facts.Value.GetProperty("top").GetInt32(), package.Manifest.Trigger.Top);
            Assert.Equal(facts.Value.GetProperty("atLeast").GetDouble(), package.Manifest.Trigger.AtLeast);
            Assert.Equal(facts.Value.GetProperty("triggerIndexes").EnumerateArray().Select(index => index.GetInt32() - 1), package.TriggerPositions(network.Categories));
            Assert.Equal(facts.Value.GetProperty("outputs").EnumerateArray().Select(tag => tag.GetString()), package.Categories.Outputs.Select(row => row.Tag.ToString()));
        }
    }

    [Fact]
    public void NetworkHasTheIdentityOfTheReference()
    {
        string kit = Kit.Require();
        BaseNetwork network = KitNetwork(kit);
        Assert.Equal("fc2c2ffbf8d3e2face890e1b4bd71a3e4ff58e53cf64cac5e4034fbb3eafa3b1", network.Identity);
        Assert.Equal(256, network.Definition.FeatureCount);
        LayerParameters last = network.ReadParameters(network.Definition.Layers.Count - 1);
        Assert.Equal((7 * 256, 7), (last.Weights.Length, last.Biases.Length));
    }

    [Theory]
    [InlineData("ops-mixed")]
    [InlineData("vgg-input")]
    public void OtherStatementsOfNetworksAreRead(string name)
    {
        string kit = Kit.Require();
        Reading<BaseNetwork> reading = BaseNetwork.Open(Path.Combine(kit, "networks", name, name + ".txt"));
        Assert.Empty(reading.Findings);
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(kit, "expected", $"network-{name}.json")));
        Assert.Equal(expected.RootElement.GetProperty("identity").GetString(), reading.Value!.Identity);
        Assert.Equal(expected.RootElement.GetProperty("F").GetInt32(), reading.Value.Definition.FeatureCount);
    }

    private static BaseNetwork KitNetwork(string kit)
    {
        Reading<BaseNetwork> reading = BaseNetwork.Open(Path.Combine(kit, "base", "cifar-coarse.txt"));
        Assert.Empty(reading.Findings);
        return reading.Value!;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
