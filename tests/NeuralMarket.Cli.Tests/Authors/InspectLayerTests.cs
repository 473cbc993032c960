using System.IO.Compression;
using NeuralMarket.Format.Weights;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Authors;

public sealed class InspectLayerTests
{
    [Fact]
    public async Task DegenerateRowsAreNamed()
    {
        using TemporaryFolder folder = new();
        DemoWorld.Unpack("which-boat-1.1.0", folder["in"]);
        float[] weight = [.. new float[256], .. Enumerable.Range(0, 256).Select(i => (float)i), .. Enumerable.Range(0, 256).Select(i => (float)i)];
        await File.WriteAllBytesAsync(folder["in/weights.safetensors"], Safetensors.WriteCanonical(new(ElementType.F32, 3, 256, weight, [1, 2, 3])), TestContext.Current.CancellationToken);
        ZipFile.CreateFromDirectory(folder["in"], folder["patch.specialneurons"]);
        Call call = await CommandLine.RunAsync("inspect", folder["patch.specialneurons"], "--json");

        Assert.Equal(0, call.Status);
        string?[] troubles = [.. call.Json.GetProperty("weights").GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("trouble").GetString())];
        Assert.StartsWith("all zero", troubles[0], StringComparison.Ordinal);
        Assert.Null(troubles[1]);
        Assert.Equal("the same as row 2", troubles[2]);
        Assert.Contains("is degenerate", (await CommandLine.RunAsync("inspect", folder["patch.specialneurons"])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("which-boat-1.1.0", "wakes when boat is the top answer")]
    [InlineData("lamp-on-or-off-1.0.0", "wakes when lamp is among the top 2 answers")]
    public async Task TriggerIsSaidInWords(string package, string words)
    {
        Call call = await CommandLine.RunAsync("inspect", DemoWorld.Package(package), "--base", DemoWorld.Base, "--json");

        Assert.StartsWith(words, call.Json.GetProperty("trigger").GetProperty("words").GetString(), StringComparison.Ordinal);
    }
}
