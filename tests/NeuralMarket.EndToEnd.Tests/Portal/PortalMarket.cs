using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.EndToEnd.Tests.Road;

namespace NeuralMarket.EndToEnd.Tests.Portal;

/// <summary>A market for the portal's tests, with people, a published patch and submissions in several states once they are asked for.</summary>
public sealed class PortalMarket : EmbeddedMarket
{
    private Inhabitants? _inhabitants;

    /// <summary>Makes them with the first test that asks; tests of one collection run one after the other.</summary>
    public async Task<Inhabitants> InhabitAsync()
    {
        if (_inhabitants is not null)
            return _inhabitants;
        var author = await CreatePersonAsync("Ada Author");
        var reviewer = await CreatePersonAsync("Rita Reviewer", "reviewer");
        var admin = await CreatePersonAsync("Otto Operator", "admin");
        var published = await UploadAsync(author, "which-boat-1.0.0");
        var invalid = await UploadAsync(author, "fruit-basket-1.0.0");
        await author.WaitForAsync(published, "awaitingReview");
        await reviewer.DecideAsync(published, "approve");
        await author.WaitForAsync(published, "published");
        var waiting = await UploadAsync(author, "which-boat-1.1.0");
        await author.WaitForAsync(waiting, "awaitingReview");
        await author.WaitForAsync(invalid, "invalid");
        return _inhabitants = new Inhabitants(author, reviewer, admin, published, waiting, invalid);
    }

    private static async Task<Guid> UploadAsync(Person author, string package) =>
        await author.UploadAsync(await File.ReadAllBytesAsync(DemoWorld.PackagePath(package), Travel.Stop), package + ".specialneurons");
}

/// <summary>Who and what is there.</summary>
public sealed record Inhabitants(Person Author, Person Reviewer, Person Admin, Guid Published, Guid Waiting, Guid Invalid);

/// <summary>Tests that share the portal's market.</summary>
[CollectionDefinition(Name)]
public sealed class OnPortalMarket : ICollectionFixture<PortalMarket>
{
    public const string Name = "portal market";
}
