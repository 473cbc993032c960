using NeuralMarket.EndToEnd.Tests.Markets;
using NeuralMarket.Format.BaseNetworks;
using NeuralMarket.Testing;

namespace NeuralMarket.EndToEnd.Tests.Road;

/// <summary>A package that is uploaded, on every stack.</summary>
public abstract class UploadRoadTests(MarketFixture market, Phone phone)
{
    [Fact]
    public async Task AnUploadedPatchReachesAPhoneAndAnswersRight()
    {
        using var author = await market.CreatePersonAsync("Ada Author");
        using var reviewer = await market.CreatePersonAsync("Rita Reviewer", "reviewer");

        var submission = await author.UploadAsync(await File.ReadAllBytesAsync(DemoWorld.PackagePath("which-boat-1.0.0"), Travel.Stop));
        await author.WaitForAsync(submission, "awaitingReview");
        await reviewer.DecideAsync(submission, "approve");
        await author.WaitForAsync(submission, "published");

        using var folder = new TemporaryFolder();
        var network = BaseNetwork.Open(DemoWorld.BaseNetwork).Value!;
        var patches = await phone.InstallAsync(market.Address, network, "which-boat", "1.0.0", folder.Path);
        var photos = Phone.PhotosFor("which-boat");
        Assert.NotEmpty(photos);
        Assert.All(photos, photo => Assert.Equal(photo.Tag, phone.Ask(network, patches, photo.Path).Answer?.Tag.ToString()));
    }
}

[Collection(OnEmbeddedMarket.Name)]
public sealed class UploadRoadOnEmbeddedMarketTests(EmbeddedMarket market, Phone phone) : UploadRoadTests(market, phone);

[Collection(OnServiceMarket.Name)]
public sealed class UploadRoadOnServiceMarketTests(ServiceMarket market, Phone phone) : UploadRoadTests(market, phone);
