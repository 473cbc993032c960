using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace NeuralMarket.Server.Tests.Operator;

/// <summary>Runs the program itself beside the running server, on the same data.</summary>
public sealed class OperatorTests(ServerFixture server)
{
    [Fact]
    public async Task MadeAccountsKeyWorksOnTheRunningServer()
    {
        _ = server.Services;
        var (status, output) = await RunAsync("a long enough sentence", "accounts", "create", "--email", "operator.made@example.org", "--name", "Made", "--role", "reviewer", "--password-stdin", "--api-key");
        Assert.True(status == 0, output);
        var key = output.Split((char[])['\n', '\r', ' ']).Single(word => word.StartsWith("nm_", StringComparison.Ordinal));
        var http = server.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await http.GetAsync("/api/v1/review/queue", HttpStatusCode.OK);

        var (linkStatus, link) = await RunAsync("", "accounts", "link", "--email", "operator.made@example.org");
        Assert.True(linkStatus == 0, link);
        Assert.StartsWith("http://market.test/account/set-password?account=", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedAccountSaysWhy()
    {
        _ = server.Services;
        var (status, output) = await RunAsync("short", "accounts", "create", "--email", "refused@example.org", "--name", "Refused", "--password-stdin");
        Assert.Equal(1, status);
        Assert.Contains("account.password-short", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImagesNeedAKnownBaseNetwork()
    {
        _ = server.Services;
        var (status, output) = await RunAsync("", "images", "import", server.Folder, "--name", "set", "--base", "nowhere");
        Assert.Equal(1, status);
        Assert.Contains("There is no base network nowhere", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeldOutSetsAreImportedRelabelledListedAndExported()
    {
        // A market of its own: the one that other tests look at has no base network.
        var market = Directory.CreateTempSubdirectory("neuralmarket-operator-").FullName;
        Task<string> SucceedAsync(params string[] arguments) => SucceedInAsync(market, arguments);
        await SucceedAsync("bases", "import", Repository.File("infra/demo-world/world/base/demo-world.txt"));
        var folder = Path.Combine(market, "portion");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "map_clsloc.txt"), "n00000001 1 cat\nn00000002 2 dog\n", Http.Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "n1_1.jpg"), "one", Http.Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "n1_2.jpg"), "two", Http.Stop);
        var one = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("one"u8));

        Assert.Contains("2 images added", await SucceedAsync("images", "import", folder, "--name", "pets", "--base", "demo-world", "--by", "Otto", "--license", "CC0-1.0"), StringComparison.Ordinal);
        Assert.Contains("version 2", await SucceedAsync("images", "relabel", one[..8], "--name", "pets", "--tag", "n2", "--by", "Rita"), StringComparison.Ordinal);
        Assert.Contains("version 3", await SucceedAsync("images", "retire", one, "--name", "pets", "--by", "Rita"), StringComparison.Ordinal);
        Assert.Contains("version 4", await SucceedAsync("images", "restore", one, "--name", "pets", "--by", "Rita"), StringComparison.Ordinal);
        Assert.Contains("Rita: ", await SucceedAsync("images", "versions", "--name", "pets"), StringComparison.Ordinal);
        var copy = Path.Combine(market, "copy");
        Assert.Contains("pets, version 1: 2 images", await SucceedAsync("images", "export", copy, "--name", "pets", "--version", "1"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(copy, $"n00000001_{one[..16]}.jpg")));

        var (status, output) = await RunInAsync(market, "", "images", "retire", one, "--name", "nowhere");
        Assert.Equal((1, "There is no set nowhere."), (status, output.Trim()));
        Directory.Delete(market, recursive: true);
    }

    [Fact]
    public async Task WhatIsPublishedIsTestedAgainOnDemand()
    {
        await server.Seed.PublishAsync(new SeededVersion("retested-boat", "1.0.0", "retests"));
        var (unknown, words) = await RunAsync("", "catalogue", "retest", "--base", "nowhere");
        Assert.Equal(1, unknown);
        Assert.Contains("There is no base network nowhere", words, StringComparison.Ordinal);

        var (started, output) = await RunAsync("", "catalogue", "retest", "--reason", "A new engine.");
        Assert.True(started == 0, output);
        var (listed, list) = await RunAsync("", "catalogue", "retests");
        Assert.True(listed == 0, list);
        Assert.Contains("A new engine.", list, StringComparison.Ordinal);
        Assert.Contains(output[..36], list, StringComparison.Ordinal);
    }

    private static async Task<string> SucceedInAsync(string folder, string[] arguments)
    {
        var (status, output) = await RunInAsync(folder, "", arguments);
        Assert.True(status == 0, output);
        return output;
    }

    private Task<(int Status, string Output)> RunAsync(string input, params string[] arguments) => RunInAsync(server.Folder, input, arguments);

    private static async Task<(int Status, string Output)> RunInAsync(string folder, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "NeuralMarket.Server.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NEURALMARKET__Market__DataFolder"] = folder, ["NEURALMARKET__Server__PublicUrl"] = "http://market.test" },
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input.AsMemory(), Http.Stop);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Http.Stop);
        var output = await process.StandardOutput.ReadToEndAsync(Http.Stop);
        await process.WaitForExitAsync(Http.Stop);
        return (process.ExitCode, output + await errors);
    }
}
