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

    private async Task<(int Status, string Output)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "NeuralMarket.Server.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NEURALMARKET__Market__DataFolder"] = server.Folder, ["NEURALMARKET__Server__PublicUrl"] = "http://market.test" },
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
