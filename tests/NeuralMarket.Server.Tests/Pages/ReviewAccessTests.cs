using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using NeuralMarket.Format.Findings;
using NeuralMarket.Inference.Images;

namespace NeuralMarket.Server.Tests.Pages;

public sealed class ReviewAccessTests(ServerFixture server)
{
    [Theory]
    [InlineData(null)]
    [InlineData("admin")]
    [InlineData("curator")]
    public async Task ReviewersPagesAreForReviewersAlone(string? role)
    {
        var seeded = await SeededReview.AddAsync(server);
        var other = role is null ? seeded.Author : await server.CallerAsync(role);
        foreach (var path in (string[])["/review", seeded.Page, seeded.Page + "/icon", seeded.Page + "/report.html"])
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Http.GetAsync(path, Http.Stop)).StatusCode);
    }

    [Fact]
    public async Task StrangersAreSentToSignIn()
    {
        var seeded = await SeededReview.AddAsync(server);
        var stranger = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        foreach (var path in (string[])["/review", seeded.Page, seeded.Page + "/icon", seeded.Page + "/report.html", seeded.Thumbnail])
        {
            var response = await stranger.GetAsync(path, Http.Stop);
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
            Assert.Equal("/account/sign-in", response.Headers.Location?.AbsolutePath);
        }
    }

    [Fact]
    public async Task ReviewerDoesNotSeeOnesOwnSubmission()
    {
        var seeded = await SeededReview.AddAsync(server, isAssigned: false);
        await server.InDatabaseAsync(db => db.UserRoles.Where(row => row.UserId == seeded.Reviewer.AccountId).ExecuteUpdateAsync(
            row => row.SetProperty(membership => membership.UserId, seeded.Author.AccountId)));
        foreach (var path in (string[])[seeded.Page, seeded.Page + "/icon", seeded.Page + "/report.html"])
            Assert.Equal(HttpStatusCode.NotFound, (await seeded.Author.Http.GetAsync(path, Http.Stop)).StatusCode);
        Assert.DoesNotContain(seeded.Id.ToString(), await seeded.Author.Http.PageAsync("/review"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reviewer", HttpStatusCode.OK)]
    [InlineData("curator", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.Forbidden)]
    public async Task HeldOutPhotosAreForReviewersAndCurators(string? role, HttpStatusCode expected)
    {
        var seeded = await SeededReview.AddAsync(server);
        var reader = role is null ? seeded.Author : await server.CallerAsync(role);
        foreach (var path in (string[])[seeded.Thumbnail, seeded.Thumbnail.Replace("thumbnail", "large", StringComparison.Ordinal)])
        {
            var response = await reader.Http.GetAsync(path, Http.Stop);
            Assert.Equal(expected, response.StatusCode);
            if (expected == HttpStatusCode.OK)
                Assert.Equal("max-age=86400, private", response.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task ThumbnailIsASmallSquare()
    {
        var seeded = await SeededReview.AddAsync(server);
        var response = await seeded.Reviewer.Http.GetAsync(seeded.Thumbnail, Http.Stop);
        Assert.Equal("image/webp", response.Content.Headers.ContentType?.MediaType);
        Reading<DecodedImage> drawn = ImageDecoder.Decode(await response.Content.ReadAsByteArrayAsync(Http.Stop));
        Assert.Equal((288, 288), (drawn.Value!.Width, drawn.Value.Height));

        using var again = new HttpRequestMessage(HttpMethod.Get, seeded.Thumbnail);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await seeded.Reviewer.Http.SendAsync(again, Http.Stop)).StatusCode);
    }

    [Fact]
    public async Task PhotosOfNoSetAndOfNoSizeAreNotFound()
    {
        var seeded = await SeededReview.AddAsync(server);
        string[] wrong =
        [
            $"/held-out/{Guid.NewGuid()}/{seeded.PhotoSha256}/thumbnail",
            $"/held-out/{seeded.SetId}/{new string('0', 64)}/thumbnail",
            $"/held-out/{seeded.SetId}/{seeded.PhotoSha256}/0",
            $"/held-out/{seeded.SetId}/{seeded.PhotoSha256}/huge",
        ];
        foreach (var path in wrong)
            Assert.Equal(HttpStatusCode.NotFound, (await seeded.Reviewer.Http.GetAsync(path, Http.Stop)).StatusCode);
    }
}
