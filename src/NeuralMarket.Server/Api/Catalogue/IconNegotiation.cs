using Microsoft.Net.Http.Headers;
using NeuralMarket.Market.Publication;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>Which format an icon is served in: the one that is asked for, else what the <c>Accept</c> header (RFC 9110, section 12.5.1) likes best.</summary>
internal static class IconNegotiation
{
    /// <summary>The format; <see langword="null"/> when the caller takes none. WebP goes only to who names it, as long as PNG is acceptable, too.</summary>
    public static IconFormat? Choose(IList<MediaTypeHeaderValue> accept)
    {
        double png = QualityOf(IconFormat.Png, accept, out _);
        double webP = QualityOf(IconFormat.WebP, accept, out bool named);
        return webP > 0 && (png == 0 || (named && webP >= png)) ? IconFormat.WebP : png > 0 ? IconFormat.Png : null;
    }

    // What is most specific decides: image/webp;q=0 beside image/* means everything but WebP.
    private static double QualityOf(IconFormat format, IList<MediaTypeHeaderValue> accept, out bool named)
    {
        var type = new MediaTypeHeaderValue(format.MediaType);
        var ranges = accept.Where(type.IsSubsetOf).OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0).ToList();
        named = ranges is [{ MatchesAllSubTypes: false }, ..];
        return accept.Count == 0 ? 1 : ranges is [var range, ..] ? range.Quality ?? 1 : 0;
    }
}
