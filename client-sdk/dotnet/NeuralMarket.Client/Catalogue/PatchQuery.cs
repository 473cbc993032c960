using System.Globalization;

namespace NeuralMarket.Client.Catalogue;

/// <summary>The order of a list of patches (http.md, <c>sort</c>).</summary>
public enum PatchOrder
{
    /// <summary>Newest patch first.</summary>
    New,

    /// <summary>Latest version first.</summary>
    Updated,

    /// <summary>Most downloaded first.</summary>
    Popular,

    /// <summary>By title.</summary>
    Name,

    /// <summary>Best match first; only with <see cref="PatchQuery.Text"/>.</summary>
    Relevance,
}

/// <summary>What to look for in the catalogue; everything is optional.</summary>
public sealed record PatchQuery
{
    /// <summary>The identity of the app's base network.</summary>
    public string? Base { get; init; }

    /// <summary>A trigger category's tag.</summary>
    public string? Trigger { get; init; }

    /// <summary>Words to search for.</summary>
    public string? Text { get; init; }

    /// <summary>The order; the server's default when absent.</summary>
    public PatchOrder? Sort { get; init; }

    /// <summary>The cursor of the page before (<see cref="PatchPage.Next"/>).</summary>
    public string? After { get; init; }

    /// <summary>Items a page, 1 to 200; the server's default (50) when absent.</summary>
    public int? Limit { get; init; }

    internal string ToQueryString()
    {
        List<string> parts = [];
        Add(parts, "base", Base);
        Add(parts, "trigger", Trigger);
        Add(parts, "q", Text);
        Add(parts, "sort", Sort?.ToString().ToLowerInvariant());
        Add(parts, "after", After);
        Add(parts, "limit", Limit?.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join("&", parts);
    }

    private static void Add(List<string> parts, string name, string? value)
    {
        if (value is not null)
        {
            parts.Add(name + "=" + Uri.EscapeDataString(value));
        }
    }
}
