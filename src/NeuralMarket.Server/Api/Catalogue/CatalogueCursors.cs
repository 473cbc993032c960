using NeuralMarket.Market.Catalogue;
using NeuralMarket.Server.Api.Http;

namespace NeuralMarket.Server.Api.Catalogue;

/// <summary>Cursors of the catalogue's lists: each order is a list of its own.</summary>
internal static class CatalogueCursors
{
    public static string? Write(CatalogueOrder order, CatalogueCursor? cursor) => cursor is null ? null : Cursor.Write(ListOf(order), cursor);

    public static bool TryRead(string? text, CatalogueOrder order, out CatalogueCursor? cursor)
    {
        cursor = null;
        return text is null || (Cursor.TryRead(text, ListOf(order), out cursor) && IsSound(cursor!, order));
    }

    private static string ListOf(CatalogueOrder order) => $"patches:{order}";

    /// <summary>Cursors come from outside: what the query cannot take is refused here.</summary>
    private static bool IsSound(CatalogueCursor cursor, CatalogueOrder order) =>
        cursor.Id is not null && cursor.Text is not null
        && (order is not (CatalogueOrder.New or CatalogueOrder.Updated) || (cursor.Key >= 0 && cursor.Key <= DateTimeOffset.MaxValue.UtcTicks));
}
