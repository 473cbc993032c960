using System.Text.Encodings.Web;
using NeuralMarket.Server.Portal.Display;

namespace NeuralMarket.Server.Tests.Portal;

public sealed class ModelCardTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a <b onclick=x>b</b>", "&lt;b onclick=x&gt;")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("[x](JaVaScRiPt:alert(1))", "<p>x</p>")]
    [InlineData("[x](data:text/html,hi)", "<p>x</p>")]
    [InlineData("[x](/account/sign-out)", "<p>x</p>")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>")]
    [InlineData("[x]\n\n[x]: javascript:alert(1)", "<p>x</p>")]
    [InlineData("![a picture](https://tracker.example/p.png)", "<a href=\"https://tracker.example/p.png\" rel=\"nofollow noopener noreferrer ugc\">a picture</a>")]
    [InlineData("# Top", "<h3>Top</h3>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td>")]
    public void AuthorsWordsAreHarmless(string markdown, string expected)
    {
        var html = Html(markdown);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData("- ")]
    [InlineData("`")]
    public void NestingWithoutEndIsSurvived(string opening) =>
        Assert.NotEmpty(Html(string.Concat(Enumerable.Repeat(opening, 20_000))));

    private static string Html(string markdown)
    {
        using var writer = new StringWriter();
        ModelCard.Draw(markdown).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
