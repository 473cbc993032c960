namespace NeuralMarket.Market.Catalogue;

/// <summary>The order of a list of patches (http.md, <c>sort</c>).</summary>
public enum CatalogueOrder
{
    /// <summary>Newest patch first.</summary>
    New,

    /// <summary>Latest version first.</summary>
    Updated,

    /// <summary>Most downloaded first.</summary>
    Popular,

    /// <summary>By title.</summary>
    Name,

    /// <summary>Best match first; only with a query.</summary>
    Relevance,
}

/// <summary>What to look for.</summary>
public sealed record CatalogueFilter
{
    /// <summary>The identity of the phone's base network.</summary>
    public string? Base { get; init; }

    /// <summary>A trigger category's tag, in any spelling.</summary>
    public string? Trigger { get; init; }

    /// <summary>Words to search for; all must occur.</summary>
    public string? Query { get; init; }

    /// <summary>The order.</summary>
    public CatalogueOrder Sort { get; init; } = CatalogueOrder.New;

    /// <summary>The cursor of the page before.</summary>
    public CatalogueCursor? After { get; init; }

    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Where a page ended: the last patch's key in the order and its id. A page after it holds no patch of an earlier one, whatever is published in between.</summary>
/// <param name="Key">Ticks, downloads or rank as a number; 0 for an order by title.</param>
/// <param name="Text">The title for an order by title; empty otherwise.</param>
/// <param name="Id">The patch.</param>
public sealed record CatalogueCursor(long Key, string Text, string Id);
