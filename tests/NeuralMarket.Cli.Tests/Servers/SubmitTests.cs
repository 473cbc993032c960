using System.Text.Json;
using NeuralMarket.Testing;

namespace NeuralMarket.Cli.Tests.Servers;

public sealed class SubmitTests(MarketServer market) : IClassFixture<MarketServer>
{
    private static readonly string Package = DemoWorld.Package("which-boat-1.1.0");

    [Fact]
    public async Task SameFileSentTwiceIsOneSubmission()
    {
        string package = DemoWorld.Package("which-boat-1.0.0");
        Call first = await CommandLine.RunAsync(market.Author, "submit", package, "--server", market.Address, "--json");
        Call second = await CommandLine.RunAsync(market.Author, "submit", package, "--server", market.Address, "--json");

        Assert.Equal([0, 0], [first.Status, second.Status]);
        Assert.False(first.Json.GetProperty("alreadyKnown").GetBoolean());
        Assert.Equal(first.Json.GetProperty("id").GetString(), second.Json.GetProperty("id").GetString());
        Assert.Matches("^[0-9a-f]{64}$", first.Json.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task WaitStaysUntilTheAuthorMustActAndStatusSaysTheSame()
    {
        // The market does not know the base network: the submission is invalid, and says why.
        Call call = await CommandLine.RunAsync(market.Author, "submit", Package, "--server", market.Address, "--wait", "--json");

        Assert.Equal(1, call.Status);
        Assert.Equal("invalid", call.Json.GetProperty("state").GetString());
        Assert.Equal("author", call.Json.GetProperty("actsNext").GetString());
        Assert.NotEqual(0, call.Json.GetProperty("findings").GetArrayLength());

        string id = call.Json.GetProperty("id").GetString()!;
        Call status = await CommandLine.RunAsync(market.Author.With("NEURALMARKET_SERVER", market.Address), "status", id, "--json");
        Assert.Equal(1, status.Status);
        Assert.Equal(id, status.Json.GetProperty("id").GetString());
        Call people = await CommandLine.RunAsync(market.Author, "status", id, "--server", market.Address, "--wait");
        Assert.Equal(1, people.Status);
        Assert.Contains("invalid since", people.Output, StringComparison.Ordinal);
        Assert.Contains("Next: the author, by ", people.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextAttemptGoesToTheSubmissionThatWaitsForIt()
    {
        using TemporaryFolder folder = new();
        string package = DemoWorld.Package("which-fish-1.0.0");
        Call first = await CommandLine.RunAsync(market.Author, "submit", package, "--server", market.Address, "--wait", "--json");
        await CommandLine.RunAsync("canonical", package, "-o", folder["again.specialneurons"]);
        string id = first.Json.GetProperty("id").GetString()!;
        Call second = await CommandLine.RunAsync(market.Author, "submit", folder["again.specialneurons"], "--attempt-of", id, "--server", market.Address, "--json");

        Assert.Equal([1, 0], [first.Status, second.Status]);
        Assert.Equal(id, second.Json.GetProperty("id").GetString());
        Assert.Equal(2, second.Json.GetProperty("attempt").GetInt32());
    }

    [Fact]
    public async Task ConnectionThatBreaksInTheMiddleIsTriedAgainAndSubmitsOnce()
    {
        using BreakingProxy proxy = new(market.Port, toBreak: 2);
        Call call = await CommandLine.RunAsync(market.Author, "submit", DemoWorld.Package("lamp-on-or-off-1.0.0"), "--server", proxy.Address, "--json");

        Assert.Equal(0, call.Status);
        Assert.Equal(2, proxy.Broken);
        Assert.Equal(1, call.Json.GetProperty("attempt").GetInt32());
    }

    [Fact]
    public async Task InvalidPackageIsNotSentAndSaysWhy()
    {
        Call call = await CommandLine.RunAsync(market.Author, "submit", DemoWorld.Package("fruit-basket-1.0.0"), "--server", market.Address, "--json");

        Assert.Equal(1, call.Status);
        Assert.False(call.Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task KeyComesFromAFileToo()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["key"], market.Key + "\n", TestContext.Current.CancellationToken);

        Call call = await CommandLine.RunAsync("submit", Package, "--server", market.Address, "--key-file", folder["key"], "--json");

        Assert.Equal(0, call.Status);
    }

    [Fact]
    public async Task WrongOrMissingKeyIsAWrongCallAndNoKeyIsEverShown()
    {
        const string wrong = "nm_this-key-is-made-up";
        Call refused = await CommandLine.RunAsync(new Surroundings().With("NEURALMARKET_KEY", wrong), "submit", Package, "--server", market.Address, "--json");
        Call missing = await CommandLine.RunAsync("submit", Package, "--server", market.Address, "--json");
        Call broken = await CommandLine.RunAsync(new Surroundings().With("NEURALMARKET_KEY", "two words"), "submit", Package, "--server", market.Address, "--json");
        Call good = await CommandLine.RunAsync(market.Author, "submit", Package, "--server", market.Address);

        Assert.Equal([2, 2, 2, 0], [refused.Status, missing.Status, broken.Status, good.Status]);
        Assert.Equal("account.required", refused.ErrorCode);
        Assert.Equal("call.key", missing.ErrorCode);
        Assert.All([refused, missing, broken, good], call =>
        {
            Assert.DoesNotContain(wrong, call.Output + call.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain(market.Key, call.Output + call.Errors, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task SubmissionThatNobodyKnowsIsNo()
    {
        Call call = await CommandLine.RunAsync(market.Author, "status", Guid.NewGuid().ToString(), "--server", market.Address, "--json");

        Assert.Equal(1, call.Status);
        Assert.Equal("resource.unknown", call.ErrorCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9", "environment.server")]
    [InlineData("http://market.invalid", "environment.server")]
    [InlineData("ftp://market.example", "call.arguments")]
    [InlineData("market", "call.arguments")]
    public async Task ServerThatCannotBeReachedIsTheWrongEnvironment(string address, string code)
    {
        foreach (string[] words in (string[][])[["submit", Package], ["status", Guid.NewGuid().ToString()]])
        {
            Call call = await CommandLine.RunAsync(market.Author, [.. words, "--server", address, "--json"]);
            Assert.Equal(2, call.Status);
            Assert.Equal(code, call.ErrorCode);
            Assert.NotEqual(JsonValueKind.Null, call.Json.ValueKind);
        }
    }
}
