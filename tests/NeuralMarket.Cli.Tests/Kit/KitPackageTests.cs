using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Kit;

public sealed class KitPackageTests
{
    [Fact]
    public async Task EveryPackageIsValidForItsNetwork()
    {
        Call call = await CommandLine.RunAsync(["lint", .. KitData.Packages, "--base", KitData.Base, "--json"]);

        Assert.Equal(0, call.Status);
        JsonElement patches = KitData.Expected("photos.json").GetProperty("patches");
        Assert.All(call.Json.EnumerateArray(), document => Assert.Equal(
            patches.GetProperty(Path.GetFileName(document.GetProperty("file").GetString()!)).GetProperty("fileSha256").GetString(), document.GetProperty("sha256").GetString()));
    }

    [Fact]
    public async Task CanonicalFormIsAFixedPoint()
    {
        using TemporaryFolder folder = new();
        foreach (string package in KitData.Packages)
        {
            await CommandLine.RunAsync("canonical", package, "-o", folder["once"]);
            await CommandLine.RunAsync("canonical", folder["once"], "-o", folder["twice"]);
            Assert.Equal(await File.ReadAllBytesAsync(folder["once"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(folder["twice"], TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task BaseNetworkIsTheOneThatTheReferenceMeasured()
    {
        Call call = await CommandLine.RunAsync("base", "check", KitData.Base, "--json");

        Assert.Equal(0, call.Status);
        Assert.Equal(KitData.Expected("photos.json").GetProperty("identity").GetString(), call.Json.GetProperty("sha256").GetString());
        Assert.Equal(256, call.Json.GetProperty("features").GetInt32());
        Assert.Equal(7, call.Json.GetProperty("categories").GetInt32());
        Assert.Equal(813_351, call.Json.GetProperty("parameters").GetInt64());
    }
}
