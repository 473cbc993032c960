using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Contract;

public sealed class LintTests
{
    [Fact]
    public async Task ValidPackagesAreCleanOneDocumentAFileInTheOrderGiven()
    {
        string[] files = [DemoWorld.Package("which-boat-1.1.0"), DemoWorld.Package("lamp-on-or-off-1.0.0")];
        Call call = await CommandLine.RunAsync(["lint", "--base", DemoWorld.Base, "--json", .. files]);

        Assert.Equal(0, call.Status);
        Assert.Empty(call.Errors);
        JsonElement[] documents = [.. call.Json.EnumerateArray()];
        Assert.Equal(files, documents.Select(document => document.GetProperty("file").GetString()));
        Assert.All(documents, document => Assert.True(document.GetProperty("valid").GetBoolean()));
        Assert.Equal("which-boat", documents[0].GetProperty("package").GetProperty("id").GetString());
        Assert.Equal("1.1.0", documents[0].GetProperty("package").GetProperty("version").GetString());
        Assert.Matches("^[0-9a-f]{64}$", documents[0].GetProperty("sha256").GetString());
        Assert.Equal(0, documents[0].GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task BadFileNeverStopsTheRest()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["empty"], "", TestContext.Current.CancellationToken);
        Call call = await CommandLine.RunAsync("lint", "--json", DemoWorld.Package("fruit-basket-1.0.0"), folder["empty"], DemoWorld.Package("which-boat-1.0.0"));

        Assert.Equal(1, call.Status);
        Assert.Equal([false, false, true], call.Json.EnumerateArray().Select(document => document.GetProperty("valid").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, call.Json[1].GetProperty("package").ValueKind);
    }

    [Fact]
    public async Task FindingsNameRulePlaceMessageAndRemedy()
    {
        Call call = await CommandLine.RunAsync("lint", "--json", DemoWorld.Package("fruit-basket-1.0.0"));

        Assert.Equal(1, call.Status);
        JsonElement document = call.Json[0];
        Assert.Equal("fruit-basket", document.GetProperty("package").GetProperty("id").GetString());
        JsonElement square = document.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("rule").GetString() == "icon.square");
        Assert.Equal("error", square.GetProperty("severity").GetString());
        Assert.Equal("icon.png", square.GetProperty("where").GetString());
        Assert.NotEmpty(square.GetProperty("message").GetString()!);
        Assert.NotEmpty(square.GetProperty("remedy").GetString()!);
    }

    [Fact]
    public async Task PackageForAnotherNetworkIsNotValidBesideIt()
    {
        using TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(DemoWorld.Base)!))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        // A comment changes the identity and nothing else.
        await File.AppendAllTextAsync(folder["demo-world.txt"], "# another snapshot\n", TestContext.Current.CancellationToken);
        Call call = await CommandLine.RunAsync("lint", DemoWorld.Package("which-boat-1.0.0"), "--base", folder["demo-world.txt"], "--json");

        Assert.Equal(1, call.Status);
        Assert.Equal(["base.identity"], call.Json[0].GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task ABrokenIconDoesNotHideThatThePatchDoesNotFitTheBaseNetwork()
    {
        Call call = await CommandLine.RunAsync("lint", DemoWorld.Package("fruit-basket-1.0.0"), "--base", DemoWorld.Base, "--json");

        Assert.Equal(1, call.Status);
        Assert.Equal(["icon.square", "base.features", "trigger.overlap"], call.Json[0].GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()));
    }

    [Theory]
    [InlineData("n80000101 0 rowing_boat", true)]
    [InlineData("n80000001 0 boat", false)]
    public async Task TriggerOverlapWithAParentIsSeenWhenTheParentIsInTheSameRun(string trigger, bool valid)
    {
        // The parent answers rowing boat, sailing boat or steamer; "boat" is a category of the base network alone.
        using TemporaryFolder folder = new();
        DemoWorld.Unpack("lamp-on-or-off-1.0.0", folder["in"]);
        string manifest = await File.ReadAllTextAsync(folder["in/manifest.json"], TestContext.Current.CancellationToken);
        System.Text.Json.Nodes.JsonNode child = System.Text.Json.Nodes.JsonNode.Parse(manifest)!;
        child["trigger"] = System.Text.Json.Nodes.JsonNode.Parse("""{"on":{"patch":"which-boat","version":"^1.0.0"}}""");
        await File.WriteAllTextAsync(folder["in/manifest.json"], child.ToJsonString(), TestContext.Current.CancellationToken);
        string[] outputs = [.. (await File.ReadAllLinesAsync(folder["in/map_clsloc.txt"], TestContext.Current.CancellationToken)).Where(row => row.Split(' ')[1] != "0")];
        await File.WriteAllLinesAsync(folder["in/map_clsloc.txt"], [trigger, .. outputs], TestContext.Current.CancellationToken);
        Call packed = await CommandLine.RunAsync("pack", folder["in"], "-o", folder["child.specialneurons"]);
        Assert.True(packed.Status == 0, packed.Output);
        Call together = await CommandLine.RunAsync("lint", folder["child.specialneurons"], DemoWorld.Package("which-boat-1.1.0"), "--base", DemoWorld.Base, "--json");
        Call alone = await CommandLine.RunAsync("lint", folder["child.specialneurons"], "--base", DemoWorld.Base, "--json");

        Assert.Equal(valid, together.Json[0].GetProperty("valid").GetBoolean());
        Assert.Equal(!valid, together.Output.Contains("trigger.overlap", StringComparison.Ordinal));
        Assert.True(alone.Json[0].GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task MissingFileIsAWrongCallAndTheRestIsStillChecked()
    {
        Call call = await CommandLine.RunAsync("lint", "--json", "not-there", DemoWorld.Package("which-boat-1.0.0"));

        Assert.Equal(2, call.Status);
        Assert.Equal("not-there", call.Json[0].GetProperty("file").GetString());
        Assert.Equal("container.file", call.Json[0].GetProperty("findings")[0].GetProperty("rule").GetString());
        Assert.True(call.Json[1].GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task PeopleReadWhatIsWrongAndHowToMendIt()
    {
        Call call = await CommandLine.RunAsync("lint", DemoWorld.Package("fruit-basket-1.0.0"));

        Assert.Equal(1, call.Status);
        Assert.Contains("icon.square", call.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", call.Output, StringComparison.Ordinal);
    }
}
