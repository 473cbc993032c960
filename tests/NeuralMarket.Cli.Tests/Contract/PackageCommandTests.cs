using System.Security.Cryptography;
using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class PackageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PackAndCanonicalWriteTheSameBytes()
    {
        DemoWorld.Unpack("which-boat-1.1.0", _folder["in"]);
        Call packed = await CommandLine.RunAsync("pack", _folder["in"], "-o", _folder["packed.specialneurons"], "--json");
        Call canonical = await CommandLine.RunAsync("canonical", DemoWorld.Package("which-boat-1.1.0"), "-o", _folder["canonical.specialneurons"], "--json");
        Call again = await CommandLine.RunAsync("canonical", _folder["canonical.specialneurons"], "-o", _folder["canonical.specialneurons"], "--json");

        Assert.Equal([0, 0, 0], [packed.Status, canonical.Status, again.Status]);
        byte[] bytes = await File.ReadAllBytesAsync(_folder["packed.specialneurons"], TestContext.Current.CancellationToken);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder["canonical.specialneurons"], TestContext.Current.CancellationToken));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), packed.Json.GetProperty("sha256").GetString());
        Assert.Equal(bytes.Length, packed.Json.GetProperty("length").GetInt32());
        Assert.Equal(_folder["packed.specialneurons"], packed.Json.GetProperty("output").GetString());
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task InvalidPackageIsNeverWritten()
    {
        Call call = await CommandLine.RunAsync("canonical", DemoWorld.Package("fruit-basket-1.0.0"), "-o", _folder["out"], "--json");

        Assert.Equal(1, call.Status);
        Assert.False(call.Json.GetProperty("valid").GetBoolean());
        Assert.NotEqual(0, call.Json.GetProperty("findings").GetArrayLength());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task PackOfAFolderThatIsNotThereIsAWrongCall() =>
        Assert.Equal(2, (await CommandLine.RunAsync("pack", _folder["nothing"], "-o", _folder["out"], "--json")).Status);

    [Fact]
    public async Task InspectShowsManifestTriggerTensorsAndStatistics()
    {
        Call call = await CommandLine.RunAsync("inspect", DemoWorld.Package("which-boat-1.1.0"), "--base", DemoWorld.Base, "--json");

        Assert.Equal(0, call.Status);
        Assert.Equal("which-boat", call.Json.GetProperty("manifest").GetProperty("id").GetString());
        Assert.Contains("wakes when boat is", call.Json.GetProperty("trigger").GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Equal([3, 256], call.Json.GetProperty("weights").GetProperty("shape").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(3, call.Json.GetProperty("weights").GetProperty("rows").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, call.Json.GetProperty("weights").GetProperty("rows")[0].GetProperty("trouble").ValueKind);
    }

    [Fact]
    public async Task InspectDrawsTheIconWithoutColoursWhenPiped()
    {
        Call call = await CommandLine.RunAsync("inspect", DemoWorld.Package("which-boat-1.1.0"));

        Assert.Equal(0, call.Status);
        Assert.DoesNotContain("\u001b", call.Output, StringComparison.Ordinal);
        string[] picture = [.. call.Output.Split('\n').Take(16)];
        Assert.True(picture.Distinct().Count() > 4, "The icon's lines are all the same.");
    }

    [Fact]
    public async Task InspectOfAnInvalidPackageShowsItsFindings()
    {
        Call call = await CommandLine.RunAsync("inspect", DemoWorld.Package("fruit-basket-1.0.0"), "--json");

        Assert.Equal(1, call.Status);
        Assert.False(call.Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task BaseCheckSaysIdentityLayersAndCounts()
    {
        Call call = await CommandLine.RunAsync("base", "check", DemoWorld.Base, "--json");

        Assert.Equal(0, call.Status);
        Assert.Equal("demo-world", call.Json.GetProperty("name").GetString());
        Assert.Equal("31457da41f2ad0db5e9e0ebf71723d4afcdc5b6f3108f34aad1c9de288daa07e", call.Json.GetProperty("sha256").GetString());
        Assert.Equal(256, call.Json.GetProperty("features").GetInt32());
        Assert.Equal(10, call.Json.GetProperty("categories").GetInt32());
        Assert.Equal([3, 48, 48], call.Json.GetProperty("input").EnumerateArray().Select(side => side.GetInt32()));
        JsonElement[] layers = [.. call.Json.GetProperty("layers").EnumerateArray()];
        Assert.Equal(["conv", "pool", "conv", "pool", "conv", "conv", "pool", "conv", "pool", "dense", "dense"], layers.Select(layer => layer.GetProperty("kind").GetString()));
        Assert.Equal([24, 48, 48], layers[0].GetProperty("output").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal((24 * 27) + 24, layers[0].GetProperty("parameters").GetInt64());
        Assert.Equal([10], layers[^1].GetProperty("output").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(call.Json.GetProperty("parameters").GetInt64(), layers.Sum(layer => layer.GetProperty("parameters").GetInt64()));
    }

    [Fact]
    public async Task BaseThatIsNotWholeIsNotValid()
    {
        File.Copy(DemoWorld.Base, _folder["demo-world.txt"]);
        Call call = await CommandLine.RunAsync("base", "check", _folder["demo-world.txt"], "--json");

        Assert.Equal(1, call.Status);
        Assert.Equal("base.missing-file", call.Json.GetProperty("findings")[0].GetProperty("rule").GetString());
        Assert.Equal(JsonValueKind.Null, call.Json.GetProperty("name").ValueKind);
    }
}
