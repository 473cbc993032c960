using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace NeuralMarket.Server.Api.Http;

/// <summary>Which part of a list is asked for.</summary>
internal interface IPageQuery
{
    /// <summary>The <c>next</c> of the page before; absent for the first page.</summary>
    string? After { get; }

    /// <summary>How many at most: 1 to 200, 50 when absent.</summary>
    int? Limit { get; }
}

/// <summary>Which part of a list is asked for.</summary>
internal sealed class PageQuery : IPageQuery
{
    public const int DefaultLimit = 50;
    public const int MaximumLimit = 200;

    /// <summary>The <c>next</c> of the page before; absent for the first page.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>How many at most: 1 to 200, 50 when absent.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }
}

/// <summary>One page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Give it as <c>after</c> for the next page; null on the last one.</param>
internal sealed record PageDocument<T>(IReadOnlyList<T> Items, string? Next);

internal static class ListPages
{
    public static int LimitOrDefault(this IPageQuery page) => page.Limit ?? PageQuery.DefaultLimit;

    /// <summary>A page out of rows of which one more than <paramref name="limit"/> was read: the last one says that there is a next page.</summary>
    public static PageDocument<TDocument> Of<TRow, TDocument>(
        IReadOnlyList<TRow> rows, int limit, Func<TRow, string> cursor, Func<TRow, TDocument> document)
    {
        var page = rows.Take(limit).ToList();
        return new([.. page.Select(document)], rows.Count > limit ? cursor(page[^1]) : null);
    }
}

internal sealed class PageQueryValidator : AbstractValidator<PageQuery>
{
    public PageQueryValidator() => Include(new PageRules());
}

/// <summary>The rules of every paged list.</summary>
internal sealed class PageRules : AbstractValidator<IPageQuery>
{
    private const int MaximumCursor = 2048;

    public PageRules()
    {
        RuleFor(page => page.Limit).InclusiveBetween(1, PageQuery.MaximumLimit)
            .WithErrorCode("query.limit").OverridePropertyName("limit")
            .WithMessage($"limit is {{PropertyValue}}; it must be between 1 and {PageQuery.MaximumLimit}.");
        RuleFor(page => page.After).MaximumLength(MaximumCursor)
            .WithErrorCode(Cursor.Code).OverridePropertyName("after").WithMessage(Cursor.Refusal);
    }
}
