using System.Net;
using NeuralMarket.Client.Catalogue;

namespace NeuralMarket.Client.Tests;

public sealed class CatalogueClientTests : IDisposable
{
    private readonly CatalogueServer _server = new([1, 2, 3]);
    private readonly HttpClient _http;
    private readonly CatalogueClient _catalogue;

    public CatalogueClientTests()
    {
        _http = new HttpClient(_server, disposeHandler: false) { BaseAddress = new Uri("http://market.example/") };
        _catalogue = new CatalogueClient(_http);
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task QueryIsEscapedAndOnlyWhatIsGivenIsAsked()
    {
        await _catalogue.BrowseAsync(new PatchQuery { Text = "boat & sail", Trigger = "n1", Sort = PatchOrder.Relevance, Limit = 5 }, TestContext.Current.CancellationToken);

        Assert.Equal(["/api/v1/patches?trigger=n1&q=boat%20%26%20sail&sort=relevance&limit=5"], _server.Asked);
    }

    [Fact]
    public async Task AllPagesAreReadInOrderByTheirCursors()
    {
        int count = 0;
        await foreach (PatchSummary patch in _catalogue.BrowseAllAsync(new PatchQuery(), TestContext.Current.CancellationToken))
        {
            Assert.Equal("which-boat", patch.Id);
            count++;
        }

        Assert.Equal(2, count);
        Assert.Equal(["/api/v1/patches", "/api/v1/patches?after=a%26b"], _server.Asked);
    }

    [Fact]
    public async Task RefusalCarriesTheServersCodeAndWords()
    {
        _server.Refusal = HttpStatusCode.NotFound;

        CatalogueException refused = await Assert.ThrowsAsync<CatalogueException>(() => _catalogue.FindAsync("../x", TestContext.Current.CancellationToken));

        Assert.Equal("patch.unknown", refused.Code);
        Assert.Equal("There is no such patch.", refused.Message);
        Assert.Equal(404, refused.Status);
        Assert.Equal(["/api/v1/patches/..%2Fx"], _server.Asked);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("null")]
    public async Task AnswerThatIsNoCatalogueIsSaidSo(string answer)
    {
        _server.Nonsense = answer;

        CatalogueException refused = await Assert.ThrowsAsync<CatalogueException>(() => _catalogue.BrowseAsync(new PatchQuery(), TestContext.Current.CancellationToken));

        Assert.StartsWith("answer.", refused.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokedVersionIsNeverDownloaded()
    {
        PatchVersionDetails version = (await _catalogue.FindVersionAsync("which-boat", "1.1.0", TestContext.Current.CancellationToken)) with { Status = "revoked" };

        CatalogueException refused = await Assert.ThrowsAsync<CatalogueException>(() => _catalogue.DownloadAsync(version, "never", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("download.revoked", refused.Code);
        Assert.False(File.Exists("never"));
    }
}
