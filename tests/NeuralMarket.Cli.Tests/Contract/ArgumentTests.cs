namespace NeuralMarket.Cli.Tests.Contract;

public sealed class ArgumentTests
{
    public static TheoryData<string> WrongCalls => new(
        "", "frobnicate", "lint", "lint --explain", "lint a --explain icon.square", "lint --explain no.such-rule", "lint --colour a", "pack", "pack .", "canonical a",
        "inspect", "inspect a b", "base", "base check", "base frobnicate", "classify a", "classify --base b", "test a", "test a --base b", "devices now",
        "submit", "status", "status not-an-id --server http://127.0.0.1:9", "base import a --name b --categories c -o d --order e", "completion", "completion tcsh", "images list");

    [Theory]
    [MemberData(nameof(WrongCalls))]
    public async Task WrongCallIsTwoWithASentenceAndADocument(string words)
    {
        Call call = await CommandLine.RunAsync([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--json"]);

        Assert.Equal(2, call.Status);
        Assert.Equal("call.arguments", call.ErrorCode);
        Assert.StartsWith("neuralmarket: ", call.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", call.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("NeuralMarket.", call.Errors.Replace("NeuralMarket.Server images", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongCalls))]
    public async Task WrongCallWritesNothingToStandardOutputForPeople(string words)
    {
        Call call = await CommandLine.RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, call.Status);
        Assert.Empty(call.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no\0path")]
    public async Task WhatIsNoPathToABaseNetworkIsNoBug(string path)
    {
        Call call = await CommandLine.RunAsync("classify", "--base", path, "a.jpg", "--json");

        Assert.Equal(2, call.Status);
        Assert.StartsWith("call.", call.ErrorCode, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", call.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileNameWithAnAtSignIsNoFileOfArguments()
    {
        Call call = await CommandLine.RunAsync("lint", "@names", "--json");

        Assert.Equal("@names", call.Json[0].GetProperty("file").GetString());
    }

    [Fact]
    public async Task HelpNamesEveryCommandAndTheMissingOne()
    {
        Call call = await CommandLine.RunAsync("--help");

        Assert.Equal(0, call.Status);
        Assert.All((string[])["lint", "pack", "canonical", "inspect", "base", "classify", "test", "devices", "submit", "status", "completion"], name => Assert.Contains($"  {name} ", call.Output, StringComparison.Ordinal));
        Assert.Contains("images import", call.Output, StringComparison.Ordinal);
    }
}
