using System.Linq.Expressions;
using System.Reflection;
using NeuralMarket.Market.Publication;

namespace NeuralMarket.Market.Catalogue;

/// <summary>A row of a list, before it is shown.</summary>
internal sealed class CatalogueRow
{
    public required PublishedVersion Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public long Downloads { get; init; }
}

/// <summary>
/// Orders by a key and the patch's id, and starts behind a cursor (keyset paging): a page does not shift when something is published meanwhile.
/// Relevance: the earlier the first word occurs in the searched text, which begins with the title, the better.
/// </summary>
internal static class CataloguePaging
{
    private static readonly MethodInfo CompareToText = typeof(string).GetMethod(nameof(string.CompareTo), [typeof(string)])!;

    public static IQueryable<CatalogueRow> Page(IQueryable<CatalogueRow> rows, CatalogueFilter filter)
    {
        CatalogueCursor? after = filter.After;
        if (filter.Sort == CatalogueOrder.Name)
        {
            rows = after is null ? rows : rows.Where(row => row.Version.Title.CompareTo(after.Text) > 0 || (row.Version.Title == after.Text && row.Version.PatchId.CompareTo(after.Id) > 0));
            return rows.OrderBy(row => row.Version.Title).ThenBy(row => row.Version.PatchId);
        }

        return filter.Sort switch
        {
            CatalogueOrder.New => ByTime(rows, after, row => row.CreatedAt),
            CatalogueOrder.Updated => ByTime(rows, after, row => row.Version.PublishedAt),
            CatalogueOrder.Relevance when filter.Query is string query => ByRelevance(rows, after, query),
            _ => ByNumber(rows, after, row => row.Downloads),
        };
    }

    public static CatalogueCursor CursorOf(CatalogueRow row, CatalogueFilter filter) => filter.Sort switch
    {
        CatalogueOrder.Name => new(0, row.Version.Title, row.Version.PatchId),
        CatalogueOrder.New => new(row.CreatedAt.UtcTicks, "", row.Version.PatchId),
        CatalogueOrder.Updated => new(row.Version.PublishedAt.UtcTicks, "", row.Version.PatchId),
        CatalogueOrder.Relevance => new(-(long)row.Version.SearchText.IndexOf(FirstWord(filter.Query ?? ""), StringComparison.Ordinal), "", row.Version.PatchId),
        _ => new(row.Downloads, "", row.Version.PatchId),
    };

    private static IQueryable<CatalogueRow> ByTime(IQueryable<CatalogueRow> rows, CatalogueCursor? after, Expression<Func<CatalogueRow, DateTimeOffset>> key)
    {
        if (after is not null)
        {
            DateTimeOffset at = new(after.Key, TimeSpan.Zero);
            rows = rows.Where(Behind(key, at, after.Id));
        }

        return rows.OrderByDescending(key).ThenBy(row => row.Version.PatchId);
    }

    private static IQueryable<CatalogueRow> ByNumber(IQueryable<CatalogueRow> rows, CatalogueCursor? after, Expression<Func<CatalogueRow, long>> key) =>
        (after is null ? rows : rows.Where(Behind(key, after.Key, after.Id))).OrderByDescending(key).ThenBy(row => row.Version.PatchId);

    private static IQueryable<CatalogueRow> ByRelevance(IQueryable<CatalogueRow> rows, CatalogueCursor? after, string query)
    {
        string word = FirstWord(query);
        return ByNumber(rows, after, row => -(long)row.Version.SearchText.IndexOf(word));
    }

    private static string FirstWord(string query) => query.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";

    /// <summary>key &lt; value, or key = value and id &gt; id.</summary>
    private static Expression<Func<CatalogueRow, bool>> Behind<T>(Expression<Func<CatalogueRow, T>> key, T value, string id)
    {
        ParameterExpression row = key.Parameters[0];
        Expression constant = Expression.Property(Expression.Constant(new Box<T>(value)), nameof(Box<T>.Value));
        Expression idOf = Expression.Property(Expression.Property(row, nameof(CatalogueRow.Version)), nameof(PublishedVersion.PatchId));
        Expression idIsBehind = Expression.GreaterThan(
            Expression.Call(idOf, CompareToText, Expression.Property(Expression.Constant(new Box<string>(id)), nameof(Box<string>.Value))), Expression.Constant(0));
        return Expression.Lambda<Func<CatalogueRow, bool>>(
            Expression.OrElse(Expression.LessThan(key.Body, constant), Expression.AndAlso(Expression.Equal(key.Body, constant), idIsBehind)), row);
    }

    /// <summary>Makes a value a query parameter instead of a literal.</summary>
    private sealed record Box<T>(T Value);
}
