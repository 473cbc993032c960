using System.Text.RegularExpressions;
using NeuralMarket.Market.Submissions;

namespace NeuralMarket.Server.Tests.Portal;

/// <summary>A page and all that it loads, icons apart, stay far below the budget of 100 KB, without compression.</summary>
public sealed partial class PageWeightTests(ServerFixture server)
{
    private const int Budget = 100 * 1024;

    [Fact]
    public async Task PagesFitASlowPhoneNetwork()
    {
        var author = await PortalBrowser.OfAsync(server, "Ada");
        var submission = await server.AddSubmissionAsync(author.AccountId, SubmissionState.AwaitingReview);
        await server.Seed.PublishAsync(new SeededVersion("portal-weight", "1.0.0", "portal-base"));
        foreach (var path in (string[])["/", "/patches", "/patches/portal-weight", "/submit", "/submissions", $"/submissions/{submission}", "/account"])
        {
            var html = await author.ReadAsync(path);
            var files = Asset().Matches(html).Select(match => match.Groups[1].Value).Distinct().ToList();
            Assert.Equal(3, files.Count); // One style sheet, one script, one mark.
            var weight = System.Text.Encoding.UTF8.GetByteCount(html);
            foreach (var file in files)
            {
                var answer = await author.Http.GetAsync(file, Http.Stop);
                Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
                weight += (await answer.Content.ReadAsByteArrayAsync(Http.Stop)).Length;
            }

            Assert.True(weight < Budget, $"{path} weighs {weight} bytes");
        }
    }

    [GeneratedRegex("(?:href|src)=\"(/[a-z.]+\\?v=[^\"]+)\"")]
    private static partial Regex Asset();
}
