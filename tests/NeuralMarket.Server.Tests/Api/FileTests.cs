using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace NeuralMarket.Server.Tests.Api;

public sealed class FileTests(ServerFixture server)
{
    private readonly HttpClient _phone = server.CreateClient();

    [Fact]
    public async Task PackageIsImmutableAndNamedByItsHash()
    {
        var (address, content) = await PublishedAsync("file-whole");
        var response = await _phone.GetAsync(address, Http.Stop);
        Assert.Equal(content, await response.Content.ReadAsByteArrayAsync(Http.Stop));
        Assert.Equal($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}\"", response.Headers.ETag!.Tag);
        Assert.False(response.Headers.ETag.IsWeak);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.Equal("application/vnd.neuralmarket.specialneurons+zip", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task RangesJoinToTheWhole()
    {
        var (address, content) = await PublishedAsync("file-ranges");
        var head = await RangeAsync(address, 0, 9);
        var tail = await RangeAsync(address, 10, null);
        Assert.Equal(HttpStatusCode.PartialContent, tail.StatusCode);
        Assert.Equal(content.Length, tail.Content.Headers.ContentRange!.Length);
        byte[] joined = [.. await head.Content.ReadAsByteArrayAsync(Http.Stop), .. await tail.Content.ReadAsByteArrayAsync(Http.Stop)];
        Assert.Equal(content, joined);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await RangeAsync(address, 9999, null)).StatusCode);
    }

    [Fact]
    public async Task HeadSaysTheLengthAndSendsNothing()
    {
        var (address, content) = await PublishedAsync("file-head");
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        var response = await _phone.SendAsync(request, Http.Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(content.Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Http.Stop));
    }

    [Fact]
    public async Task KnownPackageIsNotSentAgain()
    {
        var (address, _) = await PublishedAsync("file-known");
        var tag = (await _phone.GetAsync(address, Http.Stop)).Headers.ETag!;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.NotModified, (await _phone.SendAsync(request, Http.Stop)).StatusCode);
    }

    [Fact]
    public async Task ResumedDownloadCountsOnce()
    {
        var (address, _) = await PublishedAsync("file-counted");
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        await _phone.SendAsync(head, Http.Stop);
        await RangeAsync(address, 0, 9);
        await RangeAsync(address, 10, null);
        var patch = await _phone.GetAsync("/api/v1/patches/file-counted", HttpStatusCode.OK);
        Assert.Equal(1, patch.GetProperty("downloads").GetInt64());
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    public async Task IconComesInThreeSizes(int size)
    {
        await PublishedAsync($"icon-{size}");
        var response = await _phone.GetAsync($"/api/v1/patches/icon-{size}/icon?size={size}", Http.Stop);
        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((byte)size, (await response.Content.ReadAsByteArrayAsync(Http.Stop))[^1]);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData("", "image/png")]
    [InlineData("*/*", "image/png")]
    [InlineData("image/*", "image/png")]
    [InlineData("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/webp")]
    [InlineData("image/webp", "image/webp")]
    [InlineData("image/png,image/webp", "image/webp")]
    [InlineData("image/png,image/webp;q=0.9", "image/png")]
    [InlineData("image/webp;q=0,*/*", "image/png")]
    [InlineData("image/png;q=0,image/*", "image/webp")]
    public async Task IconIsWhatTheCallerLikesBest(string accept, string type)
    {
        var response = await IconAsync("", accept);
        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(type == "image/webp" ? (byte)'R' : 0x89, (await response.Content.ReadAsByteArrayAsync(Http.Stop))[0]);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData("image/avif")]
    [InlineData("text/html")]
    [InlineData("image/webp;q=0,image/png;q=0")]
    public async Task WhoTakesNeitherPngNorWebPGetsNoIcon(string accept) => Assert.Equal(HttpStatusCode.NotAcceptable, (await IconAsync("", accept)).StatusCode);

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    public async Task AnAddressThatNamesTheFormatAnswersTheSameToEverybody(string format)
    {
        var plain = await IconAsync($"?size=64&format={format}", "text/html");
        Assert.Equal((HttpStatusCode.OK, $"image/{format}"), (plain.StatusCode, plain.Content.Headers.ContentType!.MediaType));
        Assert.Empty(plain.Headers.Vary);
        Assert.EndsWith($"-64-{format}\"", plain.Headers.ETag!.Tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryAddressOfAnIconThatAVersionNamesIsServed()
    {
        await PublishedAsync("icon-links");
        var version = await _phone.GetAsync("/api/v1/patches/icon-links/versions/1.0.0", HttpStatusCode.OK);
        foreach (var (key, type) in new[] { ("icons", "image/png"), ("iconsWebP", "image/webp") })
        {
            Assert.Equal(["64", "128", "256"], version.GetProperty(key).EnumerateObject().Select(icon => icon.Name));
            foreach (var icon in version.GetProperty(key).EnumerateObject())
                Assert.Equal(type, (await _phone.GetAsync(icon.Value.GetString(), Http.Stop)).Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task BaseFilesAreResumable()
    {
        var network = await server.Seed.AddBaseAsync("file-base");
        var bases = await _phone.GetAsync("/api/v1/bases", HttpStatusCode.OK);
        var listed = bases.EnumerateArray().Single(item => item.GetProperty("name").GetString() == "file-base");
        Assert.Equal(network.Identity, listed.GetProperty("sha256").GetString());
        foreach (var file in listed.GetProperty("files").EnumerateArray())
            Assert.Equal(HttpStatusCode.OK, (await _phone.GetAsync(file.GetString(), Http.Stop)).StatusCode);

        var rest = await RangeAsync("/api/v1/bases/file-base/file-base.data", 4, null);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal("file bases/file-base/data", await rest.Content.ReadAsStringAsync(Http.Stop));
        Assert.DoesNotContain("immutable", rest.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    private async Task<(string Address, byte[] Content)> PublishedAsync(string id)
    {
        var content = Encoding.UTF8.GetBytes($"the canonical package of {id}, long enough for two ranges");
        await server.Seed.PublishAsync(new(id, "1.0.0", "files") { Package = content });
        return ($"/api/v1/patches/{id}/versions/1.0.0/package", content);
    }

    private async Task<HttpResponseMessage> IconAsync(string query, string accept)
    {
        var id = $"a{Guid.NewGuid():n}"[..12];
        await PublishedAsync(id);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/patches/{id}/icon{query}");
        if (accept.Length > 0)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _phone.SendAsync(request, Http.Stop);
    }

    private async Task<HttpResponseMessage> RangeAsync(string address, long from, long? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(from, to);
        return await _phone.SendAsync(request, Http.Stop);
    }
}
