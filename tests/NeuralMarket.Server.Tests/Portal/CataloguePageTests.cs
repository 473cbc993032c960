using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Market.Accounts;
using NeuralMarket.Market.Publication;

namespace NeuralMarket.Server.Tests.Portal;

public sealed class CataloguePageTests(ServerFixture server)
{
    [Fact]
    public async Task PublishedPatchIsFoundAndShown()
    {
        await PublishAsync("portal-found", "Quokka or wallaby?");
        var stranger = PortalBrowser.Stranger(server);
        Assert.Contains("/patches/portal-found", await stranger.ReadAsync("/patches?q=quokka"), StringComparison.Ordinal);
        var page = await stranger.ReadAsync("/patches/portal-found");
        foreach (var words in (string[])["Quokka or wallaby?", "Ada", "1.0.0", "pet is at least 0.5", "n00000002", "CC0-1.0", "/api/v1/patches/portal-found/versions/1.0.0/package", "/api/v1/patches/portal-found/icon?size=256"])
            Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingFoundSaysWhatToDo()
    {
        var page = await PortalBrowser.Stranger(server).ReadAsync("/patches?q=there-is-no-such-thing");
        Assert.Contains("Nothing fits", page, StringComparison.Ordinal);
        Assert.Contains("Show all patches", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/patches?sort=nonsense&trigger=nonsense&base=nonsense")]
    [InlineData("/patches?q=%25%5F%27%22%3Cscript%3E")]
    [InlineData("/patches?sort=relevance")]
    public async Task OddQuestionsAreAnswered(string path) =>
        Assert.DoesNotContain("<script>", (await PortalBrowser.Stranger(server).ReadAsync(path)).Replace("<script type", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Theory]
    [InlineData("/patches?after=nonsense")]
    [InlineData("/patches/there-is-none")]
    [InlineData("/patches/there-is-none/1.0.0")]
    [InlineData("/nothing/at/all")]
    public async Task WhatIsNotThereIsAPageToo(string path) =>
        Assert.Contains("There is nothing here", await PortalBrowser.Stranger(server).ReadAsync(path, HttpStatusCode.NotFound), StringComparison.Ordinal);

    [Fact]
    public async Task OwnerUnlistsAndListsAgainButDoesNotRevoke()
    {
        var owner = await PortalBrowser.OfAsync(server, "Ada");
        await PublishAsync("portal-owned", "Owned", owner.AccountId);
        var page = await owner.ReadAsync("/patches/portal-owned");
        Assert.Contains("Unlist it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Revoke it", page, StringComparison.Ordinal);

        await ChangeAsync(owner, "portal-owned", EntryStatus.Unlisted);
        Assert.Equal(EntryStatus.Unlisted, await StatusOfAsync("portal-owned"));
        Assert.Contains("This version is unlisted.", await owner.ReadAsync("/patches/portal-owned"), StringComparison.Ordinal);
        await ChangeAsync(owner, "portal-owned", EntryStatus.Listed);
        Assert.Equal(EntryStatus.Listed, await StatusOfAsync("portal-owned"));

        var refused = await ChangeAsync(owner, "portal-owned", EntryStatus.Revoked);
        Assert.Contains("only an administrator may revoke", await refused.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
        Assert.Equal(EntryStatus.Listed, await StatusOfAsync("portal-owned"));
    }

    [Fact]
    public async Task AdministratorRevokesWithAReason()
    {
        await PublishAsync("portal-revoked", "Revoked");
        var admin = await PortalBrowser.OfAsync(server, "Otto", Roles.Admin);
        var unexplained = await admin.SendAsync("/patches/portal-revoked", new() { ["status"] = "Revoked" }, "/patches/portal-revoked/1.0.0");
        Assert.Contains("Say why", await unexplained.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);

        await ChangeAsync(admin, "portal-revoked", EntryStatus.Revoked);
        var page = await PortalBrowser.Stranger(server).ReadAsync("/patches/portal-revoked");
        Assert.Contains("This version was revoked.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/package\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OthersAreOfferedNoChange()
    {
        await PublishAsync("portal-others", "Others");
        var reviewer = await PortalBrowser.OfAsync(server, "Rita", Roles.Reviewer);
        Assert.DoesNotContain("Change the status", await reviewer.ReadAsync("/patches/portal-others"), StringComparison.Ordinal);
        var refused = await reviewer.SendAsync("/submissions", new() { ["status"] = "Unlisted", ["reason"] = "because" }, "/patches/portal-others/1.0.0");
        Assert.Contains("Only the owner may unlist", await refused.Content.ReadAsStringAsync(Http.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelCardIsShownAndTamed()
    {
        await PublishAsync("portal-card", "Card", readme: "# Hello\n\n<script>alert(1)</script> [link](javascript:alert(1)) [good](https://example.org/)");
        var page = await PortalBrowser.Stranger(server).ReadAsync("/patches/portal-card");
        Assert.Contains("<h3>Hello</h3>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/\" rel=\"nofollow noopener noreferrer ugc\"", page, StringComparison.Ordinal);
        Assert.Contains("Pixel 7, Android 14", page, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ChangeAsync(PortalBrowser browser, string id, EntryStatus status) =>
        browser.SendAsync($"/patches/{id}", new() { ["status"] = status.ToString(), ["reason"] = "because" }, $"/patches/{id}/1.0.0");

    private Task<EntryStatus> StatusOfAsync(string id) => server.InDatabaseAsync(db => db.PublishedVersions.Where(row => row.PatchId == id).Select(row => row.Status).SingleAsync());

    private Task PublishAsync(string id, string title, Guid? owner = null, string? readme = null) => server.Seed.PublishAsync(
        new SeededVersion(id, "1.0.0", "portal-base") { Title = title, OwnerId = owner ?? Guid.CreateVersion7(), Package = PackageOf(id, readme) });

    /// <summary>The two entries of a package that pages show.</summary>
    private static byte[] PackageOf(string id, string? readme)
    {
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create))
        {
            Write(archive, "manifest.json", $$"""{"format":1,"id":"{{id}}","testedOn":[{"platform":"android","device":"Pixel 7","os":"Android 14"}]}""");
            if (readme is not null)
                Write(archive, "README.md", readme);
        }

        return content.ToArray();
    }

    private static void Write(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
